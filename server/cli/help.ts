import type { Command } from './command.ts';
import { flagsOf, type Flag } from './flags.ts';
import { table } from './output.ts';

export function listOf(commands: readonly Command[]): string {
  return table(['Command', ''], commands.map(({ name, summary }) => [name, summary]));
}

export function overview(commands: readonly Command[]): string {
  return [
    'Usage: npm run --silent arco -- <command> [options]',
    '',
    listOf(commands),
    '',
    'Every command takes --json (one JSON object on standard output) and --help.',
    'Exit code: 0 done, 1 refused, 2 wrong usage.',
  ].join('\n');
}

export function helpFor(command: Command): string {
  const flags = flagsOf(command);
  const places = flags.filter(({ label }) => label.startsWith('<'));
  const options = [...flags.filter(({ label }) => label.startsWith('--')).map(optionRow), ['--json', 'print one JSON object']];
  const width = Math.max(...options.map(([label]) => label!.length));
  return [
    `Usage: arco ${[command.name, ...places.map(({ label }) => label), ...flags.filter(needed).map(({ label }) => `${label} …`), '[options]'].join(' ')}`,
    '',
    `${command.summary}.`,
    '',
    ...places.map(({ label, expected }) => `  ${label.padEnd(width)}  ${expected}`),
    ...options.map(([label, text]) => `  ${label!.padEnd(width)}  ${text}`),
    '',
    `Example: ${command.example}`,
  ].join('\n');
}

const needed = ({ label, required }: Flag) => required && label.startsWith('--');

function optionRow({ label, expected, multiple, byDefault }: Flag): string[] {
  const notes = [multiple ? 'may be repeated' : '', isWorthSaying(byDefault) ? `default ${String(byDefault)}` : ''].filter(Boolean);
  return [label, notes.length > 0 ? `${expected} (${notes.join('; ')})` : expected];
}

const isWorthSaying = (value: unknown) => typeof value === 'number' || (typeof value === 'string' && value !== '');
