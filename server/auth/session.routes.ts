import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as z from 'zod';
import type { Services } from '../app.ts';
import { kindOf, system } from '../core/access.ts';
import { audit } from '../core/audit.ts';
import { withClient } from '../core/db.ts';
import { AppError } from '../core/errors.ts';
import type { Role } from '../core/rights.ts';
import { MAX_TOKEN_SECONDS } from '../embed/tokens.ts';
import { privacyRoutes } from '../privacy/privacy.routes.ts';
import { scopesOf } from '../router.ts';
import type { Auth } from './auth.ts';
import type { AuthDatabase } from './database.ts';
import { confirmedUntil, type SignedIn } from './endpoint.ts';
import { refuseOthers } from './first-party.ts';
import { terms } from '../privacy/terms.ts';
import { passwordLength } from './passwords.ts';

const TokenRequest = z.strictObject({ client: z.string().min(1).max(63).optional() }).nullish();

/** A client that a person may see, and as what. */
export interface SeenClient {
  id: string;
  slug: string;
  name: string;
  role: Role;
}

/** Who is signed in, by a request's cookie; `undefined` for nobody. */
export async function signedInBy(request: FastifyRequest, auth: Auth): Promise<(SignedIn & { user: { twoFactorEnabled?: boolean | null } }) | undefined> {
  const { cookie } = request.headers;
  if (!cookie?.includes('arco.session_token=')) return undefined;
  const found = await auth.api.getSession({ headers: new Headers({ cookie }), query: { disableRefresh: true } });
  return (found as SignedIn | null) ?? undefined;
}

export const clientsOf = ({ sql }: Services, person: string): Promise<SeenClient[]> => sql<SeenClient[]>`select id, slug, name, role from arco.clients_of(${person}::uuid)`;

/** Who is signed in, and a token for the widgets of one of their clients. */
export async function sessionRoutes(app: FastifyInstance, services: Services, auth: () => Auth, database: AuthDatabase): Promise<void> {
  const { sql, tokens, rates, clock, options } = services;
  app.addHook('onRequest', async (request, reply) => {
    refuseOthers(request, options.publicUrl());
    void reply.header('cache-control', 'no-store');
  });
  const whoever = async (request: FastifyRequest) => {
    const found = await signedInBy(request, auth());
    const [state] = found ? await sql<{ disabled: boolean }[]>`select arco.is_disabled(${found.user.id}::uuid) as disabled` : [];
    if (!found || state?.disabled) throw new AppError('signed_out', 'Nobody is signed in');
    await rates.count(`session:${found.session.id}`, { perMinute: options.requestsPerMinute ?? 1_200 });
    return found;
  };

  privacyRoutes(app, services, database, whoever);

  app.get('/api/session/options', async () => ({
    signup: options.signIn?.signup ?? 'invitation',
    // A passkey belongs to a name, never to a bare address.
    passkeys: !/^[\d.]+$|:/.test(new URL(options.publicUrl()).hostname),
    passwordLength,
    terms,
  }));

  app.get('/api/session', async (request) => {
    const { user, ...rest } = await whoever(request);
    const clients = await clientsOf(services, user.id);
    const [{ staff } = { staff: null }] = await sql<{ staff: Role | null }[]>`select arco.staff_role(${user.id}::uuid) as staff`;
    return {
      person: { id: user.id, name: user.name, email: user.email, staff },
      clients: clients.map(({ slug, name, role }) => ({ slug, name, role })),
      confirmedUntil: confirmedUntil({ user, ...rest })?.toISOString() ?? null,
      secondFactor: user.twoFactorEnabled === true,
    };
  });

  app.post('/api/session/token', async (request) => {
    const { user, session } = await whoever(request);
    // In the address for pages that ask without a body, as the script tag does.
    const { client: named } = request.query as { client?: string };
    const wanted = TokenRequest.safeParse(request.body);
    if (!wanted.success) throw new AppError('invalid_input', 'Expected { "client": "<slug>" } or nothing', { fields: [{ path: 'client', expected: 'the short name of a client' }] });
    const client = choose(await clientsOf(services, user.id), wanted.data?.client ?? named);
    const { id: jti, ...minted } = await tokens.mint(
      {
        sub: user.id,
        client: client.id,
        scopes: scopesOf(client.role),
        origins: [options.publicUrl()],
        by: { kind: kindOf(client.role), id: user.id, role: client.role, session: session.id },
        expiresIn: MAX_TOKEN_SECONDS,
      },
      clock(),
    );
    await withClient(sql, client.id, system, (scoped) =>
      audit(scoped, { kind: kindOf(client.role), label: user.id }, { action: 'token.create', subject: jti, value: { role: client.role, session: session.id }, requestId: request.id }),
    );
    return minted;
  });
}

function choose(clients: SeenClient[], slug: string | undefined): SeenClient {
  if (slug !== undefined) {
    const found = clients.find((client) => client.slug === slug);
    // Nobody learns which clients there are.
    if (!found) throw new AppError('forbidden', 'You do not see a client of that name');
    return found;
  }
  const [only, another] = clients;
  if (!only) throw new AppError('forbidden', 'You do not see any client yet');
  if (another) {
    throw new AppError('invalid_input', 'You see several clients: name one', { fields: [{ path: 'client', expected: `one of ${clients.slice(0, 20).map((client) => client.slug).join(', ')}` }] });
  }
  return only;
}
