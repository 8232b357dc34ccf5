import type { Caller } from './access.ts';
import type { ClientSql } from './db.ts';

export interface ProductEvent {
  /** The module whose widget was used. */
  widget: string;
  /** What was done with it, such as `create`. */
  name: string;
  subject?: string;
  at: Date;
}

/** Records that somebody did something with a widget. Opening a page is not one: only what the person chose to do counts. */
export async function recordEvent(sql: ClientSql, caller: Caller, { widget, name, subject, at }: ProductEvent): Promise<void> {
  await sql`
    insert into product_events (client_id, caller_kind, caller, widget, name, subject, at)
    values (${sql.clientId}, ${caller.kind}, ${caller.label}, ${widget}, ${name}, ${subject ?? null}, ${at})
  `;
}
