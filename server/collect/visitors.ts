import { hash, randomBytes } from 'node:crypto';
import { dayAt, dayIn, daysBetween, type Day } from '../core/dates.ts';
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
  readonly #salts = new Map<string, Promise<string>>();

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async name(arrival: Arrival, now: Date): Promise<Named> {
    const { timeZone, at } = arrival;
    const day = dayAt(timeZone, at.getTime());
    // What is told days later is of a day whose salt is gone, or never was.
    const today = dayAt(timeZone, now.getTime());
    if (day !== today && Math.abs(daysBetween(day, today) - 1) > 1) return { visitor: hashOf(await this.#imported(day), arrival) };
    const visitor = hashOf(await this.#salt(day), arrival);
    const before = dayAt(timeZone, at.getTime() - OVERLAP_HOURS * 3_600_000);
    if (before === day) return { visitor };
    const salt = await this.#salt(before, false);
    return { visitor, former: salt.length > 0 ? hashOf(salt, arrival) : undefined };
  }

  /** The salt of a day; empty where there is none and none is to be made. */
  #salt(day: Day, make = true): Promise<string> {
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

  async #read(day: Day, make: boolean): Promise<string> {
    const sql = this.#sql;
    if (make) await sql`insert into visitor_salts (day, salt) values (${day}, ${randomBytes(32)}) on conflict do nothing`;
    const [row] = await sql<{ salt: Buffer }[]>`select salt from visitor_salts where day = ${day}`;
    return row?.salt.toString('hex') ?? '';
  }

  async #imported(day: Day): Promise<string> {
    let salt = this.#salts.get('import');
    if (!salt) {
      salt = this.#readImport();
      this.#salts.set('import', salt);
      salt.catch(() => this.#salts.delete('import'));
    }
    return hash('sha256', `${await salt}\0${day}`);
  }

  async #readImport(): Promise<string> {
    const sql = this.#sql;
    await sql`insert into import_salts (name, salt) values ('visitors', ${randomBytes(32)}) on conflict do nothing`;
    const [row] = await sql<{ salt: Buffer }[]>`select salt from import_salts where name = 'visitors'`;
    return row!.salt.toString('hex');
  }
}

/** Of an id that the visitor agreed to: the same for ever, and only for this client. */
export const consentedVisitor = (clientId: string, id: string) => uuidOf(`${clientId}\0${id}`);

let lately = { salt: '', clientId: '', address: '', userAgent: '', visitor: '' };

/** A request brings up to a hundred hits of one visitor, and a hash is what a hit costs most of. */
function hashOf(salt: string, { clientId, address, userAgent }: Arrival): string {
  if (lately.salt !== salt || lately.clientId !== clientId || lately.address !== address || lately.userAgent !== userAgent) {
    lately = { salt, clientId, address, userAgent, visitor: uuidOf(`${salt}\0${clientId}\0${address}\0${userAgent}`) };
  }
  return lately.visitor;
}

const uuidOf = (text: string) => hash('sha256', text).slice(0, 32);

/** Forgets salts of days that are over everywhere, and whose visits at midnight have ended. */
export async function forgetSalts(sql: Sql, now: Date): Promise<void> {
  // A day ends last twelve hours west of Greenwich.
  const over = dayIn('Etc/GMT+12', new Date(now.getTime() - OVERLAP_HOURS * 3_600_000));
  await sql`delete from visitor_salts where day < ${over}`;
}
