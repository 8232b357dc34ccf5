import { describe, expect, test } from 'vitest';
import { addDays, eachDay } from '../../core/dates.ts';
import { evaluate, type MetricId } from '../../core/metrics/definitions.ts';
import type { Counts } from '../../core/metrics/counts.ts';
import type { DayFigure } from '../../core/metrics/figures.ts';
import { sequelsOf, type SeenAlert } from './alert-stories.ts';
import { probabilityOf } from './probability.ts';
import { observed, rules, type Observed, type RunningGoal } from './rules.ts';

const today = '2026-11-18';
const yesterday = addDays(today, -1);

/** A quarter of days, the same unless `change` says otherwise. */
function seen(change: (date: string, ago: number) => Counts = () => ({}), goals: RunningGoal[] = []): Observed {
  const days = eachDay(addDays(today, -90), yesterday).map((date, index): [string, Counts] => [
    date,
    { sessions: 100, leads: 40, conversions: 4, revenue_cents: 80_000, ad_spend_cents: 20_000, attributed_revenue_cents: 60_000, ...change(date, 90 - index) },
  ]);
  const figures = (metric: MetricId): DayFigure[] =>
    days.map(([date, counts]) => ({ date, counts, value: evaluate(metric, counts), source: 'import', importId: null, updatedAt: '', revised: false }));
  return { today, figures: new Map(observed.map((metric) => [metric, figures(metric)])), goals, ends: [], alerts: [] };
}

const found = (observation: Observed) => rules.flatMap((rule) => rule(observation));
const goal = (target: number, metric: MetricId = 'revenue'): RunningGoal => ({ id: 'g', metric, target, startsOn: '2026-11-01', endsOn: '2026-11-30' });

test('a client as usual has nothing to do', () => {
  expect(found(seen())).toEqual([]);
});

describe('a goal at risk', () => {
  test('is worth what is expected to be missing', () => {
    // 30 days at 800 a day come to 2,400,000 centavos.
    expect(found(seen(undefined, [goal(3_000_000)]))).toMatchObject([
      { rule: 'goal_at_risk', subject: 'g', kind: 'urgent', expectedCents: 600_000, minutes: 20, evidence: { metric: 'revenue', value: 2_400_000, reference: 3_000_000, from: '2026-11-01', to: '2026-11-30' } },
    ]);
  });

  test('of a count is worth what one more has brought', () => {
    // 1,200 leads are expected; each has brought 2,000 centavos.
    expect(found(seen(undefined, [goal(1_500, 'leads')]))).toMatchObject([{ subject: 'g', expectedCents: 600_000 }]);
  });

  test('is not one that may still be reached', () => {
    expect(found(seen(undefined, [goal(2_400_000)]))).toEqual([]);
  });
});

describe('a figure out of its band', () => {
  const alert = (metric: MetricId, direction: 'above' | 'below', more: Partial<SeenAlert> = {}): SeenAlert => ({
    id: metric,
    metric,
    direction,
    evidence: { metric, value: direction === 'above' ? 160 : 50, reference: 100, days: 8, from: yesterday, to: yesterday },
    recommendationId: null,
    recommendedOn: null,
    ...more,
  });
  const told = (...alerts: SeenAlert[]) => found({ ...seen(), alerts });

  test.each(['above', 'below'] as const)('%s it is worth a week of the difference', (direction) => {
    const [finding, ...others] = told(alert('sessions', direction));
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ rule: 'out_of_band', subject: 'sessions', kind: 'insight', evidence: { metric: 'sessions', reference: 100, days: 8, from: yesterday }, alerts: ['sessions'] });
    expect(finding!.expectedCents).toBe((direction === 'above' ? 60 : 50) * 7 * 800);
  });

  test('is told once where several left theirs together, by what came first', () => {
    expect(told(alert('revenue', 'below'), alert('sessions', 'below'), alert('cpa', 'above'))).toMatchObject([{ evidence: { metric: 'sessions' }, alerts: ['sessions', 'revenue', 'cpa'] }]);
  });

  test('is told apart where one is good and the other bad', () => {
    expect(told(alert('sessions', 'above'), alert('revenue', 'below')).map(({ subject }) => subject).sort()).toEqual(['revenue', 'sessions']);
  });

  test('that follows from what was told of in these days belongs to it', () => {
    const before = alert('sessions', 'below', { recommendationId: 'r', recommendedOn: yesterday });
    expect(told(before, alert('revenue', 'below'))).toEqual([]);
    expect(sequelsOf([before, alert('revenue', 'below')], today)).toEqual([{ id: 'revenue', recommendationId: 'r' }]);
    const long = { ...before, recommendedOn: addDays(today, -3) };
    expect(told(long, alert('revenue', 'below'))).toMatchObject([{ subject: 'revenue', alerts: ['revenue'] }]);
    expect(sequelsOf([long, alert('revenue', 'below')], today)).toEqual([]);
  });
});

describe('spend without conversions', () => {
  test('is found once chance no longer explains it, and worth a week of the spend', () => {
    const findings = found(seen((_, ago) => (ago <= 2 ? { conversions: 0 } : {})));
    expect(findings).toMatchObject([{ rule: 'spend_without_conversions', kind: 'urgent', expectedCents: 140_000, evidence: { value: 40_000, reference: 8, days: 2, to: yesterday } }]);
  });

  test('is not found where so few would have been expected', () => {
    expect(found(seen((_, ago) => ({ conversions: ago <= 2 ? 0 : 0.5 })))).toEqual([]);
  });

  test('is not found without spend, nor where conversions are unknown', () => {
    expect(found(seen((_, ago) => (ago <= 2 ? { conversions: 0, ad_spend_cents: 0 } : {})))).toEqual([]);
    expect(found(seen((_, ago) => (ago <= 2 ? { conversions: null } : {})))).toEqual([]);
  });
});

describe('idle days', () => {
  test('are three without ads after weeks with them, worth what a week brings less its cost', () => {
    const findings = found(seen((_, ago) => (ago <= 3 ? { ad_spend_cents: 0, attributed_revenue_cents: 0 } : {})));
    expect(findings).toMatchObject([{ rule: 'idle_days', kind: 'quick_win', minutes: 5, evidence: { reference: 20_000, days: 3 } }]);
    expect(findings[0]!.expectedCents).toBe(20_000 * 2 * 7);
  });

  test('are not two, and not those of a client who never advertised', () => {
    expect(found(seen((_, ago) => (ago <= 2 ? { ad_spend_cents: 0, attributed_revenue_cents: 0 } : {})))).toEqual([]);
    expect(found(seen(() => ({ ad_spend_cents: 0, attributed_revenue_cents: 0 })))).toEqual([]);
  });
});

test('how likely a rule works moves from a guess to what it led to', () => {
  expect(probabilityOf('idle_days', [])).toBeCloseTo(0.7);
  expect(probabilityOf('idle_days', [{ rule: 'idle_days', measured: 4, better: 0 }])).toBeCloseTo(0.35);
  expect(probabilityOf('idle_days', [{ rule: 'idle_days', measured: 396, better: 396 }])).toBeCloseTo(0.997, 3);
});
