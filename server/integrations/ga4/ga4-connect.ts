import { system } from '../../core/access.ts';
import { audit } from '../../core/audit.ts';
import { announce } from '../../core/changes.ts';
import { addDays, dayIn, type Day } from '../../core/dates.ts';
import { withClient, type Sql } from '../../core/db.ts';
import { AppError, type Reason } from '../../core/errors.ts';
import { metricsChanged } from '../../core/metrics/changed.ts';
import { sealCredentials } from './ga4-credentials.ts';
import { Ga4Error } from './ga4-error.ts';
import type { Ga4 } from './ga4-sync.ts';
import { Ga4Client } from './ga4.client.ts';
import { deleteConnection, deleteDays, saveConnection } from './ga4.queries.ts';
import type { Credentials, Problem } from './ga4.schema.ts';

export interface Connecting {
  property: string;
  credentials: Credentials;
  /** The first day to read. */
  from: Day;
}

const reasons: Record<Problem, Reason> = { quota: 'rate_limited', denied: 'forbidden', unreachable: 'unavailable', invalid: 'invalid_input' };

/** Connects a client once Google has answered; its days are read afterwards. Answers the property's time zone. */
export async function connect(sql: Sql, clientId: string, { property, credentials, from }: Connecting, { google, secret }: Ga4): Promise<{ timeZone: string }> {
  const timeZone = await zoneOf(new Ga4Client(credentials, property, google));
  await withClient(sql, clientId, system, async (scoped) => {
    const saved = await saveConnection(scoped, { property, sealedCredentials: sealCredentials(secret, clientId, credentials), timeZone, backfillFrom: from });
    if (!saved) throw new AppError('conflict', 'Another property is connected, and the figures of two would be mixed. First: arco ga4 disconnect');
    await audit(scoped, system, { action: 'ga4.connect', subject: clientId, value: { property, timeZone, from, credentials: credentials.type } });
    await announce(scoped, 'traffic');
  });
  return { timeZone };
}

async function zoneOf(client: Ga4Client): Promise<string> {
  const day = addDays(dayIn('UTC', new Date()), -1);
  try {
    const { timeZone } = await client.daily({ from: day, to: day });
    if (timeZone === undefined) throw new Ga4Error('invalid', 'Google does not say in which time zone the property counts');
    return timeZone;
  } catch (error) {
    if (!(error instanceof Ga4Error)) throw error;
    const { retryAfter } = error;
    throw new AppError(reasons[error.problem], `Google Analytics: ${error.message}`, { cause: error, ...(retryAfter === undefined ? {} : { retryAfter }) });
  }
}

/** Forgets the credentials, and with `forget` the figures too. Throws `not_found` where nothing is connected. */
export async function disconnect(sql: Sql, clientId: string, { forget }: { forget: boolean }): Promise<{ property: string; days: number }> {
  return withClient(sql, clientId, system, async (scoped) => {
    const property = await deleteConnection(scoped);
    if (property === undefined && !forget) throw new AppError('not_found', 'No property of Google Analytics is connected');
    const days = forget ? await deleteDays(scoped) : 0;
    await audit(scoped, system, { action: 'ga4.disconnect', subject: clientId, value: { property: property ?? null, days } });
    await announce(scoped, 'traffic');
    if (days > 0) await metricsChanged(scoped);
    return { property: property ?? '–', days };
  });
}
