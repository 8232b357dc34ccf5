import type { Column } from '../../core/csv/table.ts';
import { plain, quoted } from '../../core/csv/text.ts';
import { AppError } from '../../core/errors.ts';
import { dateRank, fieldHeaded, fields, refusesRate, splitCurrency, type Field } from './metrics.import-fields.ts';

/** What becomes of a column: a field's name, `date`, or null where it is left out, with the reason where there is one. */
export interface MappedColumn {
  column: string;
  field: string | null;
  why?: string;
}

export interface Mapping {
  date: Column;
  metrics: { column: Column; field: Field }[];
  columns: MappedColumn[];
}

export interface MappingOptions {
  /** Column to field name, or to an empty text to leave the column out. */
  map: Record<string, string>;
  /** Currency of the client, ISO 4217. */
  currency: string;
  /** Whether a date is among the first rows of a column. */
  holdsDates: (column: Column) => boolean;
}

type Target = { field: Field } | 'date' | 'nothing';

const refuse = (message: string, expected: string) =>
  new AppError('invalid_input', message, { fields: [{ path: 'map', expected }] });

/** What each column is: as `map` says, and as its header says where `map` is silent. */
export function mapColumns(columns: Column[], options: MappingOptions): Mapping {
  const said = readMap(columns, options.map);
  const notes = new Map<Column, string>();
  for (const [column, target] of said) {
    const { currency } = splitCurrency(column.name);
    if (isMoney(target) && currency && currency !== options.currency) {
      throw refuse(`Column ${quoted(column.label)} is in ${currency}, and the client's currency is ${options.currency}`, `amounts in ${options.currency}`);
    }
  }

  const taken = new Set([...said.values()].map(nameOf));
  const proposed = new Map<Column, Target>(said);
  for (const column of columns) {
    if (said.has(column)) continue;
    const { target, why } = propose(column, options.currency);
    if (why) notes.set(column, why);
    if (target && !taken.has(nameOf(target))) proposed.set(column, target);
  }

  refuseConflicts(proposed);
  const date = findDate(columns, proposed, options.holdsDates);
  const metrics = columns.flatMap((column) => {
    const target = proposed.get(column);
    return typeof target === 'object' ? [{ column, field: target.field }] : [];
  });
  if (metrics.length === 0) throw noMetrics(columns, notes);

  const described = columns.map((column) => {
    const target = proposed.get(column);
    const field = column === date ? 'date' : typeof target === 'object' ? target.field.name : null;
    const why = field ? undefined : target === 'nothing' ? 'left out by --map' : notes.get(column);
    return { column: column.label, field, ...(why && { why }) };
  });
  return { date, metrics, columns: described };
}

const LISTED = 40;

function listed(columns: Column[]): string {
  const labels = columns.slice(0, LISTED).map(({ label }) => quoted(label));
  const rest = columns.length - labels.length;
  return `${labels.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

const nameOf = (target: Target) => (typeof target === 'object' ? target.field.name : target);
const isMoney = (target: Target | undefined) => typeof target === 'object' && target.field.kind === 'money';

function propose(column: Column, currency: string): { target?: Target; why?: string } {
  const field = fieldHeaded(column.name);
  if (!field) {
    const why = refusesRate(column.name);
    return why ? { why } : {};
  }
  const stated = splitCurrency(column.name).currency;
  if (field.kind === 'money' && stated && stated !== currency) {
    return { why: `it is in ${stated}, and the client's currency is ${currency}` };
  }
  return { target: { field } };
}

function readMap(columns: Column[], map: Record<string, string>): Map<Column, Target> {
  const said = new Map<Column, Target>();
  for (const [name, fieldName] of Object.entries(map)) {
    const column = findColumn(columns, name);
    if (said.has(column)) throw refuse(`--map names column ${quoted(column.label)} twice`, 'each column once');
    said.set(column, fieldName.trim() === '' ? 'nothing' : fieldName === 'date' ? 'date' : { field: findField(fieldName) });
  }
  return said;
}

function findColumn(columns: Column[], name: string): Column {
  const exact = columns.find(({ label }) => label === name);
  if (exact) return exact;
  const alike = columns.filter((column) => column.name !== '' && plain(column.name) === plain(name));
  if (alike.length === 1) return alike[0]!;
  const labels = listed(columns);
  throw alike.length
    ? refuse(`--map names ${quoted(name)}, which ${alike.length} columns are called: say ${alike.map(({ label }) => quoted(label)).join(' or ')}`, labels)
    : refuse(`--map names a column ${quoted(name)} that the file does not have. It has ${labels}`, labels);
}

function findField(name: string): Field {
  const field = fields.find((known) => known.name === name.trim());
  if (field) return field;
  const names = ['date', ...fields.map((known) => known.name)].join(', ');
  const rate = refusesRate(name);
  if (rate) throw refuse(`No column can be mapped to ${quoted(name)}: ${rate}`, names);
  const money = fields.find((known) => known.count === name.trim());
  const hint = money ? ` Amounts are given in the client's currency as ${quoted(money.name)}, and stored in centavos.` : '';
  throw refuse(`There is no field ${quoted(name)}.${hint} There are ${names}`, names);
}

function refuseConflicts(proposed: Map<Column, Target>): void {
  const byName = new Map<string, string[]>();
  for (const [{ label }, target] of proposed) {
    if (target !== 'nothing') byName.set(nameOf(target), [...(byName.get(nameOf(target)) ?? []), label]);
  }
  for (const [name, labels] of byName) {
    if (labels.length < 2) continue;
    throw refuse(
      `Columns ${labels.map(quoted).join(' and ')} would all be ${name}. Leave out all but one, such as with --map ${quoted(`${labels[1]}=`)}`,
      `one column for ${name}`,
    );
  }
}

function findDate(columns: Column[], proposed: Map<Column, Target>, holdsDates: (column: Column) => boolean): Column {
  const said = columns.find((column) => proposed.get(column) === 'date');
  if (said) return said;
  const free = columns.filter((column) => !proposed.has(column));
  const dated = free.filter(holdsDates);
  const ranked = dated.flatMap((column) => {
    const rank = dateRank(column.name);
    return rank === undefined ? [] : [{ column, rank }];
  });
  const best = Math.min(...ranked.map(({ rank }) => rank));
  const [first, second] = ranked.filter(({ rank }) => rank === best);
  if (first && second) {
    throw refuse(`Columns ${quoted(first.column.label)} and ${quoted(second.column.label)} both hold dates. Say which it is, with --map ${quoted(`${first.column.label}=date`)}`, 'one column for date');
  }
  if (first) return first.column;

  const named = free.find((column) => dateRank(column.name) !== undefined);
  const hint = dated[0]
    ? ` Column ${quoted(dated[0].label)} holds dates: say --map ${quoted(`${dated[0].label}=date`)} if they are the days of the figures.`
    : named
      ? ` Column ${quoted(named.label)} is called so, and its first rows hold no dates.`
      : '';
  throw refuse(`No column holds the date.${hint} The columns are ${listed(columns)}`, 'a column of dates');
}

function noMetrics(columns: Column[], notes: Map<Column, string>): AppError {
  const reasons = [...notes].map(([column, why]) => ` ${quoted(column.label)}: ${why}.`).join('');
  const names = fields.map(({ name }) => name).join(', ');
  return refuse(
    `No column holds a figure to import.${reasons} The columns are ${listed(columns)}; map one with --map column=field, where field is one of ${names}`,
    names,
  );
}
