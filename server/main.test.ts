import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { connect, type Sql } from './core/db.ts';
import { migrate } from './core/migrate.ts';
import { startPostgres, type Postgres } from './postgres/embedded.ts';
import { isAlive } from './postgres/process.ts';
import { markDemo } from './run/contents.ts';

const entry = new URL('./entry.mjs', import.meta.url).pathname;
const secret = 'k3R9vWq2LxT7mB4nZc8JdY1hPs6FgUaE';
const running: ChildProcess[] = [];
let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'arco-main-'));
  // As root, PostgreSQL runs as somebody else, who has to pass through.
  await chmod(root, 0o711);
});
afterEach(async () => {
  for (const child of running.splice(0)) await kill(child, 'SIGKILL');
});
afterAll(() => rm(root, { recursive: true, force: true }));

interface Launched {
  child: ChildProcess;
  output: () => string;
  /** Waits for a text in what was printed; fails when the process ends without it. */
  says(text: string): Promise<void>;
  /** Exit code, or the signal that ended it. */
  ended: Promise<number | string>;
}

/** Starts ARCO as npm does, in a process group of its own. */
function launch(args: string[], env: Record<string, string>, command = [process.execPath, entry]): Launched {
  const [file, ...first] = command as [string, ...string[]];
  const child = spawn(file, [...first, ...args], { env: { PATH: process.env['PATH'], ...env }, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  running.push(child);
  let text = '';
  for (const stream of [child.stdout!, child.stderr!]) stream.setEncoding('utf8').on('data', (part: string) => (text += part));
  const ended = new Promise<number | string>((done) => child.on('close', (code, signal) => done(code ?? signal!)));
  let isOver = false;
  void ended.then(() => (isOver = true));
  const says = async (wanted: string) => {
    while (!text.includes(wanted)) {
      if (isOver) throw new Error(`It ended without "${wanted}":\n${text}`);
      await sleep(20);
    }
  };
  return { child, output: () => text, says, ended };
}

async function kill(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((done) => child.once('close', done));
  process.kill(-child.pid!, signal);
  await gone;
}

/** Two free ports in a row: the demo's partner has the one after the server's. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 20_000);
    if ((await isFree(port)) && (await isFree(port + 1))) return port;
  }
}

const isFree = (port: number) =>
  new Promise<boolean>((done) => {
    const probe = createServer().once('error', () => done(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => done(true)));
  });

async function untilGone(pid: number): Promise<void> {
  for (let tries = 0; isAlive(pid) && tries < 400; tries += 1) await sleep(25);
  expect(isAlive(pid)).toBe(false);
}

const postgresPid = async (dataDir: string) => Number((await readFile(join(dataDir, 'postgres/postmaster.pid'), 'utf8')).split('\n')[0]);

describe('npm start', () => {
  let dataDir: string;
  let port: number;
  const start = (env: Record<string, string> = {}) => launch(['start'], { ARCO_DATA_DIR: dataDir, PORT: String(port), ...env });
  const arco = async (...args: string[]) => {
    const command = launch(['arco', ...args], { ARCO_DATA_DIR: dataDir });
    expect([args, await command.ended, command.output()]).toEqual([args, 0, expect.any(String)]);
    return command.output().trim();
  };

  beforeAll(async () => {
    dataDir = join(root, 'start');
    port = await freePort();
  });

  test('goes from nothing to a demo that answers, says so once, and stops on Ctrl-C with its database', async () => {
    const { child, says, output, ended } = start();
    await says(`ARCO ready http://localhost:${port}\n`);
    expect((await fetch(`http://localhost:${port}/readyz`)).status).toBe(200);
    const minted = await fetch(`http://localhost:${port}/api/embed/tokens`, {
      method: 'POST',
      headers: { authorization: 'Bearer sk_test_demo_moda', 'content-type': 'application/json' },
      body: JSON.stringify({ client: 'moda' }),
    });
    expect(await minted.json()).toEqual({ token: expect.any(String), expiresIn: 900 });
    expect((await fetch(`http://127.0.0.1:${port + 1}/`)).status).toBe(200);

    // A command works on the running server's database, and signs in its name although it is not told the port.
    const token = await arco('token', '--client', 'moda');
    const answer = await fetch(`http://localhost:${port}/api/trpc/metrics.list`, { headers: { authorization: `Bearer ${token}` } });
    expect(answer.status).toBe(200);
    await arco('client', 'create', 'kept', '--name', 'Kept');

    const database = await postgresPid(dataDir);
    process.kill(child.pid!, 'SIGINT');
    expect(await ended).toBe(0);
    expect(isAlive(database)).toBe(false);
    expect(output().split('ARCO ready')).toHaveLength(2);
    expect((await stat(join(dataDir, 'secret'))).mode & 0o777).toBe(0o600);
  });

  test('starts again after everything was killed, with what was there', async () => {
    const first = start();
    await first.says('ARCO ready');
    const database = await postgresPid(dataDir);
    process.kill(database, 'SIGKILL');
    await kill(first.child, 'SIGKILL');
    await writeFile(join(dataDir, 'postgres.lock'), `${first.child.pid} gone 0\n`);

    const second = start();
    await second.says('ARCO ready');
    expect(JSON.parse(await arco('client', 'list', '--json')).clients).toContainEqual(expect.objectContaining({ slug: 'kept' }));
  });

  test('says who has its port, and leaves them alone', async () => {
    const first = start();
    await first.says('ARCO ready');
    const second = start();
    expect(await second.ended).toBe(1);
    expect(second.output()).toContain(`127.0.0.1:${port} (this server) is taken by another ARCO (process ${first.child.pid}`);
    expect(second.output()).toContain(`PORT=${port + 10} npm start`);
    expect((await fetch(`http://localhost:${port}/healthz`)).status).toBe(200);
  });

  test('stops when npm is gone, which a SIGTERM to npm is not passed on by', async () => {
    // What npm puts between: a shell that waits for it.
    const shell = launch([], { ARCO_DATA_DIR: dataDir, PORT: String(port), npm_lifecycle_event: 'start' }, ['/bin/sh', '-c', `"${process.execPath}" "${entry}" start; exit $?`]);
    await shell.says('ARCO ready');
    const database = await postgresPid(dataDir);
    process.kill(shell.child.pid!, 'SIGKILL');
    await untilGone(database);
    expect(await isFree(port)).toBe(true);
  });

  test('names the folder that it cannot write, and the variable that it cannot read', async () => {
    const file = join(root, 'file');
    await writeFile(file, '');
    const unwritable = start({ ARCO_DATA_DIR: file });
    const unreadable = start({ PORT: 'http', ARCO_SECRET: 'hunter22' });
    expect(await Promise.all([unwritable.ended, unreadable.ended])).toEqual([1, 1]);
    expect(unwritable.output()).toContain(`Cannot write to ${file}`);
    expect(unwritable.output()).toContain('ARCO_DATA_DIR=');
    expect(unreadable.output()).toMatch(/^PORT: expected a whole number from 1 to 65534, got "http"\. For example: 8787\nARCO_SECRET: expected /);
    expect(unreadable.output()).not.toContain('hunter22');
  });
});

describe('a database of its own', () => {
  let server: Postgres;
  let owner: Sql;
  const url = (database: string, user?: string) => {
    const made = new URL(server.url);
    made.pathname = database;
    if (user) [made.username, made.password] = [user, user];
    return made.href;
  };

  beforeAll(async () => {
    server = await startPostgres({ dataDir: join(root, 'server'), settings: { fsync: 'off' } });
    owner = connect(server.url, { max: 2 });
    await migrate(owner, server.url);
    await owner`create role web login password 'web' in role arco_service`;
    for (const name of ['empty', 'foreign', 'demo']) await owner`create database ${owner(name)}`;
    const foreign = connect(url('foreign'), { max: 1 });
    await foreign`create table invoices (id int)`;
    await foreign.end();
    const demo = connect(url('demo'), { max: 1 });
    await migrate(demo, url('demo'));
    await markDemo(demo, 'finished');
    await demo.end();
  });
  afterAll(async () => {
    await owner.end();
    await server.stop();
  });

  const production = () => ({ DATABASE_URL: url('arco', 'web'), ARCO_SECRET: secret, ARCO_PUBLIC_URL: 'https://widgets.arco.example', ARCO_DATA_DIR: join(root, 'unused') });
  const refusal = async (mode: string, env: Record<string, string>) => {
    const { ended, output } = launch([mode], env);
    expect(await ended).toBe(1);
    return output();
  };

  test('is refused by npm start when it holds something else, and left as it was', async () => {
    const text = await refusal('start', { DATABASE_URL: url('foreign'), ARCO_DATA_DIR: join(root, 'foreign'), PORT: String(await freePort()) });
    expect(text).toContain('/foreign is neither empty nor marked as a demo');
    const foreign = connect(url('foreign'), { max: 1 });
    expect(await foreign`select tablename from pg_tables where schemaname = 'public'`).toEqual([{ tablename: 'invoices' }]);
    await foreign.end();
  });

  test('is refused by serve and worker, each for its reason', async () => {
    const { DATABASE_URL: _url, ARCO_SECRET: _secret, ARCO_PUBLIC_URL: _public, ...nothing } = production();
    const [unset, weak, demo, superuser, pending, worker] = await Promise.all([
      refusal('serve', nothing),
      refusal('serve', { ...production(), ARCO_SECRET: 'x'.repeat(40) }),
      refusal('serve', { ...production(), DATABASE_URL: url('demo', 'web') }),
      refusal('serve', { ...production(), DATABASE_URL: server.url }),
      refusal('serve', { ...production(), DATABASE_URL: url('empty', 'web') }),
      refusal('worker', { ...production(), DATABASE_URL: url('demo', 'web') }),
    ]);
    expect(unset.match(/^\w+(?= is not set, and serve needs it)/gm)).toEqual(['DATABASE_URL', 'ARCO_SECRET', 'ARCO_PUBLIC_URL']);
    expect(weak).toMatch(/^ARCO_SECRET: expected at least 32 random bytes/);
    expect(demo).toContain('DATABASE_URL names a database marked as a demo');
    expect(superuser).toContain('DATABASE_URL connects as postgres, which is a superuser');
    expect(pending).toMatch(/Migrations are pending: 0001_base\.sql, .*DATABASE_OWNER_URL/);
    expect(worker).toContain('npm run worker refuses it');
  });

  test('is migrated by serve when it knows the owner, and then served until the last request is answered', async () => {
    const port = await freePort();
    const { child, says, output, ended } = launch(['serve'], { ...production(), DATABASE_URL: url('empty', 'web'), DATABASE_OWNER_URL: url('empty'), PORT: String(port) });
    await says('"msg":"ready"');
    expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200);
    expect(existsSync(join(root, 'unused'))).toBe(false);
    // With the owner's URL it has made a way to its sign-in by itself; nobody is there yet, and no mail is shown.
    const nobody = await fetch(`http://127.0.0.1:${port}/api/auth/sign-in/email`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ email: 'a@b.example', password: 'x' }) });
    expect(await nobody.json()).toMatchObject({ code: 'INVALID_EMAIL_OR_PASSWORD' });
    expect((await fetch(`http://127.0.0.1:${port}/dev/mail`)).status).toBe(404);
    expect(output().trim().split('\n').map((line) => JSON.parse(line).level)).toEqual(expect.arrayContaining([30]));
    expect(output()).not.toContain(secret);

    const admin = connect(url('empty'), { max: 1 });
    const answer = await admin.begin(async (tx) => {
      await tx`lock table keys in access exclusive mode`;
      const waiting = fetch(`http://127.0.0.1:${port}/api/embed/tokens`, { method: 'POST', headers: { authorization: 'Bearer sk_live_nobody' } });
      await sleep(200);
      process.kill(child.pid!, 'SIGTERM');
      await sleep(300);
      return { waiting };
    });
    expect((await answer.waiting).status).toBe(401);
    await admin.end();
    expect(await ended).toBe(0);
    await expect(fetch(`http://127.0.0.1:${port}/healthz`)).rejects.toThrow('fetch failed');
  });

  test('is worked on by a worker, which stops when told', async () => {
    const { child, says, ended } = launch(['worker'], production());
    await says('"msg":"ready"');
    process.kill(child.pid!, 'SIGTERM');
    expect(await ended).toBe(0);
  });
});

const systemNode = '/usr/bin/node';
const isOld = existsSync(systemNode) && Number(execFileSync(systemNode, ['-p', 'parseInt(process.versions.node)'], { encoding: 'utf8' })) < 24;

test.skipIf(!isOld)('an older Node is told how to get the right one', async () => {
  const { ended, output } = launch(['start'], {}, [systemNode, entry]);
  expect([await ended, output()]).toEqual([1, expect.stringMatching(/^ARCO needs Node 24, and this is Node .*npm install/s)]);
});
