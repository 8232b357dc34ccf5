import { Kysely } from 'kysely';
import { PostgresJSDialect } from 'kysely-postgres-js';
import postgres from 'postgres';

/** A pool of sign-in's own role. Names are qualified with their schema, so that it works behind a pooler too. */
export class AuthDatabase {
  readonly sql: postgres.Sql;
  readonly kysely: Kysely<unknown>;

  constructor(url: string, { max = 4 } = {}) {
    this.sql = postgres(url, { max, onnotice: () => {}, connection: { application_name: 'arco-auth' } });
    this.kysely = new Kysely({ dialect: new PostgresJSDialect({ postgres: this.sql }) }).withSchema('auth');
  }

  async end(): Promise<void> {
    await this.sql.end({ timeout: 5 });
  }
}
