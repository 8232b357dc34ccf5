import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import postgres from 'postgres';
import { inject } from 'vitest';
import { startPartner } from '../../demo/partner/server.ts';
import { buildApp } from '../../server/app.ts';
import { seedDemo } from '../../demo/seed/seed.ts';
import { anyLoopback } from '../../server/core/access.ts';
import { connect, type Sql } from '../../server/core/db.ts';
import { createLog } from '../../server/core/log.ts';
import { Readers } from '../../server/core/readers.ts';
import { createKey, revokeKey } from '../../server/embed/keys.ts';
import { demoSecretKey } from '../../server/run/demo.ts';
import { site } from '../../server/run/site.ts';
import { withDatabase } from '../../server/test/setup.ts';
import { Host } from './host.ts';
import { Clock, timeZone } from './time.ts';

const log = createLog('silent');

/** One process that serves ARCO. */
export interface Server {
  url: string;
  close(): Promise<void>;
}

/** ARCO on a copy of the demo, reached as `localhost`, and two other sites, on 127.0.0.1. */
export class Arco {
  readonly clock = new Clock();
  /** A connection of the owner's role, to arrange with. */
  readonly owner: Sql;
  /** For a process of its own, such as the command line. */
  readonly ownerUrl: string;
  /** A site of somebody else whose pages a test writes. */
  readonly host = new Host(this);
  readonly #database: string;
  readonly #serviceUrl: string;
  readonly #authUrl: string;
  readonly #keys = new Map<string, string>();
  #port = 0;
  #partner: { url: string; close(): Promise<void> } | undefined;
  #server: Server | undefined;
  readonly #others: Server[] = [];

  /** On a copy of a database of this name. */
  static async start(template: string): Promise<Arco> {
    const database = `e2e_${randomUUID().replaceAll('-', '')}`;
    await asAdmin((admin) => admin`create database ${admin(database)} template ${admin(template)}`);
    const arco = new Arco(database);
    await arco.up();
    arco.#partner = await startPartner({ port: 0, apiUrl: arco.url, secretKey: demoSecretKey, log });
    await arco.host.listen();
    return arco;
  }

  private constructor(database: string) {
    this.#database = database;
    this.ownerUrl = withDatabase(inject('ownerUrl'), database);
    this.#serviceUrl = withDatabase(inject('ownerUrl'), database, 'app');
    this.#authUrl = withDatabase(inject('ownerUrl'), database, 'auth');
    this.owner = connect(this.ownerUrl, { max: 2 });
  }

  /** Where the API, the SDK and the portal are. */
  get url(): string {
    return `http://localhost:${this.#port}`;
  }

  /** The demo's page of somebody else. */
  get partnerUrl(): string {
    return this.#partner!.url;
  }

  /** Starts the server; again after `down`, at the same address. */
  async up(): Promise<void> {
    this.#server = await this.#serve(this.#port);
    this.#port = Number(new URL(this.#server.url).port);
  }

  /** Stops the server, as an outage does. */
  async down(): Promise<void> {
    await this.#server?.close();
    this.#server = undefined;
  }

  /** Starts one more server on the same database, at an address of its own, until it is closed or everything is. */
  async another(): Promise<Server> {
    const server = await this.#serve(0);
    this.#others.push(server);
    return server;
  }

  async #serve(port: number): Promise<Server> {
    const sql = connect(this.#serviceUrl, { max: 4 });
    const readers = new Readers(this.#serviceUrl, { max: 3 });
    const server = { url: '', close: async () => {} };
    const app = await buildApp({
      sql,
      readers,
      publicUrl: () => server.url,
      secret: 'a-secret-of-tests-0123456789-abcdef',
      log,
      demo: true,
      signIn: { url: this.#authUrl, signup: 'invitation', devMail: true },
      site: site(),
      clock: () => this.clock.now(),
    });
    let closing: Promise<void> | undefined;
    const close = async () => {
      await app.close();
      await Promise.all([sql.end({ timeout: 1 }), readers.end()]);
    };
    await app.listen({ port, host: '127.0.0.1' });
    server.url = `http://localhost:${(app.server.address() as AddressInfo).port}`;
    server.close = () => (closing ??= close());
    return server;
  }

  async stop(): Promise<void> {
    await this.host.close();
    await this.#partner?.close();
    await this.down();
    for (const server of this.#others) await server.close();
    await this.owner.end({ timeout: 1 });
    await asAdmin((admin) => admin`drop database ${admin(this.#database)} with (force)`);
  }

  /** Lets the demo live on until an instant. Answers the milliseconds that have passed. */
  async comeTo(instant: Date): Promise<number> {
    const passed = instant.getTime() - this.clock.now().getTime();
    const service = connect(this.#serviceUrl, { max: 2 });
    await seedDemo({ owner: this.owner, service, now: instant, log: () => {} });
    await service.end();
    this.clock.forward(passed / 1_000);
    return passed;
  }

  /** Makes a client with no data, for whom the host can mint as for the demo's. */
  async newClient(): Promise<string> {
    const slug = `c-${randomUUID()}`;
    const [client] = await this.owner<{ id: string }[]>`
      insert into clients (slug, name, time_zone) values (${slug}, 'Loja nova', ${timeZone}) returning id
    `;
    const { id, value } = await createKey(this.owner, { clientId: client!.id, kind: 'secret', test: true, origins: [anyLoopback] });
    this.#keys.set(slug, id);
    this.host.useKey(slug, value);
    return slug;
  }

  /** Revokes the key that the host mints with for a client of `newClient`. */
  async revokeKeyOf(slug: string): Promise<void> {
    await revokeKey(this.owner, this.#keys.get(slug)!);
  }

  /** Makes every read fail on the server's side, as a bug or a broken database would, until it is called with `false`. */
  async breakReads(broken = true): Promise<void> {
    await (broken
      ? this.owner`revoke select on client_goals, client_metrics, client_metric_hours, client_actions, client_scores from arco_service`
      : this.owner`grant select on client_goals, client_metrics, client_metric_hours, client_actions, client_scores to arco_service`);
  }

  /** Actions are done by somebody else, who sees them through a server of their choice. */
  async complete(ids: readonly string[], at = this.url): Promise<void> {
    const post = async <T>(path: string, credential: string, body: object): Promise<T> => {
      const answer = await fetch(`${at}${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${credential}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
      return (await answer.json()) as T;
    };
    const { token } = await post<{ token: string }>('/api/embed/tokens', demoSecretKey, { client: 'moda', scopes: ['actions:read', 'actions:write'] });
    for (const id of ids) await post('/api/trpc/actions.complete', token, { id });
  }

  /** What a query of the API answers to a host's backend. */
  async query<T>(procedure: string, input: object, client = 'moda'): Promise<T> {
    const { body } = await this.host.mint({ client });
    const { token } = body as { token: string };
    const url = `${this.url}/api/trpc/${procedure}?input=${encodeURIComponent(JSON.stringify(input))}`;
    const answer = await fetch(url, { headers: { authorization: `Bearer ${token}`, origin: this.host.origin } });
    const { result, error } = (await answer.json()) as { result: { data: T }; error?: { message: string } };
    if (error) throw new Error(`${procedure}: ${error.message}`);
    return result.data;
  }
}

async function asAdmin(run: (admin: postgres.Sql) => Promise<unknown>): Promise<void> {
  const admin = postgres(inject('ownerUrl'), { max: 1, onnotice: () => {} });
  await run(admin);
  await admin.end();
}
