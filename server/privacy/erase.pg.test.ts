import { createHash, randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { invite } from '../cli/people.ts';
import { enqueue } from '../core/jobs.ts';
import { system } from '../core/access.ts';
import { connect, withClient, type Sql } from '../core/db.ts';
import { test as base, type MadePerson, type People } from '../auth/test/people.ts';
import { publicUrl } from '../test/app.ts';
import type { TestClient, TestDatabase } from '../test/fixtures.ts';
import { furnish, now } from '../test/furnish.ts';
import { clientTables } from '../test/catalogue.ts';
import { recordConsent } from './consents.ts';
import { erasePerson } from './erase.ts';
import { arco } from './test/arco.ts';

interface Known extends MadePerson {
  name: string;
  cookie: string;
  session: string;
}

/** A client with somebody in it who has left their name wherever the product writes one. */
interface Scene {
  person: Known;
  client: TestClient;
  other: TestClient;
}

const test = base.extend<{ scene: Scene }>({
  scene: async ({ people, database, client, newClient }, use) => {
    const other = await newClient();
    await use({ person: await leaveTraces(people, database, client, other), client, other });
  },
});

async function signedIn(people: People, { owner }: TestDatabase, person: MadePerson): Promise<{ cookie: string; session: string }> {
  const cookie = await people.signIn(person);
  const [session] = await owner<{ id: string }[]>`select id from auth.sessions where person_id = ${person.id} order by created_at desc limit 1`;
  return { cookie, session: session!.id };
}

async function leaveTraces(people: People, database: TestDatabase, client: TestClient, other: TestClient): Promise<Known> {
  const { owner, sql } = database;
  const tag = randomUUID();
  const name = `Zilda Quixabá ${tag}`;
  const email = `zilda.${tag}@example.com`;
  // The first owner invites them, and makes them one as well.
  const keeper = await people.make({ client, role: 'owner' });
  const { session: keepersSession } = await signedIn(people, database, keeper);
  const asKeeper = client.as({ caller: { role: 'owner', id: keeper.id, session: keepersSession } });
  const person = await people.make({ email });
  await owner`update people set name = ${name} where id = ${person.id}`;
  await asKeeper.members.invite({ email, name, role: 'viewer' });
  await asKeeper.members.setRole({ id: person.id, role: 'owner' });
  // As one who was invited before they had a password.
  await invite(owner, { id: person.id, email, name }, publicUrl);
  const { cookie, session } = await signedIn(people, database, person);
  await people.token(cookie, client.slug);
  await people.post('/api/auth/request-password-reset', { email, redirectTo: '/' });
  await people.post('/api/auth/two-factor/enable', { password: person.password }, { cookie });
  await recordConsent(owner, { kind: 'person', id: person.id, client: null }, { purpose: 'terms', version: '1', how: 'invitation' });
  await owner`
    insert into auth.passkeys (person_id, credential_id, public_key, counter, name, backed_up) values (${person.id}, ${tag}, 'x', 0, ${name}, false)
  `;

  const { goalId, actionId } = await furnish(owner, sql, client);
  const mine = client.as({ now, caller: { role: 'owner', id: person.id, session } });
  await mine.actions.dismiss({ id: actionId, reason: 'depois' });
  await mine.goals.review({ id: goalId });
  // Given by somebody else, ended by them, and given anew.
  await mine.benchmarks.setConsent({ contribute: false });
  await mine.benchmarks.setConsent({ contribute: true });
  await withClient(sql, client.id, system, async (scoped) => {
    await enqueue(scoped, 'score.record');
    await scoped`update imports set caller_kind = 'member', caller = ${person.id} where client_id = ${scoped.clientId}`;
    await scoped`insert into outbox (client_id, kind, dedupe_key, payload) values (${scoped.clientId}, 'x', ${`x:${person.id}`}, ${scoped.json({ to: email })})`;
  });

  // And they look after another client.
  const [manager] = await owner<{ id: string }[]>`insert into account_managers (person_id, name, email, bio) values (${person.id}, ${name}, ${email}, ${name}) returning id`;
  await owner`insert into client_account_managers (client_id, account_manager_id) values (${other.id}, ${manager!.id})`;
  const managing = other.as({ now, caller: { role: 'manager', id: person.id, session } });
  await managing.score.updateWeights({ version: 0, engagement: 1, campaigns: 2, conversion: 1, goals: 1, targetRoas: 4 });
  await managing.traffic.annotate({ on: '2026-10-05', kind: 'note', text: 'Loja nova' });
  await managing.actions.create({ kind: 'urgent', title: 'Frete', text: 'Rever o frete', expectedCents: null, probability: 0.5, minutes: 5 });
  return { ...person, name, cookie, session };
}

/** Where a person is still named: `schema.table.column`, in every table there is. */
async function traces(owner: Sql, { id, email, name }: Pick<Known, 'id' | 'email' | 'name'>): Promise<string[]> {
  const tables = await owner<{ space: string; name: string }[]>`
    select nspname as space, relname as name from pg_class join pg_namespace space on space.oid = relnamespace
    where relkind in ('r', 'p') and nspname !~ '^pg_' and nspname <> 'information_schema'
  `;
  const wanted = [id, email, name].map((text) => `%${text}%`);
  const found = await Promise.all(
    tables.map(({ space, name: table }) => owner<{ place: string }[]>`
      select distinct ${`${space}.${table}.`} || cell.key as place
      from ${owner(space)}.${owner(table)} kept, jsonb_each_text(to_jsonb(kept)) as cell (key, value)
      where cell.value ilike any(${wanted})
    `),
  );
  return found.flatMap((rows) => rows.map(({ place }) => place)).sort();
}

/** What is in every table, but for the counters of requests, which asking itself changes. */
async function everything(owner: Sql): Promise<string> {
  const tables = await owner<{ space: string; name: string }[]>`
    select nspname as space, relname as name from pg_class join pg_namespace space on space.oid = relnamespace
    where relkind in ('r', 'p') and nspname in ('public', 'auth') and relname <> 'rate_counters' order by 1, 2
  `;
  const rows = await Promise.all(tables.map(({ space, name }) => owner`select kept::text as line from ${owner(space)}.${owner(name)} kept order by 1`));
  return createHash('sha256').update(JSON.stringify(rows)).digest('hex');
}

/** Columns of clients' tables that never name a person: codes, sums, and what a client or ARCO wrote about figures. */
const ofFigures = [
  'alerts.direction', 'alerts.evidence', 'alerts.metric', 'alerts.subject', 'annotations.kind', 'annotations.text',
  'audit_log.action', 'audit_log.caller_kind', 'audit_log.former', 'audit_log.value', 'audit_log.request_id',
  'benchmark_contributions.country', 'benchmark_contributions.currency', 'benchmark_contributions.metric', 'benchmark_contributions.sector',
  'client_actions.kind', 'client_actions.code', 'client_actions.params', 'client_actions.state', 'client_actions.reason', 'client_actions.decided_kind',
  'client_goals.metric', 'client_goals.period', 'client_metric_revisions.field', 'client_metric_revisions.source', 'client_metrics.source',
  'goal_progress.status', 'imports.caller_kind', 'imports.file_name', 'imports.kind', 'imports.sha256', 'metric_sources.metric', 'metric_sources.sources',
  'predictions.days', 'predictions.kind', 'predictions.metric', 'predictions.model',
  'product_events.caller_kind', 'product_events.name', 'product_events.subject', 'product_events.widget',
  'recommendations.effect', 'recommendations.evidence', 'recommendations.rule', 'recommendations.subject',
  'traffic_days.dimension', 'traffic_days.value', 'traffic_folds.span', 'traffic_folds.time_zone', 'client_metric_days.time_zone', 'traffic_hours.dimension', 'traffic_hours.value',
  'traffic_months.dimension', 'traffic_months.value', 'traffic_settings.bounce',
];

/**
 * Of who visits a client's site, and never of who signs in here. A visitor is a hash of a day, or of an id that the site
 * keeps and ARCO does not; pages and sources stand without what could follow them in an address.
 */
const ofVisits = [
  ...['current_visits', 'visits', 'realtime_events'].flatMap((table) => ['visitor', 'page', 'source', 'medium', 'campaign', 'device', 'country'].map((column) => `${table}.${column}`)),
  'realtime_events.type', 'realtime_events.name', 'realtime_events.currency', 'realtime_events.excluded',
  // Networks in which the client's own people work, each written by the client and beside no name.
  'traffic_settings.own_networks',
];

/** A property of Google's, and Google's own words about it. Who may read it is sealed. */
const ofGoogle = ['property', 'time_zone', 'problem', 'problem_detail', 'quota'].map((column) => `ga4_connections.${column}`);

const impersonal = [...ofFigures, ...ofVisits, ...ofGoogle];

const erase = (people: People, cookie: string) => people.post('/api/session/erase', {}, { cookie });

describe('a person who is erased', () => {
  test('has stood in every column of a client that could name one', async ({ scene: { person }, database: { owner } }) => {
    const tables = await clientTables(owner);
    const columns = await owner<{ name: string }[]>`
      select class.relname || '.' || attribute.attname as name
      from pg_class class join pg_attribute attribute on attribute.attrelid = class.oid and attribute.attnum > 0 and not attribute.attisdropped
      where class.relnamespace = 'public'::regnamespace and class.relname = any(${tables})
        and attribute.atttypid in ('text'::regtype, 'text[]'::regtype, 'jsonb'::regtype, 'uuid'::regtype, 'inet'::regtype, 'cidr'::regtype, 'cidr[]'::regtype)
        and attribute.attname <> 'id' and attribute.attname !~ '_id$'
    `;
    const named = (await traces(owner, person)).filter((place) => place.startsWith('public.')).map((place) => place.slice('public.'.length));
    const unproven = columns.map(({ name }) => name).filter((name) => !named.includes(name) && !impersonal.includes(name));
    expect(unproven, 'leave the person there in leaveTraces, and erase it in server/privacy/erase.ts').toEqual([]);
    expect(named.filter((name) => impersonal.includes(name))).toEqual([]);
  });

  test('is named nowhere any more, in any table', async ({ scene: { person }, people, database: { owner } }) => {
    expect(await traces(owner, person)).toEqual(
      expect.arrayContaining([
        'auth.accounts.person_id', 'auth.passkeys.name', 'auth.second_factors.person_id', 'auth.sessions.person_id', 'auth.verifications.value',
        'public.account_managers.email', 'public.annotations.caller', 'public.audit_log.caller', 'public.audit_log.subject',
        'public.benchmark_consents.given_by', 'public.benchmark_consents.revoked_by', 'public.client_actions.created_name',
        'public.client_actions.decided_by', 'public.client_actions.decided_name', 'public.consents.subject', 'public.imports.caller', 'public.invitations.person_id',
        'public.outbox.payload', 'public.people.email', 'public.product_events.caller', 'public.score_weights.caller', 'public.security_log.person_id',
      ]),
    );
    const answer = await erase(people, person.cookie);
    expect(answer.json()).toEqual({ erased: true });
    expect(answer.headers['clear-site-data']).toContain('cookies');
    expect(await traces(owner, person)).toEqual([]);
    expect((await people.get('/api/session', { cookie: person.cookie })).statusCode).toBe(401);
    expect((await erase(people, person.cookie)).statusCode).toBe(401);
  });

  test('leaves every figure as it was, and one somebody where they were', async ({ scene: { person, client, other }, database: { owner }, people }) => {
    const figures = async () => {
      const api = client.as({ now });
      const [score, history, goals, leads, list, actions] = await Promise.all([
        api.score.get({}), api.score.history({ from: '2026-10-01', to: '2026-10-20' }), api.goals.list({}), api.metrics.get({ metric: 'leads', from: '2026-10-01', to: '2026-10-20' }),
        api.metrics.list(), api.actions.list({ state: 'dismissed' }),
      ]);
      const events = await owner`
        select client_id, widget, name, count(*) as times, count(distinct caller) as callers, count(*) filter (where caller is null) as nobody
        from product_events where client_id in (${client.id}, ${other.id}) group by 1, 2, 3 order by 1, 2, 3
      `;
      const log = await owner`select count(*) as entries, count(distinct caller) as callers, count(distinct subject) as subjects from audit_log where client_id = ${client.id}`;
      return { score, history, goals, leads, list, counts: actions.counts, events: [...events], log: [...log] };
    };
    const before = await figures();
    expect(before.counts.dismissed).toBe(1);
    expect(before.events).not.toEqual([]);
    expect((await erase(people, person.cookie)).statusCode).toBe(200);
    expect(await figures()).toEqual(before);

    const { actions } = await client.as({ now }).actions.list({ state: 'dismissed' });
    expect(actions).toMatchObject([{ state: 'dismissed', decidedBy: null }]);
    const managers = await owner`
      select manager.name, manager.active, assignment.active as assigned
      from client_account_managers assignment join account_managers manager on manager.id = assignment.account_manager_id
      where assignment.client_id = ${other.id}
    `;
    expect(managers).toEqual([{ name: '–', active: false, assigned: false }]);
  });

  test('goes whole or not at all', async ({ scene: { person }, people, database: { owner } }) => {
    await owner`create function break_off() returns trigger language plpgsql as $$ begin raise exception 'broken off'; end $$`;
    // The last statement of the last client: all the others have run.
    await owner`create trigger break_off before update on score_weights for each row execute function break_off()`;
    const before = await everything(owner);
    await expect(erasePerson(owner, person.id)).rejects.toThrow('broken off');
    expect(await everything(owner)).toBe(before);
    expect((await erase(people, person.cookie)).json()).toMatchObject({ reason: 'internal' });
    expect(await traces(owner, person)).toContain('public.people.email');
    await owner`drop function break_off cascade`;
    expect(await erasePerson(owner, person.id)).toBe(true);
    expect(await erasePerson(owner, person.id)).toBe(false);
    expect(await traces(owner, person)).toEqual([]);
  });

  test('is not the only owner of a client', async ({ people, client, database: { owner } }) => {
    const person = await people.make();
    const cookie = await people.signIn(person);
    await owner`delete from memberships where client_id = ${client.id}`;
    await owner`insert into memberships (client_id, person_id, role) values (${client.id}, ${person.id}, 'owner')`;
    const before = await everything(owner);
    const refused = await erase(people, cookie);
    expect(refused.statusCode).toBe(409);
    expect(refused.json()).toMatchObject({ reason: 'conflict', message: expect.stringContaining(client.slug) });
    expect(await everything(owner)).toBe(before);
    await people.make({ client, role: 'owner' });
    expect((await erase(people, cookie)).statusCode).toBe(200);
  });

  test('is one of two owners who leave at once: the other stays', async ({ people, client, database: { owner } }) => {
    await owner`delete from memberships where client_id = ${client.id}`;
    const pair = [await people.make({ client, role: 'owner' }), await people.make({ client, role: 'owner' })];
    const left = await Promise.allSettled(pair.map(({ id }) => erasePerson(owner, id)));
    expect(left.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(left.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { reason: 'conflict' } });
    expect(await owner`select 1 from memberships where client_id = ${client.id} and role = 'owner'`).toHaveLength(1);
  });

  test('by the command line is gone as well', async ({ scene: { person }, people, client, database }) => {
    const { owner } = database;
    expect(await arco(database, 'erase', '--person', person.email.toUpperCase())).toEqual({ code: 0, json: { person: person.email, erased: true } });
    expect(await traces(owner, person)).toEqual([]);
    expect((await people.get('/api/session', { cookie: person.cookie })).statusCode).toBe(401);
    expect(await arco(database, 'erase', '--person', person.email)).toMatchObject({ code: 1, json: { error: { reason: 'not_found' } } });
    await owner`delete from memberships where client_id = ${client.id}`;
    const { email } = await people.make({ client, role: 'owner' });
    expect(await arco(database, 'erase', '--person', email)).toMatchObject({ code: 1, json: { error: { reason: 'conflict', message: expect.stringContaining(client.slug) } } });
    expect(await arco(database, 'erase')).toMatchObject({ code: 2, json: { error: { fields: [{ path: '--person' }] } } });
  });

  test('has proved who they are, on a page of our own', async ({ people, database: { owner } }) => {
    const person = await people.make();
    const cookie = await people.signIn(person);
    expect((await people.post('/api/session/erase', {}, { cookie, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' })).statusCode).toBe(403);
    await owner`update auth.sessions set confirmed_at = now() - interval '11 minutes' where person_id = ${person.id}`;
    const refused = await erase(people, cookie);
    expect(refused.statusCode).toBe(403);
    expect(refused.json()).toEqual({ reason: 'confirmation_required', code: 'CONFIRMATION_REQUIRED', message: expect.any(String), requestId: expect.any(String) });
    expect((await people.get('/api/session/export', { cookie })).json()).toMatchObject({ reason: 'confirmation_required', code: 'CONFIRMATION_REQUIRED' });
    expect((await people.post('/api/auth/confirm', { password: person.password }, { cookie })).statusCode).toBe(200);
    expect((await erase(people, cookie)).statusCode).toBe(200);
    expect((await people.get('/api/session/export', { cookie })).statusCode).toBe(401);
  });
});

test("sign-in's role sees of clients' tables who did it, and nothing else", async ({ database, client }) => {
  const auth = connect(database.url.auth, { max: 1 });
  for (const column of ['value', 'former', 'at', 'id']) await expect(auth`select ${auth(column)} from audit_log where client_id = ${client.id}`).rejects.toMatchObject({ code: '42501' });
  await expect(auth`update audit_log set action = 'x' where client_id = ${client.id}`).rejects.toMatchObject({ code: '42501' });
  await expect(auth`delete from audit_log where client_id = ${client.id}`).rejects.toMatchObject({ code: '42501' });
  for (const column of ['text', 'on_day']) await expect(auth`select ${auth(column)} from annotations where client_id = ${client.id}`).rejects.toMatchObject({ code: '42501' });
  await expect(auth`update benchmark_consents set revoked_at = now() where client_id = ${client.id}`).rejects.toMatchObject({ code: '42501' });
  await expect(auth`select target from client_goals where client_id = ${client.id}`).rejects.toMatchObject({ code: '42501' });
  await expect(database.sql`update audit_log set caller = 'x' where client_id = ${client.id}`).rejects.toMatchObject({ code: '42501' });
  await auth.end();
});
