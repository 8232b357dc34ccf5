import { announce } from '../../core/changes.ts';
import type { Client } from '../../core/clients.ts';
import type { Day } from '../../core/dates.ts';
import type { ClientSql } from '../../core/db.ts';
import { enqueue, type ClientJob } from '../../core/jobs.ts';
import { follow, type Step, type Verdict } from '../../core/metrics/anomaly/episodes.ts';
import { readVerdicts } from '../../core/metrics/anomaly/verdicts.ts';
import { definitionOf, type MetricId } from '../../core/metrics/definitions.ts';
import { notify } from '../../core/outbox.ts';
import { closeAlert, insertAlert, listLast, queueChecks, seeAlert, type LastEpisode } from './alerts.queries.ts';
import type { AlertEvidence } from './alerts.schema.ts';

/** What a metric is of where it is of everything a client has. */
const WHOLE = 'client';

/**
 * Opens an alert for each metric that left its usual band, and closes those that are over. What was missed while nothing
 * ran is made up for; an episode that was over by then is kept and told to nobody.
 */
export async function checkAlerts(sql: ClientSql, client: Client, today: Day, now: Date): Promise<void> {
  await queueChecks(sql);
  const [verdicts, last] = await Promise.all([readVerdicts(sql, client, today, now), listLast(sql, WHOLE)]);
  let [opened, changed] = [false, false];
  for (const [metric, days] of verdicts) {
    const outcome = await keep(sql, metric, last.find((each) => each.metric === metric), days, now);
    changed ||= outcome.changed;
    if (!outcome.open) continue;
    opened = true;
    const { id, direction, on } = outcome.open;
    await notify(sql, { kind: 'alerts.opened', dedupeKey: `alerts.opened:${id}`, payload: { alert: id, metric, subject: WHOLE, direction, on } });
  }
  if (opened) await enqueue(sql, 'actions.suggest');
  if (changed) await announce(sql, 'alerts', 'traffic', 'actions');
}

type Opening = Extract<Step, { do: 'open' }>;

/** Writes down what the days made of a metric's last episode. Answers the alert that opened and still is. */
async function keep(sql: ClientSql, metric: MetricId, last: LastEpisode | undefined, days: readonly Verdict[], now: Date) {
  let id = last && last.closedOn === null ? last.id : null;
  let open: { id: string; direction: string; on: Day } | null = null;
  let changed = false;
  for (const step of follow(last ?? null, days)) {
    if (step.do === 'open') {
      const { direction, day: on } = step;
      id = await insertAlert(sql, { metric, subject: WHOLE, direction, on, evidence: evidenceOf(metric, step) }, now);
      open = id === null ? null : { id, direction, on };
    } else if (id !== null && step.do === 'see') await seeAlert(sql, id, step.day);
    else if (id !== null) {
      await closeAlert(sql, id, step.day, now);
      [id, open] = [null, null];
    }
    changed ||= step.do !== 'see';
  }
  return { open, changed };
}

function evidenceOf(metric: MetricId, { day, judgement, until }: Opening): AlertEvidence {
  const { value, reference, change, z, threshold, weeks } = judgement;
  const round = (amount: number) => (definitionOf(metric).unit === 'money' ? Math.round(amount) : amount);
  return { metric, value: round(value), reference: round(reference), change, z, threshold, days: weeks, from: day, to: day, ...(until ? { until } : {}) };
}

export const alertsJobs: ClientJob[] = [{ name: 'alerts.check', hourly: true, run: (sql, client, { today, now }) => checkAlerts(sql, client, today, now) }];
