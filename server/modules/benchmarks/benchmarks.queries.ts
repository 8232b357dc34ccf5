import type { ISql } from 'postgres';
import type { ClientSql, Sql } from '../../core/db.ts';
import type { MetricId } from '../../core/metrics/definitions.ts';
import type { Benchmark } from './benchmarks.schema.ts';
import { FEWEST, hiddenBecause, LARGEST_SHARE, type Crowd } from './quartiles.ts';
import type { ComparedMetric } from './sector.ts';

/** Serializes what computes the shared figures and what takes some of them back. */
const LOCK = 5_015;

export interface MonthOfYear {
  year: number;
  month: number;
}

/** Since when a client contributes; undefined where it does not. */
export async function consentOf(sql: ClientSql): Promise<string | undefined> {
  const [consent] = await sql<{ givenAt: string }[]>`
    select given_at from benchmark_consents where client_id = ${sql.clientId} and revoked_at is null
  `;
  return consent?.givenAt;
}

/** Answers whether it was not given already. */
export async function giveConsent(sql: ClientSql, by: string, now: Date): Promise<boolean> {
  const given = await sql`
    insert into benchmark_consents (client_id, given_at, given_by) values (${sql.clientId}, ${now}, ${by})
    on conflict (client_id) where revoked_at is null do nothing
    returning id
  `;
  return given.length > 0;
}

/** Answers whether there was one to revoke. */
export async function revokeConsent(sql: ClientSql, by: string, now: Date): Promise<boolean> {
  const revoked = await sql`
    update benchmark_consents set revoked_at = greatest(given_at, ${now}::timestamptz), revoked_by = ${by}
    where client_id = ${sql.clientId} and revoked_at is null
    returning id
  `;
  return revoked.length > 0;
}

/**
 * Takes a client out of every month it went into, and takes back the figures for which too few are left. The largest part
 * stays what it was: where it was this client's own, the figure is hidden rather sooner than needed.
 */
export async function withdraw(sql: ClientSql): Promise<void> {
  await sql`select pg_advisory_xact_lock(${LOCK})`;
  await sql`
    with gone as (
      delete from benchmark_contributions where client_id = ${sql.clientId}
      returning year, month, metric, sector, country, currency, volume
    ), remaining as (
      update benchmark_groups crowd
      set contributors = crowd.contributors - 1, volume = greatest(crowd.volume - gone.volume, 0)
      from gone
      where crowd.year = gone.year and crowd.month = gone.month and crowd.metric = gone.metric and crowd.sector = gone.sector
        and crowd.country = gone.country and crowd.currency is not distinct from gone.currency
      returning crowd.*
    )
    delete from industry_benchmarks shown
    using remaining
    where shown.source = 'clients' and shown.year = remaining.year and shown.month = remaining.month
      and shown.metric = remaining.metric and shown.sector = remaining.sector and shown.country = remaining.country
      and shown.currency is not distinct from remaining.currency
      and (remaining.contributors < ${FEWEST} or remaining.top > remaining.volume * ${LARGEST_SHARE})
  `;
}

export interface Contribution extends MonthOfYear {
  metric: ComparedMetric;
  sector: string;
  country: string;
  currency: string | null;
  value: number;
  /** Visits, or centavos spent on ads. */
  volume: number;
}

/** Keeps what a client gives to a month, in place of what it gave before. */
export async function keepContributions(sql: ClientSql, { year, month }: MonthOfYear, given: readonly Contribution[]): Promise<void> {
  await sql`delete from benchmark_contributions where client_id = ${sql.clientId} and year = ${year} and month = ${month}`;
  if (given.length === 0) return;
  const rows = given.map((each) => ({ clientId: sql.clientId, ...each }));
  await sql`insert into benchmark_contributions ${sql(rows, 'clientId', 'year', 'month', 'metric', 'sector', 'country', 'currency', 'value', 'volume')}`;
}

export type GroupRow = Crowd & Omit<Contribution, 'value' | 'volume'>;
export type QuartileRow = Omit<Contribution, 'value' | 'volume'> & { q1: number; median: number; q3: number; low: number; high: number; n: number };

/** Writes what a month came to, and removes what of it no longer holds. Answers whether anything differs. */
export async function keepMonth(sql: Sql, { year, month }: MonthOfYear, groups: readonly GroupRow[], shown: readonly QuartileRow[], now: Date): Promise<boolean> {
  return sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(${LOCK})`;
    const read = async () => {
      const crowds = await tx`select * from benchmark_groups where year = ${year} and month = ${month} order by sector, metric, country, currency`;
      const figures = await tx`
        select sector, metric, country, currency, q1, median, q3, low, high, n from industry_benchmarks
        where source = 'clients' and year = ${year} and month = ${month} order by sector, metric, country, currency
      `;
      return JSON.stringify([crowds, figures]);
    };
    const former = await read();
    await tx`delete from benchmark_groups where year = ${year} and month = ${month}`;
    if (groups.length > 0) await tx`insert into benchmark_groups ${tx([...groups], 'sector', 'metric', 'country', 'currency', 'year', 'month', 'contributors', 'volume', 'top')}`;
    await tx`
      delete from industry_benchmarks
      where source = 'clients' and year = ${year} and month = ${month}
        and (sector, metric, country, coalesce(currency, '')) not in (
          select key ->> 0, key ->> 1, key ->> 2, coalesce(key ->> 3, '')
          from jsonb_array_elements(${tx.json(shown.map(({ sector, metric, country, currency }) => [sector, metric, country, currency]))}) as key
        )
    `;
    for (const row of shown) await upsert(tx, { ...row, source: 'clients', updatedAt: now });
    await tx`insert into benchmark_runs (year, month, computed_at) values (${year}, ${month}, ${now}) on conflict do nothing`;
    return former !== (await read());
  });
}

export type BenchmarkRow = Pick<Benchmark, 'source' | 'sector' | 'country' | 'year' | 'currency' | 'median'> & {
  metric: MetricId;
  updatedAt: Date;
  month?: number;
  low?: number;
  high?: number;
  q1?: number | null;
  q3?: number | null;
  n?: number | null;
  sourceName?: string;
  sourceUrl?: string;
  definition?: string;
  comparable?: boolean;
  publishedOn?: string | null;
};

/** Answers whether the row is new, or differs from what was there. */
export async function upsert(sql: ISql, row: BenchmarkRow): Promise<'added' | 'changed' | 'unchanged'> {
  const { source, sector, metric, country, year, month = null, currency, median, q1 = null, q3 = null, low = null, high = null, n = null, updatedAt } = row;
  const { sourceName = null, sourceUrl = null, definition = null, comparable = true, publishedOn = null } = row;
  const [written] = await sql<{ added: boolean }[]>`
    insert into industry_benchmarks as kept
      (source, sector, metric, country, year, month, currency, median, q1, q3, low, high, n, source_name, source_url, definition, comparable, published_on, updated_at)
    values (
      ${source}, ${sector}, ${metric}, ${country}, ${year}, ${month}, ${currency}, ${median}, ${q1}, ${q3}, ${low}, ${high}, ${n},
      ${sourceName}, ${sourceUrl}, ${definition}, ${comparable}, ${publishedOn}, ${updatedAt}
    )
    on conflict (source, source_name, sector, metric, country, year, month, currency) do update set
      median = excluded.median, q1 = excluded.q1, q3 = excluded.q3, low = excluded.low, high = excluded.high, n = excluded.n,
      source_url = excluded.source_url, definition = excluded.definition, comparable = excluded.comparable,
      published_on = excluded.published_on, updated_at = excluded.updated_at
    where (kept.median, kept.q1, kept.q3, kept.low, kept.high, kept.n, kept.source_url, kept.definition, kept.comparable, kept.published_on)
      is distinct from (excluded.median, excluded.q1, excluded.q3, excluded.low, excluded.high, excluded.n, excluded.source_url, excluded.definition, excluded.comparable, excluded.published_on)
    returning xmax = 0 as added
  `;
  return !written ? 'unchanged' : written.added ? 'added' : 'changed';
}

export async function wasComputed(sql: Sql, { year, month }: MonthOfYear): Promise<boolean> {
  const rows = await sql`select from benchmark_runs where year = ${year} and month = ${month}`;
  return rows.length > 0;
}

export interface Wanted {
  sector: string | null;
  country: string | null;
  currency: string;
  /** Months after this day are not asked for. */
  until: string;
}

export type FoundGroup = Crowd & { metric: ComparedMetric; hidden: ReturnType<typeof hiddenBecause> };

/** The newest month of each metric in a sector: how many contributed, and the figure where it is shown. */
export async function sectorFigures(sql: ClientSql, { sector, country, currency, until }: Wanted): Promise<(FoundGroup & { benchmark: Benchmark | null })[]> {
  if (sector === null || country === null) return [];
  const rows = await sql<(Crowd & Omit<Benchmark, 'median'> & { metric: ComparedMetric; median: number | null })[]>`
    select distinct on (crowd.metric)
      crowd.metric, crowd.contributors, crowd.volume, crowd.top, crowd.year, crowd.month, crowd.currency,
      shown.median, shown.q1, shown.q3, shown.low, shown.high, shown.n
    from benchmark_groups crowd
    left join industry_benchmarks shown on shown.source = 'clients' and shown.sector = crowd.sector and shown.metric = crowd.metric
      and shown.country = crowd.country and shown.year = crowd.year and shown.month = crowd.month
      and shown.currency is not distinct from crowd.currency
    where crowd.sector = ${sector} and crowd.country = ${country} and (crowd.currency is null or crowd.currency = ${currency})
      and make_date(crowd.year, crowd.month, 1) <= ${until}::date
    order by crowd.metric, crowd.year desc, crowd.month desc
  `;
  return rows.map(({ metric, contributors, volume, top, median, ...figure }) => ({
    metric,
    contributors,
    volume,
    top,
    hidden: hiddenBecause({ contributors, volume, top }),
    benchmark: median === null ? null : { ...figure, source: 'clients', sector, country, median, name: null, url: null, definition: null, comparable: true },
  }));
}

/** What was published for each metric: of this sector before every sector, of this country before others, the newest. */
export async function publishedFigures(sql: ClientSql, { sector, country, currency }: Wanted): Promise<{ metric: ComparedMetric; benchmark: Benchmark }[]> {
  const rows = await sql<(Benchmark & { metric: ComparedMetric })[]>`
    select distinct on (metric)
      metric, source, sector, country, year, month, currency, median, q1, q3, low, high, n,
      source_name as name, source_url as url, definition, comparable
    from industry_benchmarks
    where source = 'published' and (sector = 'all' or sector = ${sector})
    order by metric, (sector <> 'all') desc, (country is not distinct from ${country}) desc,
      (currency is null or currency = ${currency}) desc, comparable desc, year desc, source_name
  `;
  return rows.map(({ metric, ...benchmark }) => ({ metric, benchmark }));
}
