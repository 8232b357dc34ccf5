import { announce } from '../../core/changes.ts';
import type { Client } from '../../core/clients.ts';
import { addDays, type Day } from '../../core/dates.ts';
import type { ClientSql } from '../../core/db.ts';
import type { ClientJob } from '../../core/jobs.ts';
import { totalOf, within } from '../../core/metrics/figures.ts';
import { readPredictedEnds } from '../../core/metrics/predicted.ts';
import { HISTORY_DAYS } from '../../core/metrics/projection.ts';
import { readMetric, readMetrics } from '../../core/metrics/read.ts';
import { notify } from '../../core/outbox.ts';
import { sequelsOf } from './alert-stories.ts';
import { probabilityOf, QUIET_DAYS } from './probability.ts';
import { keepEffect, linkAlerts, listOpenAlerts, listOutcomes, listRunningGoals, listSpokenOf, listUnmeasured, promote, queueSuggestions, type Unmeasured } from './recommendations.queries.ts';
import { observed, rules } from './rules.ts';

/** Days that an effect is measured over, after an action and before it. */
export const EFFECT_DAYS = 14;

/** Makes a card of what the rules find. What they have spoken of in the last 14 days they do not say again. */
export async function suggestActions(sql: ClientSql, client: Client, today: Day, now: Date): Promise<void> {
  await queueSuggestions(sql);
  const [goals, spoken, outcomes, alerts, ends] = await Promise.all([
    listRunningGoals(sql, today),
    listSpokenOf(sql, client, addDays(today, -QUIET_DAYS)),
    listOutcomes(sql),
    listOpenAlerts(sql),
    readPredictedEnds(sql, today),
  ]);
  for (const { id, recommendationId } of sequelsOf(alerts, today)) await linkAlerts(sql, [id], recommendationId);
  const first = goals.reduce((earliest, { startsOn }) => (startsOn < earliest ? startsOn : earliest), today);
  const metrics = [...new Set([...observed, ...goals.map(({ metric }) => metric), ...alerts.map(({ metric }) => metric)])];
  const figures = await readMetrics(sql, client, metrics, { from: addDays(first, -HISTORY_DAYS), to: addDays(today, -1) });
  const findings = rules.flatMap((rule) => rule({ today, figures, goals, ends, alerts }));
  const fresh = findings.filter(({ rule, subject }) => !spoken.some((former) => former.rule === rule && former.subject === subject));
  for (const finding of fresh) {
    const id = await promote(sql, { ...finding, probability: probabilityOf(finding.rule, outcomes) }, today, now);
    if (finding.kind === 'urgent') await notify(sql, { kind: 'actions.urgent', dedupeKey: `actions.urgent:${id}`, payload: { action: id, rule: finding.rule } });
  }
  if (fresh.length > 0) await announce(sql, 'actions', 'score');
}

/** Holds the days after an action that was completed against as many before it. */
export async function measureEffects(sql: ClientSql, client: Client, today: Day): Promise<void> {
  for (const done of await listUnmeasured(sql, client, addDays(today, -EFFECT_DAYS - 1))) await measure(sql, client, done, today);
}

async function measure(sql: ClientSql, client: Client, { id, metric, completedOn }: Unmeasured, today: Day): Promise<void> {
  const [from, to] = [addDays(completedOn, 1), addDays(completedOn, EFFECT_DAYS)];
  const figures = await readMetric(sql, client, metric, { from: addDays(from, -EFFECT_DAYS), to });
  const before = totalOf(metric, within(figures, addDays(from, -EFFECT_DAYS), completedOn));
  const after = totalOf(metric, within(figures, from, to));
  await keepEffect(sql, id, { metric, before, after, days: EFFECT_DAYS, from, to }, today);
}

export const actionsJobs: ClientJob[] = [
  {
    name: 'actions.suggest',
    dailyFrom: 6,
    run: async (sql, client, { today, now }) => {
      await measureEffects(sql, client, today);
      await suggestActions(sql, client, today, now);
    },
  },
];
