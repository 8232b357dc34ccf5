import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readFile } from 'node:fs/promises';
import type { Services } from '../app.ts';
import { rights } from '../core/rights.ts';
import type { Auth } from './auth.ts';
import type { SignedIn } from './endpoint.ts';
import { clientsOf, signedInBy, type SeenClient } from './session.routes.ts';

const signInPage = '/portal/entrar/';
const accountPage = '/portal/conta/';

/** The portal, behind the sign-in. Its pages are written for who reads them, so that a name is there with the first paint. */
export async function portalRoutes(app: FastifyInstance, services: Services, portal: URL, auth: () => Auth): Promise<void> {
  const page = async (reply: FastifyReply, file: string, values: Record<string, string>) => {
    const text = await readFile(new URL(file, portal), 'utf8');
    // A page with a name on it is kept by no browser that somebody else may use next.
    return reply.header('cache-control', 'no-store').type('text/html; charset=utf-8').send(text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => escape(values[name] ?? '')));
  };

  /** Whose page it is, and of which client; or where to go instead. */
  const readerOf = async (request: FastifyRequest): Promise<{ signed: SignedIn; client: SeenClient; clients: SeenClient[] } | string> => {
    const elsewhere = ownAddress(request, services);
    if (elsewhere) return elsewhere;
    const signed = await signedInBy(request, auth());
    if (!signed) return toSignIn(request);
    const clients = await clientsOf(services, signed.user.id);
    const wanted = (request.query as { client?: string }).client;
    const client = wanted === undefined ? clients[0] : clients.find(({ slug }) => slug === wanted);
    return client ? { signed, client, clients } : clients.length > 0 ? '/portal/' : accountPage;
  };

  app.get('/portal/', async (request, reply) => {
    const reader = await readerOf(request);
    if (typeof reader === 'string') return reply.redirect(reader);
    const { signed, client, clients } = reader;
    const { timeZone = 'America/Sao_Paulo' } = (await services.clients.get(client.id)) ?? {};
    return page(reply, 'index.html', { ...ofPerson(signed), ...ofClient(client, clients), timeZone });
  });

  // Who may see the client, and its keys: for those who keep them.
  app.get('/portal/equipe/', async (request, reply) => {
    const reader = await readerOf(request);
    if (typeof reader === 'string') return reply.redirect(reader);
    const { signed, client, clients } = reader;
    if (!keeps(client)) return reply.redirect('/portal/');
    return page(reply, 'equipe/index.html', { ...ofPerson(signed), ...ofClient(client, clients) });
  });

  app.get(accountPage, async (request, reply) => {
    const signed = await signedInBy(request, auth());
    return signed ? page(reply, 'conta/index.html', ofPerson(signed)) : reply.redirect(toSignIn(request));
  });

  app.get(signInPage, async (request, reply) => {
    const elsewhere = ownAddress(request, services);
    if (elsewhere) return reply.redirect(elsewhere);
    return page(reply, 'entrar/index.html', {});
  });
}

/** This machine has several names, and cookies and passkeys belong to one of them. */
function ownAddress({ headers: { host = '' }, url }: FastifyRequest, { options }: Services): string | undefined {
  const own = new URL(options.publicUrl());
  const loopback = /^(localhost|127\.0\.0\.1|\[::1\])$/;
  const [name = ''] = host.split(/:\d+$/);
  return host !== own.host && loopback.test(name) && loopback.test(own.hostname) ? `${own.origin}${url}` : undefined;
}

const toSignIn = ({ url }: FastifyRequest): string => (url === '/portal/' ? signInPage : `${signInPage}?next=${encodeURIComponent(url)}`);

function ofPerson({ user: { name, email } }: SignedIn): Record<string, string> {
  return { name, email, firstName: name.split(' ')[0]!, initials: initialsOf(name) };
}

const keeps = ({ role }: SeenClient): boolean => rights[role].includes('keep');

function ofClient(client: SeenClient, all: readonly SeenClient[]): Record<string, string> {
  const { slug, name } = client;
  return { client: name, clientSlug: slug, clientInitials: initialsOf(name), several: all.length > 1 ? 'several' : 'one', keeper: keeps(client) ? 'keeper' : 'other' };
}

function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  return [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => word?.[0]?.toLocaleUpperCase('pt-BR') ?? '').join('');
}

const escape = (text: string) => text.replace(/[&<>"'`]/g, (char) => `&#${char.charCodeAt(0)};`);
