import { hashPassword } from 'better-auth/crypto';
import type { LightMyRequestResponse } from 'fastify';
import { randomInt, randomUUID } from 'node:crypto';
import { testApp } from '../../test/app.ts';
import { test as base, type TestClient } from '../../test/fixtures.ts';
import type { AppOptions } from '../../app.ts';
import type { Sql } from '../../core/db.ts';
import type { Role } from '../../core/rights.ts';
import { setPassword } from '../set-password.ts';
import { publicUrl } from '../../test/app.ts';

export interface MadePerson {
  id: string;
  email: string;
  password: string;
}

type App = Awaited<ReturnType<typeof testApp>>;

/** Of everybody who needs none of their own: to hash one takes a tenth of a second, and there are hundreds. */
const shared = 'uma senha para todos os testes';
let hash: Promise<string> | undefined;

async function giveShared(owner: Sql, person: string): Promise<void> {
  hash ??= hashPassword(shared);
  const row = { personId: person, accountId: person, providerId: 'credential', password: await hash };
  await owner`insert into auth.accounts ${owner(row)}`;
  await owner`update people set email_verified = true where id = ${person}::uuid`;
}

export class People {
  readonly app: App;
  readonly #owner: Fixtures['database']['owner'];
  /** Each test comes from a machine of its own: requests are counted by address. */
  readonly #address = `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}`;

  constructor(app: App, owner: Fixtures['database']['owner']) {
    this.app = app;
    this.#owner = owner;
  }

  /** Somebody who can sign in, as what they are to a client. */
  async make({ client, role, email = `${randomUUID()}@example.com`, password: own }: { client?: TestClient; role?: Role; email?: string; password?: string } = {}): Promise<MadePerson> {
    const owner = this.#owner;
    const [person] = await owner<{ id: string }[]>`insert into people (email, name, staff_role) values (${email}, 'Marina Castro', ${role === 'agent' || role === 'admin' ? role : null}) returning id`;
    const { id } = person!;
    if (own) await setPassword(owner, id, own);
    else await giveShared(owner, id);
    if (client && (role === 'owner' || role === 'viewer')) await owner`insert into memberships (client_id, person_id, role) values (${client.id}, ${id}, ${role})`;
    if (client && role === 'manager') {
      const [manager] = await owner<{ id: string }[]>`insert into account_managers (person_id, name, email) values (${id}, 'Ana', ${email}) returning id`;
      await owner`insert into client_account_managers (client_id, account_manager_id) values (${client.id}, ${manager!.id})`;
    }
    return { id, email, password: own ?? shared };
  }

  post(url: string, payload: object = {}, headers: Record<string, string> = {}): Promise<LightMyRequestResponse> {
    return this.app.inject({ method: 'POST', url, payload, remoteAddress: this.#address, headers: { 'sec-fetch-site': 'same-origin', origin: publicUrl, ...headers } });
  }

  get(url: string, headers: Record<string, string> = {}): Promise<LightMyRequestResponse> {
    return this.app.inject({ url, remoteAddress: this.#address, headers: { 'sec-fetch-site': 'same-origin', ...headers } });
  }

  /** The cookies of a new session. */
  async signIn({ email, password }: Pick<MadePerson, 'email' | 'password'>): Promise<string> {
    const answer = await this.post('/api/auth/sign-in/email', { email, password });
    if (answer.statusCode !== 200) throw new Error(`${answer.statusCode} ${answer.body}`);
    return cookiesOf(answer);
  }

  async token(cookie: string, client?: string): Promise<string> {
    const answer = await this.post('/api/session/token', client ? { client } : {}, { cookie });
    if (answer.statusCode !== 200) throw new Error(`${answer.statusCode} ${answer.body}`);
    return (answer.json() as { token: string }).token;
  }

  /** The newest mail to an address, which is sent after the answer. */
  async mail(to: string): Promise<string> {
    for (let tries = 0; tries < 40; tries += 1) {
      const { body } = await this.app.inject({ url: '/dev/mail', headers: { host: 'localhost:8787' } });
      const mail = body.split(/\n-{60}\n/).find((text) => text.includes(`To: ${to}\n`));
      if (mail) return mail;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`No mail to ${to}`);
  }

  /** The secret part of the newest mail's link. */
  async mailed(to: string): Promise<string> {
    return /#\w+=(\S+)/.exec(await this.mail(to))![1]!;
  }
}

export function cookiesOf(answer: { headers: Record<string, unknown> }): string {
  return [answer.headers['set-cookie']].flat().map((cookie) => String(cookie).split(';')[0]).join('; ');
}

interface Fixtures {
  database: Parameters<typeof testApp>[0];
}

export const signInOptions = (url: string): Partial<AppOptions> => ({ signIn: { url, signup: 'invitation', devMail: true } });

export const test = base.extend<{ people: People }>({
  people: async ({ database }, use) => {
    const app = await testApp(database, signInOptions(database.url.auth));
    await use(new People(app, database.owner));
    await app.close();
  },
});
