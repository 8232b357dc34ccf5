import { seal, unseal } from '../../core/seal.ts';
import { Ga4Error } from './ga4-error.ts';
import { Credentials } from './ga4.schema.ts';

/** A key of its own for each client: what is copied into another client's row cannot be opened there. */
const useOf = (clientId: string) => `ga4:${clientId}`;

export const sealCredentials = (secret: string, clientId: string, credentials: Credentials): Buffer => seal(secret, useOf(clientId), JSON.stringify(credentials));

/** Throws {@link Ga4Error} where they were sealed under another secret, or for another client. */
export function openCredentials(secret: string, clientId: string, sealed: Uint8Array): Credentials {
  const text = unseal(secret, useOf(clientId), sealed);
  if (text === undefined) throw new Ga4Error('invalid', 'The credentials were sealed under another ARCO_SECRET: connect again');
  return Credentials.parse(JSON.parse(text));
}
