import { describe, expect, test, vi } from 'vitest';
import { createLog } from '../core/log.ts';
import { Shutdown } from './shutdown.ts';

const logged: { step?: string; msg: string }[] = [];
const log = createLog('error', { write: (line) => void logged.push(JSON.parse(line)) });

describe('Shutdown', () => {
  test('closes what was opened last first, once, however often it is asked', async () => {
    const shutdown = new Shutdown(log);
    const closed: string[] = [];
    for (const name of ['database', 'connections', 'requests']) shutdown.add(name, async () => closed.push(name));

    expect(shutdown.asked).toBe(false);
    expect(await Promise.all([shutdown.run(), shutdown.run()])).toEqual([true, true]);
    expect(shutdown.asked).toBe(true);
    expect(closed).toEqual(['requests', 'connections', 'database']);
  });

  test('closes the rest when one fails, and says which', async () => {
    logged.length = 0;
    const shutdown = new Shutdown(log);
    const database = vi.fn<() => Promise<void>>(async () => {});
    shutdown.add('database', database);
    shutdown.add('requests', async () => Promise.reject(new Error('stuck')));

    expect(await shutdown.run()).toBe(false);
    expect(database).toHaveBeenCalledOnce();
    expect(logged).toMatchObject([{ step: 'requests', msg: 'not closed in order' }]);
  });

  test('closes what a start that goes on opens meanwhile', async () => {
    const shutdown = new Shutdown(log);
    const late = vi.fn<() => Promise<void>>(async () => {});
    shutdown.add('database', async () => shutdown.add('requests', late));
    await shutdown.run();
    expect(late).toHaveBeenCalledOnce();
  });

  test('does not wait for ever', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    const shutdown = new Shutdown(log);
    const database = vi.fn<() => Promise<void>>(async () => {});
    shutdown.add('database', database);
    shutdown.add('requests', () => new Promise(() => {}));
    const run = shutdown.run();
    await vi.advanceTimersByTimeAsync(20_000);
    vi.useRealTimers();
    expect(await run).toBe(false);
    expect(database).toHaveBeenCalledOnce();
  });
});
