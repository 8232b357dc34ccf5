import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import * as z from 'zod';
import { AppError, type FieldError } from '../core/errors.ts';
import type { Command } from './command.ts';

/** The command line itself was wrong, whatever the database holds: exit code 2. */
export class UsageError extends AppError {
  constructor(message: string, fields?: FieldError[]) {
    super('invalid_input', message, fields ? { fields } : {});
  }
}

export interface Flag {
  key: string;
  /** As it is typed: `--time-zone`, or `<slug>` for one that is given by place. */
  label: string;
  type: 'string' | 'boolean';
  multiple: boolean;
  required: boolean;
  expected: string;
  byDefault: unknown;
}

const kebab = (key: string) => key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

export function flagsOf({ input, positionals = [] }: Command): Flag[] {
  return Object.entries(input.shape).map(([key, field]) => {
    const schema = field as z.ZodType;
    const described = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
    return {
      key,
      label: positionals.includes(key) ? `<${kebab(key)}>` : `--${kebab(key)}`,
      type: described.type === 'boolean' ? 'boolean' : 'string',
      multiple: described.type === 'array',
      required: !schema.safeParse(undefined).success,
      expected: schema.description ?? '',
      byDefault: described.default,
    };
  });
}

/** What was typed after a command's name, read by its schema. Throws {@link UsageError}. */
export function readInput(command: Command, args: string[]): { input: Record<string, unknown>; help: boolean } {
  const flags = flagsOf(command);
  const { values, positionals } = split(command, flags, args);
  if (values['help']) return { input: {}, help: true };

  const places = command.positionals ?? [];
  if (positionals.length > places.length) throw new UsageError(`${command.name}: "${positionals[places.length]}" is one argument too many`);
  const byPlace = positionals.map((value, index) => [places[index]!, value]);
  const byFlag = flags.map(({ key, label }) => [key, values[label.slice(2)]]).filter(([, value]) => value !== undefined);
  const raw = Object.fromEntries([...byPlace, ...byFlag]) as Record<string, unknown>;
  const result = command.input.safeParse(raw);
  if (result.success) return { input: result.data, help: false };
  throw refusal(flags, raw, result.error);
}

function split(command: Command, flags: Flag[], args: string[]): { values: Record<string, unknown>; positionals: string[] } {
  const options: ParseArgsOptionsConfig = Object.fromEntries(
    flags.filter(({ label }) => label.startsWith('--')).map(({ label, type, multiple }) => [label.slice(2), { type, multiple }]),
  );
  try {
    return parseArgs({ args, allowPositionals: true, options: { ...options, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } });
  } catch (error) {
    const [said] = (error as Error).message.split('. To specify');
    throw new UsageError(`${command.name}: ${said}`);
  }
}

function refusal(flags: Flag[], raw: Record<string, unknown>, error: z.ZodError): UsageError {
  const wrong = new Map(error.issues.map((issue) => [String(issue.path[0]), issue]));
  const problems = [...wrong].map(([key, issue]) => {
    const { label, expected } = flags.find((flag) => flag.key === key) ?? { label: key, expected: issue.message };
    const wanted = issue.code === 'custom' && issue.message !== 'Invalid input' ? issue.message : expected;
    const value = raw[key];
    const line = value === undefined ? `${label} is missing: expected ${wanted}` : `${label}: expected ${wanted}, got ${said(value)}`;
    return { path: label, expected: wanted, line };
  });
  return new UsageError(
    problems.map(({ line }) => line).join('\n'),
    problems.map(({ path, expected }) => ({ path, expected })),
  );
}

const said = (value: unknown) => (Array.isArray(value) ? value.map((part) => JSON.stringify(part)).join(', ') : JSON.stringify(value));
