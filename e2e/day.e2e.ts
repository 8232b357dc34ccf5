import type { CDPSession } from 'playwright-core';
import { expect } from 'vitest';
import { start } from './support/time.ts';
import { test } from './support/test.ts';
import { widgets, type Visitor } from './support/visitor.ts';

const MINUTES = 24 * 60;
const token = { scopes: ['score:read', 'actions:read', 'actions:write', 'goals:read', 'metrics:read', 'live:read', 'traffic:read', 'forecast:read', 'benchmarks:read'] };

declare global {
  interface Window {
    /** Timers that have neither run nor been cleared. */
    waiting: Set<number>;
    /** Sockets that are open, or on their way. */
    lines: Set<WebSocket>;
  }
}

/** Runs in the page, after its clock is the test's: keeps what waits and what is connected. */
function count(): void {
  window.waiting = new Set();
  window.lines = new Set();
  const [set, clear] = [window.setTimeout, window.clearTimeout];
  window.setTimeout = ((run: () => void, pause?: number) => {
    const timer = set(() => {
      window.waiting.delete(timer);
      run();
    }, pause);
    window.waiting.add(timer);
    return timer;
  }) as typeof window.setTimeout;
  window.clearTimeout = (timer) => {
    window.waiting.delete(timer as number);
    clear(timer);
  };
  window.WebSocket = class extends WebSocket {
    constructor(...made: ConstructorParameters<typeof WebSocket>) {
      super(...made);
      window.lines.add(this);
      this.addEventListener('close', () => window.lines.delete(this));
    }
  };
}

/** Waits until nothing of the page is on its way, which in its own time is no time at all. */
async function arrive(visitor: Visitor, onTheWay: Set<unknown>): Promise<void> {
  await visitor.page.evaluate(() => window.lines.size);
  await expect.poll(() => onTheWay.size).toBe(0);
  await visitor.page.waitForFunction(() => [...window.lines].every(({ readyState }) => readyState === WebSocket.OPEN));
}

async function heap(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize;
}

test("a stranger's page that is open for a day keeps its tokens fresh, and leaks nothing", { timeout: 400_000 }, async ({ own, visit }) => {
  const tags = widgets.split(', ').map((tag) => `<${tag} loading="eager"></${tag}>`);
  const { url, mints } = own.host.page({ body: tags.join(''), token: { ...token, expiresIn: 900 } });
  const visitor = await visit();
  const { page } = visitor;
  await page.clock.install({ time: start });
  await page.addInitScript(count);
  const onTheWay = new Set<unknown>();
  page.on('request', (request) => onTheWay.add(request));
  page.on('requestfinished', (request) => onTheWay.delete(request));
  page.on('requestfailed', (request) => onTheWay.delete(request));
  await visitor.goto(url);
  await visitor.all('ready');
  await visitor.follows();
  const session = await visitor.context.newCDPSession(page);

  const seen: { timers: number; lines: number; bytes: number }[] = [];
  for (let minute = 1; minute <= MINUTES; minute += 1) {
    own.clock.forward(60);
    // Every timer that is due runs once, and what it asks for is answered before the next minute.
    await page.clock.fastForward(60_000);
    await arrive(visitor, onTheWay);
    if (minute % 60) continue;
    const [timers, lines] = await page.evaluate(() => [window.waiting.size, window.lines.size] as const);
    seen.push({ timers, lines, bytes: await heap(session) });
  }

  // A life is 900 seconds, of which four fifths are used: 120 in a day, a little fewer for the time each takes.
  expect(mints()).toBeGreaterThanOrEqual(108);
  expect(mints()).toBeLessThanOrEqual(122);
  const [first, last] = [seen[0]!, seen.at(-1)!];
  expect(Math.max(...seen.map(({ lines }) => lines))).toBeLessThanOrEqual(1);
  expect(Math.max(...seen.map(({ timers }) => timers)), `${first.timers} after an hour`).toBeLessThanOrEqual(first.timers + 2);
  expect(last.bytes / first.bytes, `${first.bytes} bytes after an hour, ${last.bytes} after a day`).toBeLessThan(1.2);
  await visitor.all('ready');
  expect((await visitor.seen()).errors).toEqual([]);
});
