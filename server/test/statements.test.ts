import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { exempt } from './catalogue.ts';

const server = new URL('../', import.meta.url);
const files = (readdirSync(server, { recursive: true }) as string[]).filter((file) => file.endsWith('.ts') && !isTest(file));
const read = (file: string) => readFileSync(new URL(file, server), 'utf8');

function isTest(file: string): boolean {
  return file.endsWith('.test.ts') || file.startsWith('test/');
}

/** Tables with a `client_id`, as the migrations make them. */
const tables = readdirSync(new URL('migrations/', server))
  .filter((file) => file.endsWith('.sql'))
  .flatMap((file) => [...read(`migrations/${file}`).matchAll(/create (?:unlogged )?table (\w+) \(([\s\S]*?)\n\)/g)])
  .filter(([, name, columns]) => /^\s+client_id uuid/m.test(columns!) && !(name! in exempt))
  .map(([, name]) => name!);

/** The text of every statement tagged with some sql, placeholders and nested fragments included. */
function statementsOf(source: string): { text: string; line: number }[] {
  const found: { text: string; line: number }[] = [];
  const tag = /(?:\b(?:sql|tx|scoped|connection|owner|service|database|admin)|\])\s*(?:<[^`;]*?>)?`/g;
  for (let match = tag.exec(source); match; match = tag.exec(source)) {
    const start = match.index + match[0].length;
    const end = endOfTemplate(source, start);
    found.push({ text: source.slice(start, end), line: source.slice(0, start).split('\n').length });
    tag.lastIndex = end + 1;
  }
  return found;
}

function endOfTemplate(source: string, start: number): number {
  for (let index = start; index < source.length; index += 1) {
    if (source[index] === '\\') index += 1;
    else if (source[index] === '`') return index;
    else if (source[index] === '$' && source[index + 1] === '{') index = endOfPlaceholder(source, index + 2);
  }
  return source.length;
}

function endOfPlaceholder(source: string, start: number): number {
  let depth = 1;
  for (let index = start; index < source.length; index += 1) {
    if (source[index] === '`') index = endOfTemplate(source, index + 1);
    else if (source[index] === '{') depth += 1;
    else if (source[index] === '}' && (depth -= 1) === 0) return index;
  }
  return source.length;
}

const names = new RegExp(`\\b(?:from|join|into|update|using)\\s+(?:${tables.join('|')})\\b`);

/** Statements that touch a client's table and do not say whose rows they mean. */
function nameless(source: string): { text: string; line: number }[] {
  return statementsOf(source).filter(({ text }) => names.test(text) && !/\bclient_?id\b/i.test(text.replace(/-- .*$/gm, '')));
}

test('the check finds what it is for', () => {
  expect(tables).toEqual(expect.arrayContaining(['client_metrics', 'client_goals', 'audit_log']));
  expect(nameless('await sql<Goal[]>`select id from client_goals where id = ${id}`')).toHaveLength(1);
  expect(nameless('await sql`delete from client_goals where client_id = ${sql.clientId} and ${cond(`x`)}`')).toHaveLength(0);
  expect(nameless('await sql`insert into client_goals ${sql(row)}`')).toHaveLength(1);
});

test('every statement on a client’s table names its client (rule 7)', () => {
  const found = files.flatMap((file) => nameless(read(file)).map(({ text, line }) => `server/${file}:${line} ${text.trim().slice(0, 80)}`));
  expect(found).toEqual([]);
});

test('no statement is made of text outside the migrations (rule 6)', () => {
  const unsafe = files.filter((file) => file !== 'core/migrate.ts' && /\.unsafe\(|\.file\(/.test(read(file)));
  expect(unsafe).toEqual([]);
});

test('no MERGE, no volatile function in what an update sets (rule 11)', () => {
  const found = files.flatMap((file) =>
    statementsOf(read(file))
      .filter(({ text }) => /\bmerge into\b/i.test(text) || /\bset\b[^;]*\b(now|clock_timestamp|random|gen_random_uuid|uuid_v7)\s*\(/i.test(text.replace(/returning[\s\S]*/i, '')))
      .map(({ text, line }) => `server/${file}:${line} ${text.trim().slice(0, 80)}`),
  );
  expect(found).toEqual([]);
});
