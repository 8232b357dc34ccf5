import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { system } from '../core/access.ts';
import { addDays, addMonths, dayIn } from '../core/dates.ts';
import { withClient } from '../core/db.ts';
import { AppError } from '../core/errors.ts';
import { beside, ga4Now } from '../core/metrics/ga4-beside.ts';
import { connect, disconnect } from '../integrations/ga4/ga4-connect.ts';
import { syncDays, type Ga4 } from '../integrations/ga4/ga4-sync.ts';
import { findConnection } from '../integrations/ga4/ga4.queries.ts';
import { Credentials, PropertyId } from '../integrations/ga4/ga4.schema.ts';
import { command } from './command.ts';
import { client, day } from './fields.ts';
import { table } from './output.ts';
import type { Session } from './session.ts';

const BACKFILL_MONTHS = 14;

export const ga4Connect = command({
  name: 'ga4 connect',
  summary: 'Connects a property of Google Analytics 4, and keeps its credentials sealed',
  input: z.strictObject({
    client,
    property: PropertyId.describe('the number of a property, as Google Analytics shows it under its details'),
    credentials: z.string().min(1).describe("the JSON file of a service account's key, or of an OAuth agreement (authorized_user)"),
    from: day.optional().describe(`the first day to read, instead of ${BACKFILL_MONTHS} months ago`),
  }),
  example: 'arco ga4 connect --client moda --property 123456789 --credentials key.json',
  async run({ client: slug, property, credentials: path, from }, session) {
    const found = await session.client(slug);
    const wanted = { property, credentials: await readCredentials(path), from: from ?? addMonths(dayIn(found.timeZone, new Date()), -BACKFILL_MONTHS) };
    const { timeZone } = await connect(await session.service(), found.id, wanted, await ga4Of(session));
    if (timeZone !== found.timeZone) session.note(`Its days are those of ${timeZone}, and the client's are those of ${found.timeZone}`);
    session.note(`Delete ${path} once nothing else needs it`);
    return { json: { client: slug, property, timeZone, from: wanted.from }, text: `Property ${property} is connected. Next: arco ga4 sync --client ${slug}` };
  },
});

export const ga4Sync = command({
  name: 'ga4 sync',
  summary: 'Reads the days of Google Analytics that are new or may still change, now',
  input: z.strictObject({ client }),
  example: 'arco ga4 sync --client moda',
  async run({ client: slug }, session) {
    const { id } = await session.client(slug);
    const synced = await syncDays(await session.service(), id, await ga4Of(session), new Date());
    if (!synced) throw none(slug);
    const { days, changed, problem, detail } = synced;
    const text = `${days} days read, ${changed} new or changed${problem ? `; then ${problem}: ${detail}` : ''}`;
    return { json: { client: slug, ...synced }, text, ...(problem ? { refused: true as const } : {}) };
  },
});

const shown = ['visitors', 'sessions', 'pageviews', 'conversions', 'bounce_rate'] as const;
const SHOWN_DAYS = 28;

export const ga4Status = command({
  name: 'ga4 status',
  summary: 'Says how the reading of Google Analytics stands, and how its counts differ from ours',
  input: z.strictObject({ client }),
  example: 'arco ga4 status --client moda --json',
  async run({ client: slug }, session) {
    const found = await session.client(slug);
    const today = dayIn(found.timeZone, new Date());
    const window = { from: addDays(today, -SHOWN_DAYS), to: addDays(today, -1) };
    const { connection, live, figures } = await withClient(await session.service(), found.id, system, async (sql) => ({
      connection: await findConnection(sql),
      live: await ga4Now(sql),
      figures: await Promise.all(shown.map(async (metric) => ({ metric, beside: await beside(sql, metric, window) }))),
    }));
    if (!connection) throw none(slug);
    const { sealedCredentials: _, ...state } = connection;
    const against = figures.map(({ metric, beside: both }) => ({ metric, value: both!.value, own: both!.own, difference: both!.difference, days: both!.days }));
    const json = { client: slug, ...state, clientTimeZone: found.timeZone, sameDays: state.timeZone === found.timeZone, live, reconciliation: { ...window, figures: against } };
    const rows = [
      ['property', state.property],
      ['days of', state.timeZone === found.timeZone ? state.timeZone : `${state.timeZone}, and not ${found.timeZone} as the client's`],
      ['read until', state.syncedUntil ?? '–'],
      ['read at', state.syncedAt ?? '–'],
      ['held back', state.thresholded ? 'small counts, by Google' : 'nothing'],
      ['problem', state.problem ? `${state.problem} (${state.problemAt}): ${state.problemDetail}` : 'none'],
      ['active users', live ? `${live.users} in 30 minutes (${live.at})` : '–'],
    ];
    const lines = against.map(({ metric, value, own, difference, days }) => [metric, said(value), said(own), difference === null ? '–' : `${(difference * 100).toFixed(1)} %`, String(days)]);
    return { json, text: `${table(['what', 'is'], rows)}\n\n${table([`since ${window.from}`, 'theirs', 'ours', 'difference', 'days'], lines)}` };
  },
});

export const ga4Disconnect = command({
  name: 'ga4 disconnect',
  summary: 'Forgets the credentials of Google Analytics; the figures stay unless --forget',
  input: z.strictObject({ client, forget: z.boolean().default(false).describe('delete the figures that came from there too, as before another property') }),
  example: 'arco ga4 disconnect --client moda',
  async run({ client: slug, forget }, session) {
    const { id } = await session.client(slug);
    const { property, days } = await disconnect(await session.service(), id, { forget });
    return { json: { client: slug, property, daysDeleted: days }, text: `Property ${property} is disconnected${forget ? `, ${days} days deleted` : ''}` };
  },
});

const none = (slug: string) => new AppError('not_found', `No property of Google Analytics is connected to ${slug}: arco ga4 connect`);

const said = (value: number | null) => (value === null ? '–' : String(Math.round(value * 1000) / 1000));

async function ga4Of(session: Session): Promise<Ga4> {
  const { secret } = await session.signing();
  return { google: { analyticsUrl: session.env.ga4Url, tokenUrl: session.env.googleTokenUrl }, secret };
}

/** What is wrong with the file is said without a word of what is in it. */
async function readCredentials(path: string): Promise<Credentials> {
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw refused(`${path} cannot be read (${cause.code})`);
  });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw refused(`${path} is not JSON`);
  }
  const read = Credentials.safeParse(json);
  if (read.success) return read.data;
  const wrong = [...new Set(read.error.issues.map(({ path: field }) => field.join('.') || 'type'))];
  throw refused(`${path} is not the key of a service account nor an OAuth agreement: look at ${wrong.join(', ')}`);
}

const refused = (message: string) => new AppError('invalid_input', message, { fields: [{ path: '--credentials', expected: "the JSON file of a service account's key, or of an OAuth agreement" }] });
