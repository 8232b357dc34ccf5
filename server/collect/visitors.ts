import { createHash, createHmac, randomBytes } from 'node:crypto';
import { addDays, dayIn, daysBetween, type Day } from '../core/dates.ts';
import type { Sql } from '../core/db.ts';

/** Who came, as far as a request tells. */
export interface Arrival {
  clientId: string;
  timeZone: string;
  at: Date;
  address: string;
  userAgent: string;
}

/** A visitor's name for a day, and the one of the day before while visits that were open at midnight may go on. */
export interface Named {
  visitor: string;
  former?: string | undefined;
}

/** How long into a day a visit of the day before may go on. */
const OVERLAP_HOURS = 6;

/**
 * Names visitors without keeping anything of theirs: a hash of address and browser under a salt that is forgotten a day
 * later, after which nobody can tell who it was, or whether somebody came back.
 */
export class Visitors {
  readonly #sql: Sql;
  readonly #salts = new Map<string, Promise<Buffer>>();

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async name(arrival: Arrival, now: Date): Promise<Named> {
    const { timeZone, at } = arrival;
    const day = dayOf(timeZone, at);
    // What is told days later is of a day whose salt is gone, or never was.
    if (Math.abs(daysBetween(day, dayOf(timeZone, now)) - 1) > 1) return { visitor: hashOf(await this.#imported(day), arrival) };
    const visitor = hashOf(await this.#salt(day), arrival);
    const before = new Date(at.getTime() - OVERLAP_HOURS * 3_600_000);
    const yesterday = addDays(day, -1);
    if (dayOf(timeZone, before) !== yesterday) return { visitor };
    const salt = await this.#salt(yesterday, false);
    return { visitor, former: salt.length > 0 ? hashOf(salt, arrival) : undefined };
  }

  /** The salt of a day; empty where there is none and none is to be made. */
  #salt(day: Day, make = true): Promise<Buffer> {
    const key = `${day} ${make}`;
    const known = this.#salts.get(key);
    if (known) return known;
    // The day is over for everybody else by the time that a fourth begins.
    if (this.#salts.size > 8) this.#salts.clear();
    const salt = this.#read(day, make);
    this.#salts.set(key, salt);
    salt.catch(() => this.#salts.delete(key));
    return salt;
  }

  async #read(day: Day, make: boolean): Promise<Buffer> {
    const sql = this.#sql;
    if (make) await sql`insert into visitor_salts (day, salt) values (${day}, ${randomBytes(32)}) on conflict do nothing`;
    const [row] = await sql<{ salt: Buffer }[]>`select salt from visitor_salts where day = ${day}`;
    return row?.salt ?? Buffer.alloc(0);
  }

  async #imported(day: Day): Promise<Buffer> {
    let salt = this.#salts.get('import');
    if (!salt) {
      salt = this.#readImport();
      this.#salts.set('import', salt);
      salt.catch(() => this.#salts.delete('import'));
    }
    return createHmac('sha256', await salt).update(day).digest();
  }

  async #readImport(): Promise<Buffer> {
    const sql = this.#sql;
    await sql`insert into import_salts (name, salt) values ('visitors', ${randomBytes(32)}) on conflict do nothing`;
    const [row] = await sql<{ salt: Buffer }[]>`select salt from import_salts where name = 'visitors'`;
    return row!.salt;
  }
}

/** Of an id that the visitor agreed to: the same for ever, and only for this client. */
export function consentedVisitor(clientId: string, id: string): string {
  return uuidOf(createHash('sha256').update(`${clientId}\0${id}`).digest());
}

const hashOf = (salt: Buffer, { clientId, address, userAgent }: Arrival) =>
  uuidOf(createHmac('sha256', salt).update(`${clientId}\0${address}\0${userAgent}`).digest());

const uuidOf = (hash: Buffer) => hash.toString('hex', 0, 16);

let lately = { timeZone: '', minute: 0, day: '' };

/** A day is the same for a whole minute, and asking the calendar costs more than the hash. */
function dayOf(timeZone: string, at: Date): Day {
  const minute = Math.floor(at.getTime() / 60_000);
  if (lately.minute !== minute || lately.timeZone !== timeZone) lately = { timeZone, minute, day: dayIn(timeZone, at) };
  return lately.day;
}

/** Forgets salts of days that are over everywhere, and whose visits at midnight have ended. */
export async function forgetSalts(sql: Sql, now: Date): Promise<void> {
  // A day ends last twelve hours west of Greenwich.
  const over = dayIn('Etc/GMT+12', new Date(now.getTime() - OVERLAP_HOURS * 3_600_000));
  await sql`delete from visitor_salts where day < ${over}`;
}
