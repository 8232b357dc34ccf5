import type { Services } from '../app.ts';
import { countInvitation } from '../auth/limits.ts';
import { ClientReads } from '../core/reads.ts';
import type { Context } from '../core/trpc.ts';
import type { Credentials } from '../embed/authenticate.ts';

export interface Made {
  context: Context;
  /** When the token behind it ends; none for a key. */
  expiresAt: Date | undefined;
}

/** Who asks, counted against their limit; whoever tries keys and tokens is slowed down by address. */
export async function makeContext(services: Services, credentials: Credentials, about: Pick<Context, 'language' | 'requestId'>): Promise<Made> {
  const { sql, authenticator, rates, changes, options } = services;
  const now = services.clock();
  const perMinute = options.requestsPerMinute ?? 1_200;
  const { caller, client, scopes, rows, bucket, expiresAt } = await authenticator.authenticate(credentials, now).catch(async (error: unknown) => {
    await rates.count(`refused:${credentials.address}`, { perMinute: Math.ceil(perMinute / 4) });
    throw error;
  });
  await rates.count(bucket, { perMinute });
  const reads = caller && client ? new ClientReads(options.readers, client.id, caller) : null;
  return { context: { sql, caller, client, scopes, rows, reads, changes, mail: services.mail, ...(client ? { countInvitation: (email: string) => countInvitation(rates, client.id, email) } : {}), now, ...about }, expiresAt };
}
