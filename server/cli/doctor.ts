import * as z from 'zod';
import type { AppError } from '../core/errors.ts';
import type { Sql } from '../core/db.ts';
import { contentsOf } from '../run/contents.ts';
import { ensureFree } from '../run/ports.ts';
import { roleProblem } from '../run/roles.ts';
import { isSdkBuilt } from '../run/site.ts';
import { command } from './command.ts';
import type { Session } from './session.ts';

interface Finding {
  check: string;
  ok: boolean;
  /** What was found, and what to do where it is not well. */
  detail: string;
}

type Check = (session: Session) => Promise<Omit<Finding, 'check'>>;

const well = (detail: string) => ({ ok: true, detail });
const ill = (detail: string) => ({ ok: false, detail });

const checks: Record<string, Check> = {
  async node() {
    const { node } = process.versions;
    return Number.parseInt(node) >= 24 ? well(`Node ${node}`) : ill(`Node ${node} is too old: run npm install, and start through npm`);
  },

  async database(session) {
    const { owner, embedded } = await session.database();
    const [server] = await owner<{ version: string; number: number }[]>`
      select current_setting('server_version') as version, current_setting('server_version_num')::int as number
    `;
    const where = embedded ? `our own, in ${session.env.dataDir}` : 'from DATABASE_URL';
    const { version, number } = server!;
    return number >= 150_000 ? well(`PostgreSQL ${version}, ${where}`) : ill(`PostgreSQL ${version} is too old: 15 or later is needed`);
  },

  async migrations(session) {
    await session.owner();
    return well('The tables are those of this version');
  },

  async contents(session) {
    const contents = await contentsOf((await session.database()).owner);
    if (contents === 'unfinished demo') return ill('Filling the demo was interrupted. Run: arco demo');
    return well({ empty: 'No client yet', demo: 'The demo; npm run serve refuses it', used: "Clients' data" }[contents]);
  },

  async role(session) {
    const service = await session.service();
    const unsafe = await roleProblem(service);
    const [role] = await service<{ name: string }[]>`select current_user as name`;
    return unsafe ? ill(`${unsafe.role} ${unsafe.problem}. DATABASE_URL should name a role in arco_service`) : well(`${role!.name}, which row-level security holds for`);
  },

  async isolation(session) {
    const { isolated, open } = await readIsolation(await session.owner());
    if (open.length > 0) return ill(`Not kept apart by client: ${open.join(', ')}. Their migration lacks: call arco.isolate_by_client('…')`);
    return well(`${isolated} tables are kept apart by client`);
  },

  async 'sign-in'(session) {
    const { databaseAuthUrl, databaseOwnerUrl, smtpUrl } = session.env;
    const { owner, embedded } = await session.database();
    if (embedded || (await contentsOf(owner)) !== 'used') return well('Mails that are not sent are at /dev/mail while npm start runs');
    if (!databaseAuthUrl && !databaseOwnerUrl) return ill('Nobody can sign in. Set DATABASE_AUTH_URL to a role in arco_auth, or DATABASE_OWNER_URL');
    return smtpUrl ? well('By password or passkey, with mails by SMTP_URL') : ill('No mail leaves here, so nobody can confirm an address or reset a password. Set SMTP_URL');
  },

  async widgets() {
    return (await isSdkBuilt()) ? well('Built') : ill('Not built, or older than their sources. Run: npm run build');
  },

  async port({ env: { host, port } }) {
    try {
      await ensureFree(host, port, 'the server');
      return well(`${host}:${port} is free`);
    } catch (error) {
      const { message } = error as AppError;
      return message.includes('another ARCO') ? well(`${host}:${port} is served by ARCO`) : ill(message);
    }
  },
};

/** Checks that would only repeat why the database cannot be reached. */
const onDatabase = ['migrations', 'contents', 'role', 'isolation', 'sign-in'];

/** Local tables that name a client and hold nothing of what is theirs, or what is to be delivered across clients. */
const machinery = ['outbox', 'changes', 'planned_jobs'];

/**
 * Tables with a client's rows that the service may touch, and those of them that row-level security does not guard as
 * `arco.isolate_by_client` would. Some are the machinery's own, and read across clients.
 */
async function readIsolation(owner: Sql): Promise<{ isolated: number; open: string[] }> {
  const tables = await owner<{ name: string; guarded: boolean }[]>`
    select
      class.relname as name,
      class.relrowsecurity and class.relforcerowsecurity and (
        select count(*) = 1 and bool_and(
          pg_get_expr(policy.polqual, class.oid) = '(client_id = arco.current_client())'
          and pg_get_expr(policy.polwithcheck, class.oid) = '(client_id = arco.current_client())'
        )
        from pg_policy policy where policy.polrelid = class.oid
      ) as guarded
    from pg_class class
    join pg_attribute attribute on attribute.attrelid = class.oid and attribute.attname = 'client_id' and not attribute.attisdropped
    where class.relnamespace = 'public'::regnamespace and class.relkind in ('r', 'p') and class.relname <> all (${machinery})
      and has_any_column_privilege('arco_service', class.oid, 'select, insert, update')
    order by class.relname
  `;
  const open = tables.filter(({ guarded }) => !guarded).map(({ name }) => name);
  return { isolated: tables.length - open.length, open };
}

export const doctor = command({
  name: 'doctor',
  summary: 'Checks this installation, and says what to do about what is wrong',
  input: z.strictObject({}),
  example: 'arco doctor',
  async run(_input, session) {
    const findings: Finding[] = [];
    for (const [check, look] of Object.entries(checks)) {
      if (onDatabase.includes(check) && findings.some((found) => found.check === 'database' && !found.ok)) continue;
      const found = await look(session).catch((error: unknown) => ill((error as Error).message));
      findings.push({ check, ...found });
    }
    const refused = findings.some(({ ok }) => !ok);
    const text = findings.map(({ check, ok, detail }) => `${ok ? 'ok  ' : 'BAD '} ${check.padEnd(10)}  ${detail}`).join('\n');
    return { json: { ok: !refused, checks: findings }, text, ...(refused ? { refused } : {}) };
  },
});
