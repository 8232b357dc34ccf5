import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../core/errors.ts';
import { cleanEnv, type Cluster } from './cluster.ts';
import { leasesFolder } from './leases.ts';
import { isAlive, isServerOf } from './process.ts';

export interface RunningServer {
  pid: number;
  port: number;
  state: 'starting' | 'ready' | 'stopping';
}

const logLimit = 10_000_000;

/**
 * Holds standard input open for as long as the process that started the server lives. When that was killed, and no
 * lease is left, it stops the server as an ordinary stop would, so that a kill leaves no database running alone.
 */
const keeper = `
exec 3<&0
leases=$1; shift
"$@" 3<&- &
server=$!
(
  read -r _ <&3
  in_use() {
    for lease in "$leases"/*; do
      pid=\${lease##*/}; pid=\${pid%%.*}
      if [ -d "/proc/$pid" ] || ps -p "$pid" >/dev/null 2>&1; then return 0; fi
    done
    return 1
  }
  # Says so first and looks once more, so that nobody joins between the look and the stop.
  while :; do
    if ! in_use; then : > "$leases.closing"; in_use || break; rm -f "$leases.closing"; fi
    sleep 1
  done
  kill -INT $server
) &
watch=$!
wait $server
status=$?
kill $watch 2>/dev/null
rm -f "$leases.closing"
exit $status
`;

/** The server that runs in a folder, if one does. Its lock file may name a stranger, after a crash or in a new container. */
export function findServer(folder: string): RunningServer | undefined {
  const [pid, , , port, , , , state] = pidFileOf(folder);
  if (!pid || !isServerOf(Number(pid), folder)) return undefined;
  return { pid: Number(pid), port: Number(port), state: state?.trim() === 'ready' || state?.trim() === 'stopping' ? (state.trim() as 'ready' | 'stopping') : 'starting' };
}

/** Whether a server's keeper has found it without users and is about to stop it. */
export const isClosing = (cluster: Cluster): boolean => existsSync(closingMark(cluster));

const closingMark = (cluster: Cluster) => `${leasesFolder(cluster)}.closing`;

/** Whether the binaries that a running server was started from are gone, so that it cannot load its libraries. */
export function isUprooted(folder: string): boolean {
  const command = readText(join(folder, 'postmaster.opts')).split(' ')[0];
  return !command || !existsSync(command);
}

/** Starts the server and answers when it takes connections. `log` hears of a recovery that takes long. */
export async function launch(
  cluster: Cluster,
  options: { binDir: string; port: number; logFile: string; settings: Record<string, string>; log: (line: string) => void },
): Promise<RunningServer> {
  const { folder, account } = cluster;
  if (existsSync(options.logFile) && statSync(options.logFile).size > logLimit) truncateSync(options.logFile);
  const logged = existsSync(options.logFile) ? statSync(options.logFile).size : 0;
  const output = openSync(options.logFile, 'a', 0o600);
  const settings = { listen_addresses: '127.0.0.1', port: String(options.port), unix_socket_directories: '', timezone: 'UTC', ...options.settings };
  const stranger = pidFileOf(folder)[0];
  rmSync(closingMark(cluster), { force: true });
  const child = spawn(
    '/bin/sh',
    ['-c', keeper, 'arco-postgres', leasesFolder(cluster), join(options.binDir, 'postgres'), '-D', folder, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    {
      ...account,
      cwd: '/',
      // A group of its own: Ctrl-C in the terminal is ours to answer, after the last request.
      detached: true,
      stdio: ['pipe', output, output],
      // A live process under the number in a stale lock file stops PostgreSQL, unless it is told that this one is family.
      env: { ...cleanEnv(), ...(stranger && { PG_GRANDPARENT_PID: stranger }) },
    },
  );
  closeSync(output);
  let exited = false;
  child.on('error', () => (exited = true));
  child.on('exit', () => (exited = true));
  letGo(child);

  const begun = Date.now();
  let told = false;
  for (;;) {
    const server = findServer(folder);
    if (server?.state === 'ready') return server;
    if (exited) throw new LaunchError(readFileSync(options.logFile).subarray(logged).toString().trim());
    if (!told && Date.now() - begun > 5000) {
      told = true;
      options.log('The database is recovering from an interruption; this can take a minute');
    }
    await sleep(15);
  }
}

/** Why PostgreSQL went away again, in its own words. */
export class LaunchError extends AppError {
  readonly output: string;

  constructor(output: string) {
    super('unavailable', `PostgreSQL did not start:\n${output.split('\n').slice(-8).join('\n')}`);
    this.output = output;
  }
}

/** Stops a server as if asked by an administrator: open transactions are rolled back, everything is written out. */
export async function shutDown({ pid }: RunningServer): Promise<void> {
  signal(pid, 'SIGINT');
  if (await gone(pid, 30_000)) return;
  // Without the final checkpoint, as after a power cut: the log repeats it at the next start.
  signal(pid, 'SIGQUIT');
  if (!(await gone(pid, 10_000))) throw new AppError('unavailable', `PostgreSQL (process ${pid}) does not stop`);
}

async function gone(pid: number, patience: number): Promise<boolean> {
  const deadline = Date.now() + patience;
  while (isAlive(pid)) {
    if (Date.now() > deadline) return false;
    await sleep(15);
  }
  return true;
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** The server must not keep our process from ending; the open pipe is what its keeper watches. */
function letGo(child: ChildProcess): void {
  child.unref();
  (child.stdin as unknown as { unref?: () => void } | null)?.unref?.();
}

const pidFileOf = (folder: string): string[] => readText(join(folder, 'postmaster.pid')).split('\n');

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
