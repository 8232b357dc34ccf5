import { announce } from '../../core/changes.ts';
import type { Client } from '../../core/clients.ts';
import { addDays, addMonths, daysBetween, periodOf, type Day } from '../../core/dates.ts';
import type { ClientSql } from '../../core/db.ts';
import type { ClientJob } from '../../core/jobs.ts';
import type { MetricId } from '../../core/metrics/definitions.ts';
import { totalOf, within, type DayFigure } from '../../core/metrics/figures.ts';
import { projectWindow } from '../../core/metrics/outlook.ts';
import { readPredictedEnds } from '../../core/metrics/predicted.ts';
import { readMetrics } from '../../core/metrics/read.ts';
import { findingsOf } from './forecast-rules.ts';
import { keepPrediction, keepReplay, listEnded, listPredicted, queueForecasts, score } from './forecast.queries.ts';
import { predict, predicted } from './predict.ts';
import { forgetOthers, keepFinding, listMonthGoals, listSpokenOf } from './recommendations.queries.ts';

type Figures = ReadonlyMap<MetricId, readonly DayFigure[]>;

/** Years that a forecast may learn from. */
const YEARS = 5;
/** Months that the card's past error is of. */
export const PAST_MONTHS = 6;
/** Days for which a rule does not say again what an action was made of. */
const QUIET_DAYS = 14;
/** Days for which figures of a month that is over may still be restated. */
const RESTATED_DAYS = 400;

/** The same day of the month in the months before. */
export const sameDays = (today: Day): Day[] => Array.from({ length: PAST_MONTHS }, (_, at) => addMonths(today, -1 - at));

/** Keeps what is expected of this month, and answers the figures that it follows from. */
export async function predictMonth(sql: ClientSql, client: Client, today: Day, now: Date): Promise<Figures> {
  await queueForecasts(sql);
  const figures = await readMetrics(sql, client, [...predicted, 'ad_spend', 'roas'], { from: addMonths(today, -12 * YEARS), to: addDays(today, -1) });
  for (const metric of predicted) {
    const made = predict(metric, figures.get(metric)!, today);
    if (typeof made !== 'string') await keepPrediction(sql, made, now);
  }
  return figures;
}

/** Keeps what is expected of this month, holds what was expected of others against what came, and says what follows. */
export async function recordForecasts(sql: ClientSql, client: Client, today: Day, now: Date): Promise<void> {
  const figures = await predictMonth(sql, client, today, now);
  await replayMissing(sql, figures, today, now);
  await scoreEnded(sql, figures, today, now);
  await recommend(sql, client, figures, today, now);
  await announce(sql, 'forecast', 'goals');
}

/** So that the past error is known from the first month on: months before are predicted from what was known then. */
async function replayMissing(sql: ClientSql, figures: Figures, today: Day, now: Date): Promise<void> {
  const days = sameDays(today);
  const known = await listPredicted(sql, days);
  for (const metric of predicted) {
    for (const asOf of days) {
      if (known.some((each) => each.metric === metric && each.asOf === asOf)) continue;
      const made = predict(metric, figures.get(metric)!, asOf);
      if (typeof made !== 'string') await keepReplay(sql, made, now);
    }
  }
}

async function scoreEnded(sql: ClientSql, figures: Figures, today: Day, now: Date): Promise<void> {
  for (const { metric, fromOn: from, toOn: to } of await listEnded(sql, addDays(today, -RESTATED_DAYS), today)) {
    const came = within(figures.get(metric) ?? [], from, to);
    const actual = totalOf(metric, came);
    // A month of which days are missing was not what it was predicted to be, and is not held against it.
    if (actual !== null && came.length === daysBetween(from, to)) await score(sql, { metric, from, to }, actual, now);
  }
}

async function recommend(sql: ClientSql, client: Client, figures: Figures, today: Day, now: Date): Promise<void> {
  const month = periodOf('month', today);
  const [goals, ends, spoken] = await Promise.all([listMonthGoals(sql, month.from, month.to), readPredictedEnds(sql, today), listSpokenOf(sql, client, addDays(today, -QUIET_DAYS))]);
  const shown = new Map(goals.flatMap(({ metric }) => {
    const end = projectWindow(metric, month, figures.get(metric) ?? [], today, ends);
    return end ? [[metric, end] as const] : [];
  }));
  const isSaid = (rule: string, subject: string) => spoken.some((each) => each.rule === rule && each.subject === subject);
  const findings = findingsOf({ today, month, goals, ends: shown, figures }).filter(
    // That a goal is out of reach says already that the month falls short of it.
    ({ rule, subject }) => !isSaid(rule, subject) && !(rule === 'forecast_short_of_goal' && isSaid('goal_at_risk', subject)),
  );
  for (const finding of findings) await keepFinding(sql, finding, today, now);
  await forgetOthers(sql, findings);
}

export const forecastJobs: ClientJob[] = [
  { name: 'forecast.record', dailyFrom: 5, run: (sql, client, { today, now }) => recordForecasts(sql, client, today, now) },
];
