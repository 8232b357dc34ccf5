import { audit } from '../../core/audit.ts';
import { announce } from '../../core/changes.ts';
import type { Client } from '../../core/clients.ts';
import { addDays, periodOf, type Day } from '../../core/dates.ts';
import { definitionOf } from '../../core/metrics/definitions.ts';
import { totalOf, type DayFigure } from '../../core/metrics/figures.ts';
import { readMetrics } from '../../core/metrics/read.ts';
import { completeDays, type Window } from '../../core/metrics/windows.ts';
import { recordEvent } from '../../core/product-events.ts';
import { rights } from '../../core/rights.ts';
import { keeps, reads, router, type Context } from '../../core/trpc.ts';
import { consentOf, giveConsent, publishedFigures, revokeConsent, sectorFigures, withdraw, type FoundGroup } from './benchmarks.queries.ts';
import { Benchmarks, Consent, GetBenchmarks, SetConsent, type Benchmark, type Compared, type Hidden } from './benchmarks.schema.ts';
import { intervalOf } from './interval.ts';
import { FEWEST } from './quartiles.ts';
import { comparedMetrics, countryOf, sectorOf, type ComparedMetric } from './sector.ts';
import { judge } from './verdict.ts';

export const benchmarksRouter = router({
  get: reads('benchmarks')
    .input(GetBenchmarks)
    .output(Benchmarks)
    .query(({ ctx, input }) =>
      ctx.asClient(async (sql) => {
        const { client, today } = ctx;
        const window = windowOf(input, today);
        const complete = completeDays(window, today);
        const place = { sector: sectorOf(client), country: countryOf(client), currency: client.currency };
        const wanted = { ...place, until: window.to };
        const [since, figures, groups, published] = await Promise.all([
          consentOf(sql),
          complete ? readMetrics(sql, client, comparedMetrics, complete) : new Map<ComparedMetric, DayFigure[]>(),
          sectorFigures(sql, wanted),
          publishedFigures(sql, wanted),
        ]);
        const metrics = comparedMetrics.flatMap((metric) => {
          const group = groups.find((each) => each.metric === metric);
          const benchmarks = [group?.hidden === null ? group.benchmark : null, published.find((each) => each.metric === metric)?.benchmark];
          return compare(client, metric, figures.get(metric) ?? [], { hidden: hiddenOf(group, place), benchmarks });
        });
        return { ...(complete ?? window), ...place, consent: { contributes: since !== undefined, since: since ?? null, canChange: mayChange(ctx) }, metrics };
      }),
    ),

  /** Whether the client's figures count for its sector: for owners, who may take it back at any time. */
  setConsent: keeps
    .writes('benchmarks')
    .input(SetConsent)
    .output(Consent)
    .mutation(({ ctx, input: { contribute } }) =>
      ctx.asClient(async (sql) => {
        const { caller, now, requestId } = ctx;
        // The database asks as well who this is.
        await sql`select arco.require_reader()`;
        const changed = contribute ? await giveConsent(sql, caller.label, now) : await revokeConsent(sql, caller.label, now);
        if (changed) {
          if (!contribute) await withdraw(sql);
          await audit(sql, caller, { action: 'benchmarks.setConsent', subject: null, former: { contribute: !contribute }, value: { contribute }, requestId });
          await recordEvent(sql, caller, { widget: 'benchmarks', name: contribute ? 'contribute' : 'leave', at: now });
          await announce(sql, 'benchmarks');
        }
        const since = await consentOf(sql);
        return { contributes: since !== undefined, since: since ?? null, canChange: true };
      }),
    ),
});

/** The last complete period, as figures that still grow compare with nothing. */
function windowOf({ period, from, to }: GetBenchmarks, today: Day): Window {
  if (from && to) return { from, to };
  return periodOf(period, addDays(periodOf(period, today).from, -1));
}

function mayChange({ caller, scopes }: Pick<Context, 'caller' | 'scopes'>): boolean {
  return caller !== null && caller.role !== 'system' && rights[caller.role].includes('keep') && scopes.includes('benchmarks:write');
}

function hiddenOf(group: FoundGroup | undefined, { sector, country }: { sector: string | null; country: string | null }): Hidden | null {
  if (sector === null || country === null) return { reason: 'no_sector', contributors: 0, needed: FEWEST };
  if (!group) return { reason: 'few', contributors: 0, needed: FEWEST };
  return group.hidden && { reason: group.hidden, contributors: group.contributors, needed: FEWEST };
}

interface Standard {
  hidden: Hidden | null;
  benchmarks: readonly (Benchmark | null | undefined)[];
}

function compare(client: Client, metric: ComparedMetric, days: readonly DayFigure[], { hidden, benchmarks: found }: Standard): Compared[] {
  const value = totalOf(metric, days);
  if (value === null) return [];
  const { name, unit, better, formula } = definitionOf(metric);
  const interval = intervalOf(metric, days);
  const benchmarks = found.filter((each) => each !== null && each !== undefined);
  return [{ metric, name, unit, better, formula, value, interval, days: days.length, benchmarks, ...judge(interval, better, benchmarks[0], client.currency), hidden }];
}
