import { createHmac } from 'node:crypto';
import { connect, type Sql } from '../core/db.ts';
import { AppError } from '../core/errors.ts';

/**
 * The URL of one of our roles on a database that is known by its owner's. The role gets a login once; its password follows
 * from the owner's, so that every process that knows one knows the other, and nothing has to be kept.
 */
export async function roleUrl(owner: Sql, ownerUrl: string, secret: string, role: 'arco_service' | 'arco_auth'): Promise<string> {
  const url = new URL(ownerUrl);
  const password = createHmac('sha256', url.password || secret).update(role).digest('base64url');
  url.username = role;
  url.password = password;
  const refused = await loginError(url.href);
  if (!refused) return url.href;
  const [found] = await owner<{ rolcanlogin: boolean }[]>`select rolcanlogin from pg_roles where rolname = ${role}`;
  if (found?.rolcanlogin) {
    throw new AppError(
      'conflict',
      `The role ${role} of this PostgreSQL has a password already, and it is not ours (${refused}): another ARCO uses it. ` +
        `Give this one a PostgreSQL of its own, or, if nothing else uses the role, run: alter role ${role} nologin`,
    );
  }
  await owner.begin(async (tx) => {
    // ALTER ROLE takes no parameters.
    await tx`select set_config('arco.password', ${password}, true), set_config('arco.role', ${role}, true)`;
    await tx`
      do $$ begin
        execute format('alter role %I login password %L', current_setting('arco.role'), current_setting('arco.password'));
      end $$
    `.simple();
  });
  const still = await loginError(url.href);
  if (still) throw new AppError('unavailable', `The role ${role} cannot connect: ${still}. Let it in in pg_hba.conf, and grant it connect on the database`);
  return url.href;
}

async function loginError(url: string): Promise<string | undefined> {
  const sql = connect(url, { max: 1 });
  try {
    await sql`select 1`;
    return undefined;
  } catch (error) {
    const { code = '', message } = error as Error & { code?: string };
    if (code.startsWith('28') || code === '42501') return message;
    throw error;
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** Why row-level security does not hold for a connection's role, or `undefined` where it does. */
export async function roleProblem(sql: Sql): Promise<{ role: string; problem: string } | undefined> {
  const [found] = await sql<{ role: string; superuser: boolean; bypasses: boolean; owns: boolean; member: boolean }[]>`
    select
      current_user as role,
      bool_or(other.rolsuper) as superuser,
      bool_or(other.rolbypassrls) as bypasses,
      exists (
        select
        from pg_class class
        join pg_namespace namespace on namespace.oid = class.relnamespace
        where namespace.nspname in ('public', 'arco') and class.relkind in ('r', 'p') and pg_has_role(class.relowner, 'member')
      ) as owns,
      bool_or(other.rolname = 'arco_service' and pg_has_role(other.oid, 'usage')) as member
    from pg_roles other
    where pg_has_role(other.oid, 'member')
  `;
  const { role, superuser, bypasses, owns, member } = found!;
  const problem = (text: string) => ({ role, problem: text });
  if (superuser) return problem('is a superuser, or can become one');
  if (bypasses) return problem('bypasses row-level security, or can become a role that does');
  if (owns) return problem("owns ARCO's tables, or belongs to the role that does");
  if (!member) return problem('is not arco_service and does not belong to it');
  return undefined;
}

export async function refuseUnsafeRole(sql: Sql, variable: string): Promise<void> {
  const unsafe = await roleProblem(sql);
  if (!unsafe) return;
  throw new AppError(
    'forbidden',
    `${variable} connects as ${unsafe.role}, which ${unsafe.problem}: clients would not be kept apart. ` +
      "Connect as a role made for it: create role arco_web login password '…' in role arco_service",
  );
}
