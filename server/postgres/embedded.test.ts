import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { findInstalledPostgres, startPostgres, type Postgres, type PostgresOptions } from './embedded.ts';
import { isAlive } from './process.ts';

let root: string;
/** One database for all tests that do not spoil it: making one takes a second. */
let dataDir: string;
const running: Postgres[] = [];

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'arco-postgres-'));
  // As root, PostgreSQL runs as somebody else, who has to pass through.
  await chmod(root, 0o711);
  dataDir = join(root, 'data');
});
afterEach(async () => {
  while (running.length > 0) await running.pop()!.stop();
});
afterAll(() => rm(root, { recursive: true, force: true }));

async function start(options: Partial<PostgresOptions> = {}): Promise<Postgres> {
  const server = await startPostgres({ dataDir, ...options });
  running.push(server);
  return server;
}

async function ask<T extends object>(url: string, query: string): Promise<T[]> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return (await sql.unsafe(query)) as unknown as T[];
  } finally {
    await sql.end({ timeout: 1 });
  }
}

const pidFile = () => join(dataDir, 'postgres', 'postmaster.pid');
const serverPid = async () => Number((await readFile(pidFile(), 'utf8')).split('\n')[0]);

async function untilGone(pid: number): Promise<void> {
  for (let tries = 0; isAlive(pid) && tries < 400; tries += 1) await sleep(25);
  expect(isAlive(pid)).toBe(false);
}

/** A process of its own that starts the database and then waits, as `npm start` does. */
async function startElsewhere(): Promise<{ kill(signal: NodeJS.Signals): void }> {
  const module = new URL('./embedded.ts', import.meta.url).href;
  const script = `const { startPostgres } = await import('${module}'); await startPostgres({ dataDir: process.argv[1] }); console.log('up'); setInterval(() => {}, 1e6)`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise((up) => child.stdout.once('data', up));
  return { kill: (signal) => child.kill(signal) };
}

describe('startPostgres', () => {
  test('makes a database for its owner, and starts it again with what was in it', async () => {
    const first = await start();
    await ask(first.url, 'create table kept as select 42 as answer');
    const [session] = await ask<{ user: string; database: string; lower: string; fsync: string }>(
      first.url,
      "select current_user as user, current_database() as database, lower('ÁÉÇ'), current_setting('fsync') as fsync",
    );
    expect(first.started).toBe(true);
    expect(session).toEqual({ user: 'postgres', database: 'arco', lower: 'áéç', fsync: 'on' });
    await first.stop();
    await first.stop();

    const second = await start();
    expect(second.port).toBe(first.port);
    expect(await ask(second.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
  });

  test('listens to this machine alone, and asks it for a password that only its user can read', async () => {
    const { url, port } = await start();
    const [settings] = await ask(url, "select current_setting('listen_addresses') as tcp, current_setting('unix_socket_directories') as socket");
    expect(settings).toEqual({ tcp: '127.0.0.1', socket: '' });
    await expect(ask(`postgres://postgres:wrong@127.0.0.1:${port}/arco`, 'select 1')).rejects.toMatchObject({ code: '28P01' });
    const { mode } = await stat(join(dataDir, 'postgres', 'arco.password'));
    expect(mode & 0o777).toBe(0o600);
  });

  test('joins a server that runs, which the last to leave stops', async () => {
    const first = await start();
    const second = await start();
    expect([second.started, second.url]).toEqual([false, first.url]);

    await first.stop();
    expect(await ask(second.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    const pid = await serverPid();
    await second.stop();
    expect(isAlive(pid)).toBe(false);
  });

  test('starts one server for several that ask at once', async () => {
    const servers = await Promise.all([start(), start(), start()]);
    expect(servers.filter(({ started }) => started)).toHaveLength(1);
    expect(new Set(servers.map(({ url }) => url)).size).toBe(1);
  });
});

describe('after a crash', () => {
  test('keeps what was committed when the server was killed', async () => {
    const { url } = await start();
    await ask(url, 'create table committed as select 7 as lucky');
    process.kill(await serverPid(), 'SIGKILL');

    const again = await start();
    expect(again.started).toBe(true);
    expect(await ask(again.url, 'select lucky from committed')).toEqual([{ lucky: 7 }]);
  });

  test('is not held up by a lock file whose number went to another process', async () => {
    await start();
    const pid = await serverPid();
    const lines = await readFile(pidFile(), 'utf8');
    process.kill(pid, 'SIGKILL');
    await untilGone(pid);
    await writeFile(pidFile(), lines.replace(String(pid), String(process.pid)));

    expect((await start()).started).toBe(true);
  });

  test('is not held up by the lock of a process that was killed while starting', async () => {
    await mkdir(dataDir, { recursive: true });
    await writeFile(join(dataDir, 'postgres.lock'), `${process.pid} another-life 0\n`);
    expect((await start()).started).toBe(true);
  });

  test('stops by itself when the process that started it was killed', async () => {
    const parent = await startElsewhere();
    const pid = await serverPid();
    parent.kill('SIGKILL');
    await untilGone(pid);
    await expect(readFile(pidFile())).rejects.toThrow('ENOENT');
  });

  test('is taken over when the process that started it was killed a moment ago', async () => {
    const parent = await startElsewhere();
    parent.kill('SIGKILL');
    const server = await start();
    await sleep(1_500);
    expect(await ask(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    const pid = await serverPid();
    await server.stop();
    expect(isAlive(pid)).toBe(false);
  });

  test('starts a server anew whose program files were removed under it', async () => {
    const first = await start();
    const options = join(dataDir, 'postgres', 'postmaster.opts');
    await writeFile(options, (await readFile(options, 'utf8')).replace(/^\S+/, '/removed/bin/postgres'));
    const said: string[] = [];
    const second = await start({ log: (line) => said.push(line) });
    expect([first.started, second.started]).toEqual([true, true]);
    expect(said.join()).toContain('lost its program files');
    expect(await ask(second.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('makes a database anew that was left half made, and keeps the half', async () => {
    const folder = join(root, 'half');
    await mkdir(join(folder, 'postgres', 'base'), { recursive: true });
    await writeFile(join(folder, 'postgres', 'PG_VERSION'), '18\n');
    await mkdir(join(folder, 'postgres.new-1', 'cluster'), { recursive: true });
    const said: string[] = [];

    const server = await start({ dataDir: folder, log: (line) => said.push(line) });

    expect(await ask(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(said.join()).toContain('never finished');
    const names = await readdir(folder);
    expect(names.filter((name) => name.startsWith('postgres.new'))).toEqual([]);
    expect(names.filter((name) => name.startsWith('postgres.incomplete-'))).toHaveLength(1);
  });
});

describe('what it cannot do', () => {
  test('names the folder and the variable when the folder cannot be written', async () => {
    const file = join(root, 'a-file');
    await writeFile(file, '');
    await expect(startPostgres({ dataDir: file })).rejects.toMatchObject({ reason: 'unavailable', message: expect.stringContaining(`Cannot write to ${file}`) });
    await expect(startPostgres({ dataDir: file })).rejects.toThrow('ARCO_DATA_DIR=');
  });

  test('says which version made a database that it cannot read', async () => {
    await (await start()).stop();
    const file = join(dataDir, 'postgres', 'PG_VERSION');
    const version = await readFile(file, 'utf8');
    await writeFile(file, '14\n');
    try {
      await expect(startPostgres({ dataDir })).rejects.toThrow(/was made by PostgreSQL 14 and this is 18\.\d+, which cannot read it/);
    } finally {
      await writeFile(file, version);
    }
  });

  test('says which port is taken when it was told to use that one, and otherwise takes another', async () => {
    const { port, stop } = await start();
    await stop();
    const stranger = createServer();
    await new Promise<void>((done) => stranger.listen(port, '127.0.0.1', done));
    try {
      await expect(startPostgres({ dataDir, port })).rejects.toThrow(`Port ${port} is taken`);
      expect((await start()).port).not.toBe(port);
    } finally {
      stranger.close();
    }
  });
});

test.skipIf(!findInstalledPostgres(15))('runs a PostgreSQL that the system has', async () => {
  const server = await start({ dataDir: join(root, 'fifteen'), binDir: findInstalledPostgres(15)!, settings: { fsync: 'off' } });
  const [found] = await ask<{ version: string; fsync: string }>(server.url, "select current_setting('server_version') as version, current_setting('fsync') as fsync");
  expect(found!.version).toMatch(/^15\./);
  expect(found!.fsync).toBe('off');
  expect(existsSync(join(root, 'fifteen', 'postgres', 'PG_VERSION'))).toBe(true);
});
