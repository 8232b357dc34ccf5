import { randomUUID } from 'node:crypto';
import type postgres from 'postgres';
import type { ISql } from 'postgres';
import { system } from '../core/access.ts';
import { enter } from '../core/db.ts';
import { AppError, fromDatabase } from '../core/errors.ts';

/** A pool of the owner's role, or of sign-in's. */
export type Eraser = Pick<postgres.Sql, 'begin'>;

interface Person {
  id: string;
  email: string;
  name: string;
}

interface Erasing extends Person {
  client: string;
  /** What stands where the person's id stood. */
  instead: string;
}

/** What clients' tables say of a person, in their order: the name on a card goes by what the record of changes says. */
const copies: readonly ((tx: ISql, erasing: Erasing) => PromiseLike<unknown>)[] = [
  (tx, { client, id, name }) => tx`
    update client_actions card set created_name = null
    where client_id = ${client} and created_name is not null and (
      exists (select from audit_log where client_id = ${client} and action = 'actions.create' and subject = card.id and caller_kind <> 'key' and caller = ${id})
      -- A card of before there was a record: only where the person has ever done something.
      or (created_name = ${name} and not exists (select from audit_log where client_id = ${client} and action = 'actions.create' and subject = card.id)
        and exists (select from audit_log where client_id = ${client} and caller_kind <> 'key' and caller = ${id}))
    )
  `,
  (tx, { client, id, email, instead }) => tx`
    update client_actions set decided_by = ${instead}, decided_name = null where client_id = ${client} and decided_kind <> 'key' and decided_by in (${id}, ${email})
  `,
  (tx, { client, id, email, instead }) => tx`update audit_log set caller = ${instead} where client_id = ${client} and caller_kind <> 'key' and caller in (${id}, ${email})`,
  (tx, { client, id, instead }) => tx`update audit_log set subject = ${instead}::uuid where client_id = ${client} and subject = ${id}::uuid`,
  (tx, { client, id, email, instead }) => tx`update product_events set caller = ${instead} where client_id = ${client} and caller_kind <> 'key' and caller in (${id}, ${email})`,
  (tx, { client, id, email, instead }) => tx`update imports set caller = ${instead} where client_id = ${client} and caller_kind <> 'key' and caller in (${id}, ${email})`,
  (tx, { client, id, instead }) => tx`update annotations set caller = ${instead} where client_id = ${client} and caller = ${id}`,
  (tx, { client, id, instead }) => tx`
    update benchmark_consents
    set given_by = case given_by when ${id} then ${instead} else given_by end, revoked_by = case revoked_by when ${id} then ${instead} else revoked_by end
    where client_id = ${client} and ${id} in (given_by, revoked_by)
  `,
  (tx, { client, id, email, instead }) => tx`update score_weights set caller = ${instead} where client_id = ${client} and caller in (${id}, ${email})`,
];

/**
 * Erases a person in one transaction; answers false where there is nobody of that id. Throws `conflict` where they are the
 * only owner of a client, and names it.
 *
 * In what clients keep, a random id takes the place of theirs: another in each client, and written down nowhere. Counts of
 * who did what so stay as they are, and lead to nobody.
 *
 * The service's role adds to the record of changes and never edits it, and no function of the owner's may touch a client's
 * table (rule 6 of sharding). So it is sign-in's role that does this for a signed-in person, as the owner's does it for the
 * command line: it enters each client as anything else does, and may write the columns that say who, and no other. A job
 * would leave the id standing until it had run, and would need the same right. Every client is looked through, since a
 * person who has left one is still named there: nine statements a client, which an index answers.
 */
export async function erasePerson(pool: Eraser, id: string): Promise<boolean> {
  try {
    const erased = await pool.begin(async (tx) => {
      const [found] = await tx<{ person: Omit<Person, 'id'> | null }[]>`select arco.erase_person(${id}::uuid) as person`;
      if (!found?.person) return false;
      const clients = await tx<{ id: string }[]>`select id from arco.list_clients()`;
      for (const { id: client } of clients) {
        const erasing = { ...found.person, id, client, instead: randomUUID() };
        await Promise.all([enter(tx, client, system).execute(), ...copies.map((erase) => erase(tx, erasing))]);
      }
      return true;
    });
    return erased as boolean;
  } catch (error) {
    const { code, detail } = error as { code?: string; detail?: string };
    if (code === 'AR004') throw new AppError('conflict', `This person is the only owner of ${detail}. Give it another owner first`, { cause: error });
    throw fromDatabase(error);
  }
}
