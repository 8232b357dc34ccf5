import { expect } from 'vitest';
import { system } from '../core/access.ts';
import { withClient, type Sql } from '../core/db.ts';
import { createKey } from '../embed/keys.ts';
import type { Target } from './attacks.ts';
import { clientTables } from './catalogue.ts';
import type { TestClient } from './fixtures.ts';

/** The day on which the furnished rows make sense. */
export const now = new Date('2026-10-20T15:00:00Z');
/** A figure that stands in the furnished rows and nowhere else. */
export const MARK = 987_654;

/** A client with a row in every table that a client has. */
export async function furnish(owner: Sql, sql: Sql, client: TestClient): Promise<Target> {
  const goal = await client.as({ now }).goals.create({ metric: 'leads', target: MARK, period: 'month', startsOn: '2026-10-01' });
  let actionId = '';
  let recommendationId = '';
  let annotationId = '';
  await withClient(sql, client.id, system, async (scoped) => {
    const id = scoped.clientId;
    const [file] = await scoped<{ id: string }[]>`
      insert into imports (client_id, kind, file_name, sha256, read, added, changed, unchanged, refused, caller_kind)
      values (${id}, 'metrics', 'segredo.csv', 'x', 1, 1, 0, 0, 0, 'system') returning id
    `;
    await scoped`insert into client_metrics (client_id, date, source, leads, import_id) values (${id}, '2026-10-05', 'import', ${MARK}, ${file!.id})`;
    await scoped`insert into client_metric_hours (client_id, hour, leads) values (${id}, '2026-10-06T12:00:00Z', ${MARK})`;
    await scoped`insert into client_metric_revisions (client_id, date, source, field, former, value) values (${id}, '2026-10-05', 'import', 'leads', 1, ${MARK})`;
    await scoped`insert into metric_sources (client_id, metric, sources) values (${id}, 'leads', '{import,collector}')`;
    await scoped`insert into score_weights (client_id, version, engagement, campaigns, conversion, goals, target_roas, from_on) values (${id}, 1, 1, 1, 1, 1, ${MARK}, '2026-01-01')`;
    await scoped`insert into client_scores (client_id, date, version, engagement, coverage, score, computed_at) values (${id}, '2026-10-05', 1, 98.7654, 1, 98.7654, now())`;
    const [recommendation] = await scoped<{ id: string }[]>`
      insert into recommendations (client_id, rule, subject, evidence, probability, minutes, created_on)
      values (${id}, 'out_of_band', 'leads', ${scoped.json({ metric: 'leads', value: MARK, reference: 1, from: '2026-10-05', to: '2026-10-05' })}, 0.5, 5, '2026-10-05') returning id
    `;
    const [action] = await scoped<{ id: string }[]>`
      insert into client_actions (client_id, recommendation_id, kind, code, expected_cents, probability, minutes)
      values (${id}, ${recommendation!.id}, 'insight', 'out_of_band', ${MARK}, 0.5, 5) returning id
    `;
    actionId = action!.id;
    await scoped`select arco.prepare_day('2026-10-05')`;
    const visitor = '00000000-0000-4000-8000-000000000001';
    await scoped`
      insert into realtime_events (client_id, day, id, at, type, visitor, consented, page, source, medium, device, country)
      values (${id}, '2026-10-05', ${visitor}, '2026-10-05T12:00:00Z', 'pageview', ${visitor}, false, '/segredo.csv', 'segredo', 'none', 'other', 'BR')
    `;
    for (const table of ['visits', 'current_visits']) {
      await scoped`
        insert into ${scoped(table)} (client_id, id, visitor, consented, started_at, last_at, pageviews, events, conversions, page, source, medium, device, country)
        values (${id}, ${visitor}, ${visitor}, false, '2026-10-05T12:00:00Z', '2026-10-05T12:00:00Z', ${MARK}, 0, 0, '/segredo.csv', 'segredo', 'none', 'other', 'BR')
      `;
    }
    await scoped`insert into traffic_hours (client_id, hour, dimension, value, pageviews) values (${id}, '2026-10-05T12:00:00Z', 'page', '/segredo.csv', ${MARK})`;
    await scoped`insert into live_minutes (client_id, minute, pageviews, conversions) values (${id}, '2026-10-20T14:59:00Z', ${MARK}, 0)`;
    await scoped`insert into collect_heads (client_id, version) values (${id}, ${MARK}) on conflict (client_id) do update set version = excluded.version`;
    await scoped`insert into excluded_hours (client_id, hour, bots, own) values (${id}, '2026-10-05T12:00:00Z', ${MARK}, 0)`;
    await scoped`insert into traffic_settings (client_id, own_networks) values (${id}, '{203.0.113.7/32}')`;
    const [advice] = await scoped<{ id: string }[]>`
      insert into recommendations (client_id, rule, subject, evidence, probability, minutes, created_on)
      values (${id}, 'forecast_short_of_goal', ${goal.id}, ${scoped.json({ metric: 'leads', value: MARK, reference: 1, from: '2026-10-01', to: '2026-10-31' })}, 0.5, 5, '2026-10-05') returning id
    `;
    recommendationId = advice!.id;
    await scoped`
      insert into predictions (client_id, metric, from_on, to_on, as_of, model, low, expected, high, days, made_at)
      values (${id}, 'leads', '2026-10-01', '2026-10-31', '2026-10-20', 'naive', ${MARK}, ${MARK}, ${MARK}, '[]', now())
    `;
    await scoped`
      insert into alerts (client_id, metric, direction, opened_at, opened_on, last_seen, evidence, recommendation_id)
      values (${id}, 'leads', 'above', now(), '2026-10-05', '2026-10-05', ${scoped.json({ metric: 'leads', value: MARK, reference: 1, change: MARK, z: 9, threshold: 3, days: 8, from: '2026-10-05', to: '2026-10-05' })}, ${recommendation!.id})
    `;
    await scoped`insert into benchmark_consents (client_id, given_at, given_by) values (${id}, '2026-09-01T12:00:00Z', 'segredo.csv')`;
    await scoped`insert into benchmark_contributions (client_id, year, month, metric, sector, country, value, volume) values (${id}, 2026, 9, 'ctr', 'teste', 'BR', ${MARK}, ${MARK})`;
    await scoped`insert into ga4_connections (client_id, property, sealed_credentials, time_zone, backfill_from, live_users, live_at) values (${id}, ${MARK}, '\\x00', 'America/Sao_Paulo', '2026-10-01', ${MARK}, now())`;
    const [annotation] = await scoped<{ id: string }[]>`
      insert into annotations (client_id, on_day, kind, text) values (${id}, '2026-10-05', 'note', 'segredo.csv') returning id
    `;
    annotationId = annotation!.id;
    await scoped`insert into client_metric_days (client_id, on_day, time_zone, pageviews, updated_at) values (${id}, '2026-10-05', 'America/Sao_Paulo', ${MARK}, now())`;
    for (const [table, column, on] of [['traffic_days', 'on_day', '2026-10-05'], ['traffic_months', 'on_month', '2026-09-01']] as const) {
      await scoped`
        insert into ${scoped(table)} (client_id, ${scoped(column)}, dimension, value, visitors, sessions, pageviews, bounces, bounces_page, bounces_engagement, session_seconds, conversions)
        values (${id}, ${on}, 'source', 'segredo', ${MARK}, ${MARK}, ${MARK}, 1, 1, 1, ${MARK}, 1)
      `;
    }
    await scoped`
      insert into traffic_folds (client_id, span, starts_on, time_zone, visits, consented_visits)
      values (${id}, 'day', '2026-10-05', 'America/Sao_Paulo', ${MARK}, 0), (${id}, 'month', '2026-09-01', 'America/Sao_Paulo', ${MARK}, 0)
    `;
    await scoped`insert into goal_progress (client_id, goal_id, date, total, status) values (${id}, ${goal.id}, '2026-10-05', ${MARK}, 'open')`;
  });
  for (const table of await clientTables(owner)) {
    const [{ count }] = (await owner`select count(*)::int as count from ${owner(table)} where client_id = ${client.id}`) as unknown as [{ count: number }];
    expect(count, `this test puts no row into ${table}`).toBeGreaterThan(0);
  }
  const { id: keyId } = await createKey(owner, { clientId: client.id, kind: 'secret' });
  return { goalId: goal.id, actionId, annotationId, keyId, personId: client.personId, recommendationId, soon: '2026-10-25' };
}

/** Everything a client has, and who may see it, as one text. */
export async function snapshot(owner: Sql, client: TestClient): Promise<string> {
  const tables = [...(await clientTables(owner)), 'keys', 'memberships', 'client_account_managers'];
  const parts = await Promise.all(
    tables.map((table) => owner`select ${table} as name, t::text as row from ${owner(table)} t where client_id = ${client.id} order by 2`),
  );
  return JSON.stringify(parts);
}
