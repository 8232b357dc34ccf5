import { publicUrl } from '../../test/app.ts';
import type { TestClient } from '../../test/fixtures.ts';
import { test as base, type People } from './people.ts';

/** A person with a browser, who calls procedures. */
export interface Keeper {
  cookie: string;
  /** Of the page they are on. */
  origin: string;
  id: string;
  query(name: string, input?: object): Promise<unknown>;
  mutate(name: string, input: object): Promise<unknown>;
}

export const test = base.extend<{ as: (role: 'owner' | 'viewer' | 'admin' | 'manager', client: TestClient) => Promise<Keeper> }>({
  as: async ({ people }, use) => use((role, client) => keeper(people, role, client)),
});

/** A person with a browser; answers are data, or the reason for which not. */
async function keeper(people: People, role: 'owner' | 'viewer' | 'admin' | 'manager', client: TestClient): Promise<Keeper> {
  const person = await people.make({ client, role });
  const cookie = await people.signIn(person);
  const headers = { authorization: `Bearer ${await people.token(cookie, client.slug)}`, origin: publicUrl };
  const read = ({ result, error }: { result?: { data: unknown }; error?: { data: { reason: string } } }) => (error ? error.data.reason : result!.data);
  return {
    cookie,
    origin: publicUrl,
    id: person.id,
    query: async (name, input) => read((await people.app.inject({ url: `/api/trpc/${name}${input ? `?input=${encodeURIComponent(JSON.stringify(input))}` : ''}`, headers })).json()),
    mutate: async (name, input) => read((await people.app.inject({ method: 'POST', url: `/api/trpc/${name}`, headers: { ...headers, 'content-type': 'application/json' }, payload: JSON.stringify(input) })).json()),
  };
}
