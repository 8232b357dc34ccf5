import { system } from '../../core/access.ts';
import { announce } from '../../core/changes.ts';
import { findClient, type Client } from '../../core/clients.ts';
import { addDays, addMonths, periodOf, type Day } from '../../core/dates.ts';
import { withClient, type ClientSql, type Sql } from '../../core/db.ts';
import type { SystemJob } from '../../core/jobs.ts';
import { totalOf } from '../../core/metrics/figures.ts';
import { readMetrics } from '../../core/metrics/read.ts';
import { consentOf, keepContributions, keepMonth, wasComputed, type Contribution, type GroupRow, type MonthOfYear } from './benchmarks.queries.ts';
import { hiddenBecause, quartilesOf } from './quartiles.ts';
import { comparedMetrics, countryOf, currencyFor, sectorOf, volumeOf } from './sector.ts';

/** Late figures of a month, such as those that ad platforms correct, have this long. */
const SETTLES_DAYS = 3;
const ATTEMPTS = 3;

export interface Computed extends MonthOfYear {
  contributors: number;
  /** Figures of a sector that are shown, and that are not. */
  shown: number;
  hidden: number;
}

const monthOf = (day: Day): MonthOfYear => ({ year: Number(day.slice(0, 4)), month: Number(day.slice(5, 7)) });

/** The last month that is over, and has settled, everywhere. */
export const settledMonth = (now: Date): Day => addMonths(periodOf('month', addDays(now.toISOString().slice(0, 10), -SETTLES_DAYS)).from, -1);

/**
 * The quartiles of every sector for the month of a day: one client after another says what it gives, by itself, and then
 * the figures of all are put together. Running it again changes nothing.
 */
export async function computeMonth(sql: Sql, day: Day, now: Date): Promise<Computed> {
  const { from, to } = periodOf('month', day);
  const month = monthOf(from);
  const clients = await sql<{ id: string }[]>`select id from arco.list_clients()`;
  let computed: Computed = { ...month, contributors: 0, shown: 0, hidden: 0 };
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const given = new Map<string, Contribution[]>();
    for (const { id } of clients) given.set(id, await gather(sql, id, month, { from, to }));
    const groups = groupsOf([...given.values()].flat());
    const shown = groups.filter(({ row }) => hiddenBecause(row) === null);
    const figures = shown.map(({ row, values }) => ({ ...row, ...quartilesOf(values) }));
    const differs = await keepMonth(sql, month, groups.map(({ row }) => row), figures, now);
    if (differs) await announceToAll(sql);
    const contributors = [...given].filter(([, each]) => each.length > 0).map(([id]) => id);
    computed = { ...month, contributors: contributors.length, shown: shown.length, hidden: groups.length - shown.length };
    // Who left while the others were asked is in the figures, and must not be.
    if (!(await anyLeft(sql, contributors))) break;
  }
  return computed;
}

/** What one client gives to a month, kept with it; nothing where it does not contribute, has no sector or no country. */
async function gather(sql: Sql, id: string, month: MonthOfYear, window: { from: Day; to: Day }): Promise<Contribution[]> {
  const client = await findClient(sql, { id });
  if (!client) return [];
  return withClient(sql, id, system, async (scoped) => {
    const given = (await consentOf(scoped)) === undefined ? [] : await contributionsOf(scoped, client, month, window);
    await keepContributions(scoped, month, given);
    return given;
  });
}

async function contributionsOf(sql: ClientSql, client: Client, month: MonthOfYear, window: { from: Day; to: Day }): Promise<Contribution[]> {
  const sector = sectorOf(client);
  const country = countryOf(client);
  if (sector === null || country === null) return [];
  const figures = await readMetrics(sql, client, [...comparedMetrics, 'sessions', 'ad_spend'], window);
  return comparedMetrics.flatMap((metric): Contribution[] => {
    const value = totalOf(metric, figures.get(metric)!);
    const measure = volumeOf(metric);
    const volume = totalOf(measure, figures.get(measure)!);
    return value === null || !volume || volume <= 0 ? [] : [{ ...month, metric, sector, country, currency: currencyFor(metric, client.currency), value, volume }];
  });
}

interface Group {
  row: GroupRow;
  values: number[];
}

function groupsOf(given: readonly Contribution[]): Group[] {
  const groups = new Map<string, Group>();
  for (const { value, volume, ...key } of given) {
    const name = JSON.stringify([key.sector, key.metric, key.country, key.currency]);
    const { row, values } = groups.get(name) ?? { row: { ...key, contributors: 0, volume: 0, top: 0 }, values: [] };
    values.push(value);
    groups.set(name, { row: { ...row, contributors: values.length, volume: row.volume + volume, top: Math.max(row.top, volume) }, values });
  }
  return [...groups.values()];
}

async function anyLeft(sql: Sql, contributors: readonly string[]): Promise<boolean> {
  for (const id of contributors) {
    if (!(await withClient(sql, id, system, consentOf))) return true;
  }
  return false;
}

/** Says to every client that what it is compared with has changed. */
export async function announceToAll(sql: Sql): Promise<void> {
  const clients = await sql<{ id: string }[]>`select id from arco.list_clients()`;
  for (const { id } of clients) await withClient(sql, id, system, (scoped) => announce(scoped, 'benchmarks'));
}

/** Asked every hour, done once a month. */
async function computeWhenDue(sql: Sql, now: Date): Promise<void> {
  const day = settledMonth(now);
  if (!(await wasComputed(sql, monthOf(day)))) await computeMonth(sql, day, now);
}

export const benchmarksJobs: SystemJob[] = [{ name: 'benchmarks.compute', everyMinutes: 60, run: computeWhenDue }];
