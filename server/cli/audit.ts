import * as z from 'zod';
import { system } from '../core/access.ts';
import { withClient } from '../core/db.ts';
import { listAudit } from '../modules/audit/audit.queries.ts';
import { command } from './command.ts';
import { client } from './fields.ts';
import { table } from './output.ts';

const limit = z.coerce.number().int().min(1).max(500).default(50).describe('how many, the newest first; 500 at most');

export const auditList = command({
  name: 'audit',
  summary: 'Shows what was done to a client: keys, tokens, roles, goals, exports',
  input: z.strictObject({ client, limit }),
  example: 'arco audit --client moda',
  async run({ client: slug, limit: most }, session) {
    const { id } = await session.client(slug);
    const entries = await withClient(await session.service(), id, system, (sql) => listAudit(sql, new Date().toISOString(), most));
    const rows = entries.map(({ at, callerKind, caller, action, subject }) => [at, callerKind, caller ?? '–', action, subject ?? '–']);
    return { json: { entries }, text: table(['at', 'as', 'caller', 'what', 'to'], rows) };
  },
});

export const auditSecurity = command({
  name: 'audit security',
  summary: 'Shows what happened around signing in',
  input: z.strictObject({ limit }),
  example: 'arco audit security --limit 100',
  async run({ limit: most }, session) {
    const owner = await session.owner();
    const events = await owner<{ at: string; person: string | null; action: string; address: string | null; device: string | null }[]>`
      select security_log.at, people.email as person, action, address, device
      from security_log left join people on people.id = security_log.person_id
      order by security_log.at desc limit ${most}
    `;
    const rows = events.map(({ at, person, action, address, device }) => [at, person ?? '–', action, address || '–', device || '–']);
    return { json: { events }, text: table(['at', 'person', 'what', 'network', 'device'], rows) };
  },
});
