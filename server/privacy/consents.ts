import type { ISql } from 'postgres';

/** Whose agreement it is. */
export interface ConsentSubject {
  kind: 'person' | 'visitor' | 'lead';
  /** A person's or lead's id, or the visitor's as the host gave it. */
  id: string;
  /** The client that asked for it; null for ARCO's own terms. */
  client: string | null;
}

export interface Consent {
  /** What it allows, such as `terms`. */
  purpose: string;
  /** Of the text that was shown. */
  version: string;
  /** The act by which it was given, such as `invitation`. */
  how: string;
  /** What shows that it was given, as ids and codes. */
  evidence?: Record<string, string | number | boolean>;
}

/** Records an agreement, and answers its id. Agreeing again to the same version answers the one that stands. */
export async function recordConsent(sql: ISql, { kind, id, client }: ConsentSubject, { purpose, version, how, evidence }: Consent): Promise<string> {
  const [made] = await sql<{ id: string }[]>`
    select arco.record_consent(${kind}, ${id}, ${client}::uuid, ${purpose}, ${version}, ${how}, ${evidence ? sql.json(evidence) : null}) as id
  `;
  return made!.id;
}

/** Ends every agreement to a purpose, whatever its version, and answers how many there were. They stay on record. */
export async function withdrawConsent(sql: ISql, { kind, id, client }: ConsentSubject, purpose: string): Promise<number> {
  const [ended] = await sql<{ count: number }[]>`select arco.withdraw_consent(${kind}, ${id}, ${client}::uuid, ${purpose}) as count`;
  return ended!.count;
}
