import { runCommand } from './cli/run.ts';
import { readEnv, type Env } from './core/env.ts';
import { AppError } from './core/errors.ts';
import { serve, work } from './run/serve.ts';
import { start } from './run/start.ts';

const servers: Record<string, (env: Env) => Promise<void>> = { start, serve, worker: work };

/** Runs what the arguments name: a server, or else a command. The only file that reads the environment. */
export async function run(args: string[]): Promise<void> {
  const [mode = '', ...rest] = args;
  const server = servers[mode];
  // npm runs `arco <command>`; the bin is called with the command alone.
  process.exitCode = server ? await keepRunning(server) : await runCommand(mode === 'arco' ? rest : args, process.env);
}

async function keepRunning(server: (env: Env) => Promise<void>): Promise<number> {
  try {
    await server(readEnv(process.env));
    return 0;
  } catch (error) {
    // What was refused is said without a stack; anything else is a bug, and its stack is what is needed.
    process.stderr.write(`${error instanceof AppError ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
    return 1;
  }
}
