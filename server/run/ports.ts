import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { AppError } from '../core/errors.ts';

/** Refuses an address that cannot be listened on, saying who has it. `purpose` is what it is wanted for. */
export async function ensureFree(host: string, port: number, purpose: string): Promise<void> {
  try {
    await new Promise<void>((done, failed) => {
      const probe = createServer().once('error', failed);
      probe.listen({ host, port, exclusive: true }, () => probe.close(() => done()));
    });
  } catch (error) {
    throw refusedAddress(error, host, port, purpose);
  }
}

/** What a failure to listen means to the person who started the server. */
export function refusedAddress(error: unknown, host: string, port: number, purpose: string): AppError {
  const { code, message } = error as NodeJS.ErrnoException;
  const options = { cause: error };
  if (code === 'EADDRINUSE') {
    const holder = holderOf(port);
    return new AppError(
      'conflict',
      `${host}:${port} (${purpose}) is taken${holder ? ` by ${holder}` : ''}. Stop that, or start on another port: PORT=${port + 10} npm start`,
      options,
    );
  }
  if (code === 'EACCES') return new AppError('forbidden', `Port ${port} needs more rights than this user has. Choose one above 1023: PORT=8787`, options);
  return new AppError('invalid_input', `HOST=${host} cannot be listened on (${message}). Use an address of this machine, such as 127.0.0.1 or 0.0.0.0`, options);
}

function holderOf(port: number): string | undefined {
  const pid = process.platform === 'linux' ? listenerByProc(port) : listenerByLsof(port);
  if (pid === undefined) return undefined;
  const { command, folder } = describe(pid);
  if (/entry\.mjs/.test(command)) return `another ARCO (process ${pid}${folder ? ` in ${folder}` : ''})`;
  return `process ${pid}${command ? ` (${command.slice(0, 80)})` : ''}`;
}

function listenerByProc(port: number): number | undefined {
  const inodes = new Set(['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) => listeningInodes(table, port)));
  if (inodes.size === 0) return undefined;
  return readdirSync('/proc')
    .map(Number)
    .filter(Number.isInteger)
    .find((pid) => socketsOf(pid).some((inode) => inodes.has(inode)));
}

function listeningInodes(table: string, port: number): string[] {
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return attempt(() => readFileSync(table, 'utf8'), '')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local, , state]) => local?.endsWith(wanted) && state === '0A')
    .map((fields) => fields[9] ?? '');
}

function socketsOf(pid: number): string[] {
  const folder = `/proc/${pid}/fd`;
  const links = attempt(() => readdirSync(folder), []).map((fd) => attempt(() => readlinkSync(`${folder}/${fd}`), ''));
  return links.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []);
}

function listenerByLsof(port: number): number | undefined {
  const output = attempt(() => execFileSync('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-t'], { encoding: 'utf8', stdio: 'pipe' }), '');
  return output ? Number.parseInt(output) : undefined;
}

function describe(pid: number): { command: string; folder: string } {
  if (process.platform === 'linux') {
    return {
      command: attempt(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim(), ''),
      folder: attempt(() => readlinkSync(`/proc/${pid}/cwd`), ''),
    };
  }
  return { command: attempt(() => execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).trim(), ''), folder: '' };
}

/** Other users' processes cannot be looked into, and one may end while it is looked at. */
function attempt<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}
