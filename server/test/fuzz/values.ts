import type { DescribedProcedure } from '../../routes/schema.ts';
import type { Random } from './random.ts';

interface JsonSchema {
  type?: string;
  format?: string;
  enum?: readonly unknown[];
  const?: unknown;
  anyOf?: readonly JsonSchema[];
  properties?: Record<string, JsonSchema>;
  items?: JsonSchema;
}

const texts = [
  '', ' ', '\0', 'a\0b', '\ud800', '\udfff\ud800', '\u202e\u2066', '👩‍👩‍👧‍👦'.repeat(30), 'ﷺ'.repeat(200), 'x'.repeat(20_000), '../../etc/passwd', "'; drop table clients; --", '$1', '%00', '%s%n', '{{7*7}}',
  '<script>', '\\', '"', '\r\nX: y', 'null', 'true', '-0', '1e309', 'NaN', 'Infinity', '__proto__', 'constructor', '0x10', '١٢٣', '2026-02-30', '0000-00-00', '9999-12-31', '0001-01-01',
  '10000-01-01', '-271821-04-20', '2026-13-01', '2026-11-23T99:99:99Z', 'infinity', '-infinity', 'epoch', 'now', '00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff',
  '0-0', '0-1', '99999999999999999999-1', '-1--1', '1-99999999999999999999', '9223372036854775808-9223372036854775808',
];
const numbers = [0, -0, 1, -1, 0.1, 1e21, -1e21, 1e308, 5e-324, 2 ** 31, -(2 ** 31) - 1, 2 ** 53, 2 ** 53 + 2, -(2 ** 63), 1.5, 0.1 + 0.2, 99_999_999_999_999];

/** Something that nobody expects. */
export function strange(random: Random, depth = 0): unknown {
  return random.pick<() => unknown>([
    () => random.pick(texts),
    () => random.pick(numbers),
    () => random.pick([null, true, false]),
    () => (depth > 3 ? [] : random.many(0, 4, () => strange(random, depth + 1))),
    () => (depth > 3 ? {} : Object.fromEntries(random.many(0, 4, () => [random.pick(texts).slice(0, 50), strange(random, depth + 1)]))),
    () => Array.from({ length: random.pick([0, 100, 2_000]) }, () => 0),
  ])();
}

/** What a procedure takes, and now and then something else in a place of it. */
export function inputFor(random: Random, procedure: DescribedProcedure, ids: readonly string[]): unknown {
  return instance(random, (procedure.input ?? {}) as JsonSchema, { ids, strangeness: random.pick([0, 0.05, 0.3]) });
}

interface Mix {
  /** Of rows that exist. */
  ids: readonly string[];
  /** How often a value is not what its place asks for. */
  strangeness: number;
}

function instance(random: Random, schema: JsonSchema, mix: Mix): unknown {
  const { strangeness } = mix;
  if (random.chance(strangeness)) return strange(random);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return random.pick(schema.enum);
  if (schema.anyOf) return instance(random, random.pick(schema.anyOf), mix);
  if (schema.type === 'object') {
    const fields = Object.entries(schema.properties ?? {}).filter(() => random.chance(0.9));
    const extra = random.chance(0.05) ? [[random.pick(texts), strange(random)] as const] : [];
    return Object.fromEntries([...fields.map(([name, field]) => [name, instance(random, field, mix)] as const), ...extra]);
  }
  if (schema.type === 'array') return random.many(0, 3, () => instance(random, schema.items ?? {}, mix));
  if (schema.type === 'integer' || schema.type === 'number') return random.chance(0.3) ? random.pick(numbers) : random.int(0, 1_000);
  if (schema.type === 'boolean') return random.chance(0.5);
  if (schema.type === 'null') return null;
  return text(random, schema.format, mix);
}

function text(random: Random, format: string | undefined, { ids, strangeness }: Mix): string {
  if (format === undefined ? random.chance(0.4) : random.chance(strangeness)) return random.pick(texts);
  if (format === 'uuid') return random.pick([...ids, crypto.randomUUID()]);
  const day = `20${random.int(10, 40)}-${String(random.int(1, 12)).padStart(2, '0')}-${String(random.int(1, 28)).padStart(2, '0')}`;
  return random.pick([day, day, `${day}T12:00:00Z`, 'leads', 'x', '0-1']);
}

/** A text that is nearly JSON. */
export function nearlyJson(random: Random, value: unknown): string {
  const json = JSON.stringify(value) ?? '';
  const at = random.int(0, json.length);
  return random.pick([
    () => json,
    () => json.slice(0, at),
    () => json.slice(0, at) + random.pick(['\0', '"', '}', ']', ',', '\\u', '\\ud800', '/*', '\u2028', '1e999']) + json.slice(at),
    () => `${'['.repeat(random.pick([30, 1_000, 50_000]))}${json}`,
    () => `{"a":${json},"a":${json},"__proto__":${json}}`,
    () => `\ufeff${json}`,
    () => random.pick(['', 'undefined', 'NaN', '0', '""', '[]', '[null,null]', '{"0":null,"2":null}', '{"length":99999999}', '"', `"${'x'.repeat(240_000)}"`, `[${'0,'.repeat(100_000)}0]`, `${'9'.repeat(5_000)}`]),
  ])();
}
