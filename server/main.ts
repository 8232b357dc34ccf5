import { explain } from './cli/output.ts';
import { runCommand } from './cli/run.ts';
import { readEnv, type Env } from './core/env.ts';
import { serve, work } from './run/serve.ts';
import { start } from './run/start.ts';

const servers: Record<string, (env: Env) => Promise<void>> = { start, serve, worker: work };

/** Runs what the arguments name: a server, or else a command. The only file that reads the environment. */
export async function run(args: string[]): Promise<void> {
  surviveClosedPipes();
  const [mode = '', ...rest] = args;
  const server = servers[mode];
  // npm runs `arco <command>`; the bin is called with the command alone.
  process.exitCode = server ? await keepRunning(server) : await runCommand(mode === 'arco' ? rest : args, process.env);
}

async function keepRunning(server: (env: Env) => Promise<void>): Promise<number> {
  try {
    await server(readEnv(process.env));
    return 0;
  } catch (thrown) {
    const { reason, message, cause } = explain(thrown);
    // What was refused is said without a stack; of a bug, the stack is what is needed.
    process.stderr.write(`${reason === 'internal' && cause instanceof Error ? cause.stack : message}\n`);
    return 1;
  }
}

/** Whoever reads what we print may stop reading, as `head` does; that ends no server. */
function surviveClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}
