import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createConnection, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** Where PgBouncer is installed on this machine, if it is: Debian puts it where only root's PATH leads. */
export function findPgBouncer(): string | undefined {
  return [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'].map((folder) => join(folder, 'pgbouncer')).find((file) => existsSync(file));
}

export interface PgBouncer {
  /** The same database by way of the pooler. */
  url: string;
  stop: () => Promise<void>;
}

/** It refuses to run as root; this is `nobody` on every Linux. */
const NOBODY = 65_534;

/** Starts a PgBouncer in transaction mode, with `poolSize` connections, before the database and role of a URL. */
export async function startPgBouncer(program: string, target: string, poolSize: number): Promise<PgBouncer> {
  const { hostname, port, pathname, username, password } = new URL(target);
  const folder = await mkdtemp(join(tmpdir(), 'arco-pgbouncer-'));
  const listen = await freePort();
  const settings = [
    '[databases]',
    `${pathname.slice(1)} = host=${hostname} port=${port}`,
    '[pgbouncer]',
    'listen_addr = 127.0.0.1',
    `listen_port = ${listen}`,
    'unix_socket_dir =',
    'auth_type = trust',
    `auth_file = ${join(folder, 'users')}`,
    'pool_mode = transaction',
    `default_pool_size = ${poolSize}`,
    'max_client_conn = 200',
  ];
  await writeFile(join(folder, 'pgbouncer.ini'), settings.join('\n'));
  await writeFile(join(folder, 'users'), `"${username}" "${password}"\n`);
  await chmod(folder, 0o755);
  const asNobody = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  const child = spawn(program, [join(folder, 'pgbouncer.ini')], { stdio: ['ignore', 'ignore', 'pipe'], ...asNobody });
  let said = '';
  child.stderr!.on('data', (text) => (said += String(text)));
  const ended = once(child, 'exit');
  const stop = async () => {
    child.kill('SIGKILL');
    await ended;
    await rm(folder, { recursive: true });
  };
  for (let tries = 0; !(await answers(listen)); tries += 1) {
    if (tries === 100 || child.exitCode !== null) {
      await stop();
      throw new Error(`PgBouncer does not answer: ${said}`);
    }
    await new Promise((later) => setTimeout(later, 50));
  }
  const url = new URL(target);
  url.port = String(listen);
  url.searchParams.set('prepare', 'false');
  return { url: url.href, stop };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  await new Promise((closed) => probe.close(closed));
  return port;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1' });
    socket.once('connect', () => (socket.destroy(), resolve(true)));
    socket.once('error', () => resolve(false));
  });
}
