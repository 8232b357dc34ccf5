import type { MetricId } from '../../../server/core/metrics/definitions.ts';
import type { ListedGoals } from '../../../server/modules/goals/goals.schema.ts';
import type { Metric } from '../../../server/modules/metrics/metrics.schema.ts';
import type { BenchedArco } from '../arco.ts';

/** The portal's figures, in its order. */
const shown: readonly MetricId[] = ['sessions', 'revenue', 'qualified_leads', 'conversion_rate', 'ad_spend', 'cpa', 'roi', 'visitors', 'pageviews', 'avg_session_seconds'];

/** What the portal shows of this month, as a page would carry it that asks nobody. */
export async function pageData(arco: BenchedArco): Promise<object> {
  const { today } = await arco.query<Metric>('metrics.get', { metric: 'sessions', ...dayOf(new Date()) });
  const window = { from: `${today.slice(0, 8)}01`, to: today };
  const metrics = await Promise.all(shown.map((metric) => arco.query<Metric>('metrics.get', { metric, ...window, compare: 'previous' })));
  const { goals } = await arco.query<ListedGoals>('goals.list', { period: 'month' });
  return {
    figures: metrics.map(({ name, total, unit, compare }) => ({ name: name.pt, total, unit, former: compare?.total ?? null })),
    goals: goals.map(({ name, current, target, unit }) => ({ name: name.pt, current, target, unit })),
    line: metrics[0]!.days.map(({ date, value }) => ({ date, value })),
  };
}

function dayOf(now: Date): { from: string; to: string } {
  const day = now.toISOString().slice(0, 10);
  return { from: day, to: day };
}
