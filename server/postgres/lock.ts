import { randomUUID } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../core/errors.ts';
import { identityOf } from './process.ts';

const patience = 120_000;

/** Runs one thing at a time over all processes that name the same file. A holder that was killed is passed over. */
export async function withLock<T>(file: string, run: () => Promise<T>): Promise<T> {
  const release = await acquire(file);
  try {
    return await run();
  } finally {
    await release();
  }
}

async function acquire(file: string): Promise<() => Promise<void>> {
  const mine = `${process.pid} ${identityOf(process.pid)} ${randomUUID()}\n`;
  const deadline = Date.now() + patience;
  for (;;) {
    if (await tryCreate(file, mine)) {
      // Two that met the same dead holder may both have removed the file; what stands in it a moment later decides.
      await sleep(15);
      if ((await read(file)) === mine) return () => rm(file, { force: true });
    }
    const holder = await read(file);
    const [pid = '', identity] = holder.trim().split(' ');
    if (holder && identityOf(Number(pid)) !== identity) await rm(file, { force: true });
    else if (Date.now() > deadline) {
      throw new AppError(
        'unavailable',
        `Process ${pid} has held ${file} for two minutes: it starts or stops the database, and hangs. Stop that process and try again.`,
      );
    } else await sleep(50);
  }
}

async function tryCreate(file: string, text: string): Promise<boolean> {
  try {
    await writeFile(file, text, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function read(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => '');
}
