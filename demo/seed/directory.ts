import { setPassword } from '../../server/auth/set-password.ts';
import { anyLoopback } from '../../server/core/access.ts';
import type { Sql } from '../../server/core/db.ts';
import { createKey, findPublishableKey, findSecretKey } from '../../server/embed/keys.ts';
import { shops } from './shops.ts';

const people = [
  { email: 'cliente@moda.example', name: 'Marina Castro', staffRole: null },
  { email: 'vendas@moda.example', name: 'Rafael Nunes', staffRole: null },
  { email: 'dona@padaria.example', name: 'Lúcia Ferraz', staffRole: null },
  { email: 'ana@arco.example', name: 'Ana Paula Souza', staffRole: null },
  { email: 'suporte@arco.example', name: 'Bruno Tavares', staffRole: 'agent' },
  { email: 'admin@arco.example', name: 'Helena Prado', staffRole: 'admin' },
];

/** Of everybody in the demo. */
const password = 'demo-arco-2026';

const members = [
  { slug: 'moda', email: 'cliente@moda.example', role: 'owner' },
  { slug: 'moda', email: 'vendas@moda.example', role: 'viewer' },
  { slug: 'padaria', email: 'dona@padaria.example', role: 'owner' },
];

const manager = {
  name: 'Ana Paula Souza',
  email: 'ana@arco.example',
  phone: '(11) 99999-9999',
  bio: 'Cuida de lojas de moda há nove anos.',
  specialties: ['e-commerce', 'mídia paga'],
};

/** Writes clients, people, their rights and keys. What is there stays as it is. `owner` is a connection of the owner's role. */
export async function fillDirectory(owner: Sql): Promise<void> {
  const clients = shops.map(({ slug, name, sector }) => ({ slug, name, sector }));
  await owner`insert into clients ${owner(clients)} on conflict (slug) do nothing`;
  await owner`insert into people ${owner(people)} on conflict (email) do nothing`;
  for (const { slug, email, role } of members) {
    await owner`
      insert into memberships (client_id, person_id, role)
      select clients.id, people.id, ${role} from clients, people where clients.slug = ${slug} and people.email = ${email}
      on conflict (client_id, person_id) do nothing
    `;
  }
  await givePasswords(owner);
  await assignManager(owner);
  for (const { slug } of shops) await giveKeys(owner, slug);
}

async function assignManager(owner: Sql): Promise<void> {
  await owner`
    insert into account_managers (person_id, name, email, phone, bio, specialties)
    select id, ${manager.name}, email, ${manager.phone}, ${manager.bio}, ${manager.specialties} from people where email = ${manager.email}
    on conflict (email) do nothing
  `;
  await owner`
    insert into client_account_managers (client_id, account_manager_id)
    select clients.id, account_managers.id
    from clients, account_managers
    where clients.slug = 'moda' and account_managers.email = ${manager.email}
    on conflict (client_id, account_manager_id) do nothing
  `;
}

/** One password that everybody knows, for whoever has none. */
async function givePasswords(owner: Sql): Promise<void> {
  const without = await owner<{ id: string }[]>`
    select id from people
    where email in ${owner(people.map(({ email }) => email))} and not exists (select from auth.accounts where person_id = people.id)
  `;
  for (const { id } of without) await setPassword(owner, id, password);
}

/** Keys that everybody knows: they work on this machine alone, and `serve` refuses the database they are in. */
async function giveKeys(owner: Sql, slug: string): Promise<void> {
  const [client] = await owner<{ id: string }[]>`select id from clients where slug = ${slug}`;
  const test = { clientId: client!.id, test: true, origins: [anyLoopback] };
  const [publishable, secret] = [`pk_test_demo_${slug}`, `sk_test_demo_${slug}`];
  if (!(await findPublishableKey(owner, publishable))) await createKey(owner, { ...test, kind: 'publishable', value: publishable });
  if (!(await findSecretKey(owner, secret))) await createKey(owner, { ...test, kind: 'secret', value: secret });
}
