import * as z from 'zod';
import { AppError } from '../core/errors.ts';
import { command } from './command.ts';
import { email } from './fields.ts';
import { table } from './output.ts';

interface ListedPerson {
  email: string;
  name: string;
  staff: string | null;
  clients: string[];
  state: 'active' | 'invited' | 'disabled' | 'without a client';
  secondFactor: boolean;
}

export const userList = command({
  name: 'user list',
  summary: 'Lists people, what they may see, and whether they have been in',
  input: z.strictObject({}),
  example: 'arco user list',
  async run(_input, session) {
    const owner = await session.owner();
    const people = await owner<ListedPerson[]>`
      select
        people.email, people.name,
        coalesce(people.staff_role, case when exists (select from account_managers where person_id = people.id and active) then 'manager' end) as staff,
        array(select clients.slug || ' (' || seen.role || ')' from arco.clients_of(people.id) seen join clients on clients.id = seen.id where seen.role not in ('agent', 'admin') order by 1) as clients,
        case
          when people.disabled_at is not null then 'disabled'
          when not people.email_verified then 'invited'
          when people.staff_role is null and not exists (select from arco.clients_of(people.id)) then 'without a client'
          else 'active'
        end as state,
        people.two_factor_enabled as second_factor
      from people order by people.email
    `;
    const rows = people.map((person) => [person.email, person.name, person.staff ?? '–', person.clients.join(', ') || '–', person.state, person.secondFactor ? 'on' : 'off']);
    return { json: { people }, text: table(['e-mail', 'name', 'at ARCO', 'clients', 'state', 'second factor'], rows) };
  },
});

export const userDisable = command({
  name: 'user disable',
  summary: 'Bars a person: what they have open ends within seconds, and they do not get in again',
  positionals: ['email'],
  input: z.strictObject({ email }),
  example: 'arco user disable vendas@moda.example',
  async run({ email: address }, session) {
    await (await session.owner()).begin(async (tx) => {
      const [person] = await tx<{ id: string }[]>`update people set disabled_at = coalesce(disabled_at, ${new Date()}) where email = ${address} returning id`;
      if (!person) throw unknown(address);
      await tx`delete from auth.sessions where person_id = ${person.id}`;
      await tx`select arco.record_security(${person.id}, 'user.disable', null, null, null, null)`;
    });
    return { json: { email: address, disabled: true }, text: `${address} is barred` };
  },
});

export const userEnable = command({
  name: 'user enable',
  summary: 'Lets a person in again who was barred',
  positionals: ['email'],
  input: z.strictObject({ email }),
  example: 'arco user enable vendas@moda.example',
  async run({ email: address }, session) {
    await (await session.owner()).begin(async (tx) => {
      const [person] = await tx<{ id: string }[]>`update people set disabled_at = null where email = ${address} returning id`;
      if (!person) throw unknown(address);
      await tx`select arco.record_security(${person.id}, 'user.enable', null, null, null, null)`;
    });
    return { json: { email: address, disabled: false }, text: `${address} may sign in again` };
  },
});

const unknown = (address: string) => new AppError('not_found', `There is no person ${address}. The list: arco user list`);
