import { AppError, fromDatabase } from '../core/errors.ts';
import type { Answer } from './command.ts';
import { UsageError } from './flags.ts';

/** Progress and messages: never on standard output, which belongs to the answer. */
export const say = (line: string): void => console.error(line);

export function printAnswer({ json, text }: Answer, asJson: boolean): void {
  if (asJson) console.log(JSON.stringify(json));
  else if (text) console.log(text);
}

/** Answers the exit code: 2 where the command line was wrong, else 1. */
export function printError(thrown: unknown, asJson: boolean): number {
  const error = explain(thrown);
  const { reason, message, fields } = error;
  if (asJson) console.log(JSON.stringify({ error: { reason, message, ...(fields ? { fields } : {}) } }));
  else say(message);
  return error instanceof UsageError ? 2 : 1;
}

/** Any failure as one with a reason; a bug is `internal`, with the error as its cause. */
export function explain(thrown: unknown): AppError {
  const error = fromDatabase(thrown);
  if (error instanceof AppError) return error;
  const { code, message } = error as Error & { code?: string };
  if (code === '42501') {
    return new AppError('forbidden', `The database refused it (${message}). It needs the role that owns the tables (DATABASE_OWNER_URL), which may create roles`, { cause: error });
  }
  return new AppError('internal', error instanceof Error ? message : String(error), { cause: error });
}

/** Columns as wide as what is in them. */
export function table(head: string[], rows: string[][]): string {
  if (rows.length === 0) return 'None yet';
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]!.length)));
  return [head, ...rows].map((row) => row.map((cell, column) => cell.padEnd(widths[column]!)).join('  ').trimEnd()).join('\n');
}
