import { readEnv, requireEnv, type Env } from '../core/env.ts';
import { findClient, type Client } from '../core/clients.ts';
import { connect, type Sql } from '../core/db.ts';
import { AppError } from '../core/errors.ts';
import { migrate, pendingMigrations } from '../core/migrate.ts';
import { contentsOf } from '../run/contents.ts';
import { openAsOwner, reach, type OwnersDatabase } from '../run/database.ts';
import { publicUrlOf, secretOf } from '../run/installation.ts';
import { roleProblem } from '../run/roles.ts';

/** What a command works with; each part is opened when it is first asked for. */
export class Session {
  readonly env: Env;
  readonly #say: (line: string) => void;
  #database: Promise<OwnersDatabase> | undefined;
  #checked: Promise<void> | undefined;
  #service: Promise<Sql> | undefined;

  /** `say` takes progress and warnings for a person. */
  constructor(source: Readonly<Record<string, string | undefined>>, say: (line: string) => void) {
    this.env = readEnv(source);
    this.#say = say;
  }

  /** What tokens are signed under, and in whose name: those of the server that will read them. */
  async signing(): Promise<{ secret: string; publicUrl: string }> {
    const { owner, embedded } = await this.database();
    // A secret made up here would sign what a production server cannot read, and take the place of its key.
    if (!embedded && (await contentsOf(owner)) === 'used') return requireEnv(this.env, "a command on a server's database", 'secret', 'publicUrl');
    return { secret: secretOf(this.env), publicUrl: publicUrlOf(this.env) };
  }

  note(line: string): void {
    this.#say(line);
  }

  /** The database as it is, whether or not it is migrated. */
  database(): Promise<OwnersDatabase> {
    this.#database ??= openAsOwner(this.env, this.#say);
    return this.#database;
  }

  /** As the owner's role, for directory tables. */
  async owner(): Promise<Sql> {
    const { owner } = await this.database();
    await (this.#checked ??= this.#check());
    return owner;
  }

  /** As the service's role, which row-level security holds for. */
  async service(): Promise<Sql> {
    await this.owner();
    this.#service ??= this.#connectService();
    return this.#service;
  }

  /** Throws `not_found`, naming the clients there are. */
  async client(slug: string): Promise<Client> {
    const sql = await this.service();
    const client = await findClient(sql, { slug });
    if (client) return client;
    const known = await sql<{ slug: string }[]>`select slug from arco.list_clients() order by slug limit 20`;
    const others = known.length > 0 ? `There are: ${known.map((each) => each.slug).join(', ')}` : 'There are none yet: arco client create';
    throw new AppError('not_found', `There is no client "${slug}". ${others}`);
  }

  async close(): Promise<void> {
    const service = await this.#service?.catch(() => undefined);
    await service?.end({ timeout: 5 });
    const database = await this.#database?.catch(() => undefined);
    await database?.close();
  }

  async #check(): Promise<void> {
    const { owner, url, embedded } = await this.database();
    if (embedded) {
      await migrate(owner, url);
      return;
    }
    const pending = await pendingMigrations(owner);
    if (pending.length > 0) throw new AppError('conflict', `Migrations are pending: ${pending.join(', ')}. Run: arco migrate`);
  }

  async #connectService(): Promise<Sql> {
    const { databaseUrl, databaseOwnerUrl } = this.env;
    if (databaseUrl && databaseOwnerUrl) return reach(databaseUrl, 'DATABASE_URL', 2);
    const { url, owner } = await this.database();
    if (!(await roleProblem(owner))) return connect(url, { max: 2 });
    const asService = new URL(url);
    asService.searchParams.set('role', 'arco_service');
    return connect(asService.href, { max: 2 });
  }
}
