import type { Client } from '../../server/core/clients.ts';
import { addDays, addMonths, dayIn, daysBetween, periodOf, type Day } from '../../server/core/dates.ts';
import type { ClientSql } from '../../server/core/db.ts';
import { measureEffects, suggestActions } from '../../server/modules/actions/actions.jobs.ts';
import { recordScores } from '../../server/modules/score/score.jobs.ts';
import { advices, type Advice } from './advice.ts';
import type { Filled } from './history.ts';
import { randomOf } from './random.ts';

const MANAGER = 'Ana Paula Souza';
/** Of what is written in the first place, so many cards wait for somebody when the demo is first shown. */
const OPEN = 2;

/** What people did with advice and goals over the months, then what the rules find today, and the score of every day. */
export async function fillActions(sql: ClientSql, client: Client, { from, to, whole }: Filled, now: Date): Promise<void> {
  const today = dayIn(client.timeZone, now);
  if (whole) {
    const person = await findPerson(sql, client);
    await insertActions(sql, [...written(client.slug, from, to), ...opened(client.slug, to)], person);
    await promoteRisks(sql, client.slug, person, today);
    await reviewGoals(sql, person, today);
    await measureEffects(sql, client, today);
  }
  await suggestActions(sql, client, today, now);
  await recordScores(sql, client, today, now);
}

interface Person {
  id: string;
  name: string;
}

async function findPerson(sql: ClientSql, { slug, id }: Client): Promise<Person> {
  const email = slug === 'moda' ? 'cliente@moda.example' : 'dona@padaria.example';
  const [person] = await sql<Person[]>`select person_id as id, name from arco.find_member(${email}, ${id})`;
  return person!;
}

type State = 'open' | 'completed' | 'dismissed' | 'snoozed';

interface Seen {
  state: State;
  reason: string | null;
  snoozedUntil: Day | null;
  decidedOn: Day | null;
}

type Written = Advice & Seen & { createdOn: Day };

const unseen: Seen = { state: 'open', reason: null, snoozedUntil: null, decidedOn: null };

/** A piece of advice nearly every week, in turn, until last week. The shop has come to see to them sooner. */
function written(slug: string, from: Day, to: Day): Written[] {
  const later = advices[slug]!.slice(OPEN);
  const made: Written[] = [];
  for (let month = addMonths(periodOf('month', from).from, 1); month <= to; month = addMonths(month, 1)) {
    for (const day of [2, 9, 16, 24]) {
      const createdOn = addDays(month, day);
      if (daysBetween(createdOn, to) > 6) made.push({ ...later[made.length % later.length]!, createdOn, ...seenTo(`${slug} ${createdOn}`, createdOn, to) });
    }
  }
  return made;
}

const RECENT_DAYS = 40;

function seenTo(name: string, createdOn: Day, to: Day): Seen {
  const random = randomOf(name);
  const isRecent = daysBetween(createdOn, to) < RECENT_DAYS;
  const decidedOn = addDays(createdOn, 1 + Math.floor(random() * (isRecent ? 4 : 24)));
  const what = random();
  if (what < 0.12) return { state: 'dismissed', reason: 'done_otherwise', snoozedUntil: null, decidedOn };
  return { ...unseen, state: 'completed', decidedOn };
}

const opened = (slug: string, to: Day): Written[] => advices[slug]!.slice(0, OPEN).map((each, index) => ({ ...each, ...unseen, createdOn: addDays(to, -3 + index) }));

const at = (day: Day, hour: number) => `${day}T${String(hour).padStart(2, '0')}:20:00Z`;

async function insertActions(sql: ClientSql, all: readonly Written[], { id, name }: Person): Promise<void> {
  const rows = all.map(({ kind, title, text, expectedCents, probability, minutes, state, reason, snoozedUntil, createdOn, decidedOn }) => ({
    kind,
    params: { title, text },
    expected_cents: expectedCents,
    probability,
    minutes,
    state,
    reason,
    snoozed_until: snoozedUntil,
    created_at: at(createdOn, 13),
    ...(decidedOn ? { decided_at: at(decidedOn, 17), decided_kind: 'member', decided_by: id, decided_name: name } : {}),
  }));
  await sql`
    insert into client_actions (
      client_id, kind, code, params, expected_cents, probability, minutes, state, reason, snoozed_until,
      decided_at, decided_kind, decided_by, decided_name, created_name, created_at
    )
    select ${sql.clientId}::uuid, kind, 'custom', params, expected_cents, probability, minutes, state, reason, snoozed_until,
      decided_at, decided_kind, decided_by, decided_name, ${MANAGER}, created_at
    from jsonb_populate_recordset(null::client_actions, ${sql.json(rows as never)})
    returning id
  `;
}

interface Risk {
  goalId: string;
  date: Day;
  metric: string;
  target: number;
  low: number;
  expected: number;
  high: number;
  startsOn: Day;
  endsOn: Day;
}

/** The evenings on which a goal was first seen to be out of reach, as the rule would have said the next morning. */
async function promoteRisks(sql: ClientSql, slug: string, { id: person, name }: Person, today: Day): Promise<void> {
  const risks = await sql<Risk[]>`
    select distinct on (goal_id)
      progress.goal_id, progress.date, goal.metric, goal.target, progress.low, progress.expected, progress.high, goal.starts_on, goal.ends_on
    from goal_progress progress
    join client_goals goal on goal.client_id = progress.client_id and goal.id = progress.goal_id
    where progress.client_id = ${sql.clientId} and progress.status = 'at_risk' and progress.date > goal.starts_on + 5
      -- Later ones are for the rule itself to find.
      and progress.date < ${today}::date - 30
    order by goal_id, date
  `;
  const rows = risks.map(({ goalId, date, metric, target, low, expected: value, high, startsOn, endsOn }) => {
    const { state, reason, snoozedUntil, decidedOn } = seenTo(`${slug} ${metric} ${date}`, date, today);
    const expectedCents = metric === 'revenue' ? Math.round(Math.abs(target - value)) : null;
    return {
      subject: goalId,
      evidence: { metric, value, reference: target, low, high, from: startsOn, to: endsOn },
      expected_cents: expectedCents,
      created_on: addDays(date, 1),
      created_at: at(addDays(date, 1), 9),
      state,
      reason,
      snoozed_until: snoozedUntil,
      decided_at: decidedOn && at(addDays(decidedOn, 1), 18),
    };
  });
  await sql`
    with row as (
      select * from jsonb_to_recordset(${sql.json(rows as never)}) as row (
        subject text, evidence jsonb, expected_cents bigint, created_on date, created_at timestamptz,
        state text, reason text, snoozed_until date, decided_at timestamptz
      )
    ), made as (
      insert into recommendations (client_id, rule, subject, evidence, expected_cents, probability, minutes, created_on, created_at)
      select ${sql.clientId}::uuid, 'goal_at_risk', subject, evidence, expected_cents, 0.3, 20, created_on, created_at from row
      returning id, subject, created_on
    )
    insert into client_actions (
      client_id, recommendation_id, kind, code, expected_cents, probability, minutes, state, reason, snoozed_until,
      decided_at, decided_kind, decided_by, decided_name, created_at
    )
    select ${sql.clientId}::uuid, made.id, 'urgent', 'goal_at_risk', expected_cents, 0.3, 20, state, reason, snoozed_until,
      decided_at, 'member', ${person}, ${name}, created_at
    from row join made using (subject, created_on)
    returning id
  `;
}

/** Somebody looks into some of the goals around the middle of their month, and into all of the month that runs. */
async function reviewGoals(sql: ClientSql, { id }: Person, today: Day): Promise<void> {
  await sql`
    insert into product_events (client_id, caller_kind, caller, widget, name, subject, at)
    select client_id, 'member', ${id}, 'goals', 'review', id, least(starts_on + interval '11 days 15 hours', ${today}::date - interval '9 hours')
    from client_goals
    where client_id = ${sql.clientId} and starts_on < ${today}::date
      and (ends_on >= ${today}::date or extract(month from starts_on)::int % 3 <> length(metric) % 3)
    returning id
  `;
}
