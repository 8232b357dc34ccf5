import * as z from 'zod';
import { AppError } from '../core/errors.ts';
import { audited } from './audited.ts';
import { command } from './command.ts';
import { client, currency, timeZone } from './fields.ts';
import { table } from './output.ts';

interface ClientRow {
  slug: string;
  name: string;
  sector: string | null;
  timeZone: string;
  currency: string;
  createdAt: string;
}

export const clientCreate = command({
  name: 'client create',
  summary: 'Adds a client',
  positionals: ['slug'],
  input: z.strictObject({
    slug: client.describe('a short name in small letters, digits and hyphens, such as moda'),
    name: z.string().trim().min(1).max(200).describe('the name people read, of 1 to 200 characters'),
    sector: z.string().trim().min(1).max(100).optional().describe('what the client does, such as "fashion e-commerce"'),
    timeZone,
    currency,
  }),
  example: 'arco client create moda --name "Moda Viva" --sector fashion',
  async run(input, session) {
    const owner = await session.owner();
    const row = { ...input, sector: input.sector ?? null };
    const id = await audited(owner, async (tx) => {
      const [made] = await tx<{ id: string }[]>`
        insert into clients ${tx(row, 'slug', 'name', 'sector', 'timeZone', 'currency')} on conflict (slug) do nothing returning id
      `;
      if (!made) throw new AppError('conflict', `There is a client "${row.slug}" already`);
      return { result: made.id, clientId: made.id, entry: { action: 'client.create', subject: made.id, value: row } };
    });
    return { json: { id, ...row }, text: `Client ${row.slug} added. Next: arco key create --client ${row.slug} --kind publishable --origin https://…` };
  },
});

export const clientList = command({
  name: 'client list',
  summary: 'Lists the clients',
  input: z.strictObject({}),
  example: 'arco client list',
  async run(_input, session) {
    const owner = await session.owner();
    const clients = await owner<ClientRow[]>`select slug, name, sector, time_zone, currency, created_at from clients order by slug`;
    const rows = clients.map((each) => [each.slug, each.name, each.sector ?? '–', each.timeZone, each.currency]);
    return { json: { clients }, text: table(['slug', 'name', 'sector', 'time zone', 'currency'], rows) };
  },
});
