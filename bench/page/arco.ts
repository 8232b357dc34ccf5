import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seedDemo } from '../../demo/seed/seed.ts';
import { Host } from '../../e2e/support/host.ts';
import { buildApp } from '../../server/app.ts';
import { connect } from '../../server/core/db.ts';
import { createLog } from '../../server/core/log.ts';
import { migrate } from '../../server/core/migrate.ts';
import { Readers } from '../../server/core/readers.ts';
import { startPostgres } from '../../server/postgres/embedded.ts';
import { buildSdk, isSdkBuilt, site } from '../../server/run/site.ts';

export interface BenchedArco {
  /** Where the API, the SDK and the portal are. */
  url: string;
  /** The tags of the widgets that there are. */
  widgets: string[];
  /** A site of somebody else, which mints tokens. */
  host: Host;
  /** What a query answers to that site. */
  query<T>(procedure: string, input: object): Promise<T>;
  stop(): Promise<void>;
}

/** ARCO as `npm start` brings it up, with the demo, on a database and ports of its own. Its rate limit is out of the way of the measurement. */
export async function startArco(): Promise<BenchedArco> {
  if (!(await isSdkBuilt())) await buildSdk();
  const dataDir = await mkdtemp(join(tmpdir(), 'arco-bench-'));
  const database = await startPostgres({ dataDir });
  const closing: (() => Promise<unknown>)[] = [() => rm(dataDir, { recursive: true, force: true }), () => database.stop()];
  const stop = async () => {
    for (const close of closing.splice(0).reverse()) await close();
  };
  try {
    const owner = connect(database.url, { max: 2 });
    closing.push(() => owner.end());
    await migrate(owner, database.url);
    await owner`create role app login password 'app' in role arco_service`;
    await owner`create role auth login password 'auth' in role arco_auth`;
    const serviceUrl = new URL(database.url);
    serviceUrl.username = serviceUrl.password = 'app';
    const authUrl = serviceUrl.href.replace('app:app@', 'auth:auth@');
    const sql = connect(serviceUrl.href);
    closing.push(() => sql.end());
    await seedDemo({ owner, service: sql, now: new Date(), log: () => {} });

    const readers = new Readers(serviceUrl.href, { max: 8 });
    closing.push(() => readers.end());
    let url = '';
    const app = await buildApp({
      sql,
      readers,
      publicUrl: () => url,
      secret: 'the-benchmark-keeps-no-secret-at-all-1234',
      log: createLog('silent'),
      demo: true,
      signIn: { url: authUrl, signup: 'invitation', devMail: true },
      site: site(),
      requestsPerMinute: 1e9,
    });
    closing.push(() => app.close());
    await app.listen({ port: 0, host: '127.0.0.1' });
    url = `http://localhost:${(app.server.address() as AddressInfo).port}`;
    const host = new Host({ url });
    closing.push(() => host.close());
    await host.listen();
    return { url, widgets: await widgetTags(), host, query: (procedure, input) => query(url, host, procedure, input), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function widgetTags(): Promise<string[]> {
  const modules = JSON.parse(await readFile(new URL('../../dist/ts/heights.json', import.meta.url), 'utf8')) as Record<string, Record<string, number>>;
  return Object.values(modules).flatMap((heights) => Object.keys(heights).map((name) => `arco-${name}`));
}

async function query<T>(url: string, host: Host, procedure: string, input: object): Promise<T> {
  const { token } = (await host.mint()).body as { token: string };
  const address = `${url}/api/trpc/${procedure}?input=${encodeURIComponent(JSON.stringify(input))}`;
  const answer = await fetch(address, { headers: { authorization: `Bearer ${token}`, origin: host.origin } });
  const { result, error } = (await answer.json()) as { result: { data: T }; error?: { message: string } };
  if (error) throw new Error(`${procedure}: ${error.message}`);
  return result.data;
}
