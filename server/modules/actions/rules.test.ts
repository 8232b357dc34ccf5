import { describe, expect, test } from 'vitest';
import { addDays, eachDay } from '../../core/dates.ts';
import { evaluate, type MetricId } from '../../core/metrics/definitions.ts';
import type { Counts } from '../../core/metrics/counts.ts';
import type { DayFigure } from '../../core/metrics/figures.ts';
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
  return { today, figures: new Map(observed.map((metric) => [metric, figures(metric)])), goals };
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
  test.each([
    ['below', 50, 60_000],
    ['above', 160, 60_000],
  ])('is found %s it, and worth a week of the difference', (_, sessions) => {
    const [finding, ...others] = found(seen((date) => (date === yesterday ? { sessions } : {})));
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ rule: 'out_of_band', subject: 'day', kind: 'insight', evidence: { metric: 'sessions', value: sessions, reference: 100, days: 8, from: yesterday, to: yesterday } });
    // A visit has brought 800 centavos (a little less where yesterday had more of them), over seven days.
    expect(finding!.expectedCents! / (Math.abs(sessions - 100) * 7 * 800)).toBeCloseTo(1, 1);
  });

  test('is told once where several left theirs together', () => {
    expect(found(seen((date) => (date === yesterday ? { sessions: 160, leads: 80, revenue_cents: 160_000 } : {})))).toMatchObject([{ evidence: { metric: 'sessions' } }]);
  });

  test('is not one that is usual for its weekday', () => {
    const weekly = (date: string): Counts => (new Date(date).getUTCDay() === new Date(yesterday).getUTCDay() ? { sessions: 40, leads: 40 } : {});
    expect(found(seen(weekly))).toEqual([]);
  });

  test('of the day before yesterday is no news', () => {
    expect(found(seen((date) => (date === addDays(today, -2) ? { sessions: 10 } : {})))).toEqual([]);
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
