import type { Sql } from './db.ts';
import { Remembered } from './remembered.ts';

/** A customer of ARCO, as far as every module needs to know it. */
export interface Client {
  id: string;
  slug: string;
  name: string;
  sector: string | null;
  /** IANA zone; a day is a day in it. */
  timeZone: string;
  /** ISO 4217. */
  currency: string;
}

export async function findClient(sql: Sql, by: { id: string } | { slug: string }): Promise<Client | undefined> {
  const id = 'id' in by ? by.id : null;
  const slug = 'slug' in by ? by.slug : null;
  const [client] = await sql<Client[]>`
    select id, slug, name, sector, time_zone, currency from arco.find_client(${id}::uuid, ${slug})
  `;
  return client;
}

const KEPT_MS = 5_000;

/** Clients by id, each read at most every five seconds: name, zone and currency change a few times in their life. */
export class ClientDirectory extends Remembered<Client | undefined> {
  constructor(sql: Sql) {
    super((id) => findClient(sql, { id }), KEPT_MS);
  }
}
