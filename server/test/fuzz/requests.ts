import type { InjectOptions } from 'fastify';
import type { DescribedProcedure } from '../../routes/schema.ts';
import type { Random } from './random.ts';
import { inputFor, nearlyJson, strange } from './values.ts';

export interface Known {
  procedures: readonly (readonly [string, DescribedProcedure])[];
  /** Good ones, which the fuzzer also spoils. */
  tokens: string[];
  ids: readonly string[];
  publishable: string;
  secret: string;
  slug: string;
}

const base64 = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

/** A token with something wrong about it, or nothing. */
export function tokenFrom(random: Random, { tokens, secret }: Known): string {
  const good = random.pick(tokens);
  const [header, payload, signature] = good.split('.') as [string, string, string];
  const kid = (JSON.parse(Buffer.from(header, 'base64url').toString()) as { kid: string }).kid;
  const headers = [
    { alg: 'none' }, { alg: 'none', kid }, { alg: 'HS256', kid }, { alg: 'EdDSA', kid: '../../../../dev/null' }, { alg: 'EdDSA', kid: "' or 1=1 --" }, { alg: 'EdDSA', kid: 7 }, { alg: 'EdDSA', kid: {} },
    { alg: 'EdDSA', kid: '\0' }, { alg: 'EdDSA', kid: 'x'.repeat(3_000) }, { alg: 'EdDSA', kid, crit: ['b64'], b64: false }, { alg: 'EdDSA', kid, crit: ['x'] }, { alg: 'EdDSA', jku: 'http://127.0.0.1:1/', kid: 'x' },
    { alg: 'EdDSA', kid: '__proto__' }, { alg: ['EdDSA'], kid }, { alg: 'EdDSA', kid, typ: 9 }, {}, null, [], 'text', '{',
  ];
  return random.pick([
    () => good,
    () => good.slice(0, random.int(0, good.length)),
    () => `${base64(random.pick(headers))}.${payload}.${random.pick(['', signature])}`,
    () => `${header}.${base64(random.pick([strange(random), { exp: 1e308 }, { exp: 'x', client: [] }, '{'])).slice(0, 9_000)}.${signature}`,
    () => good.replace(/./g, (char) => (random.chance(0.01) ? random.pick([...'AZaz09-_.']) : char)),
    () => `${good}.${good}`,
    () => 'x'.repeat(random.pick([1, 9_000, 40_000])),
    () => random.pick(['a.b.c', '..', '.', 'null', secret, 'é.ü.ñ', 'a\0.b.c', '%00.%00.%00', `${good}\0`, ` ${good}`]),
  ])();
}

function pathOf(random: Random, names: readonly string[]): string {
  const separator = random.chance(0.03) ? random.pick([',,', '%2C', ', ', '/', ';']) : ',';
  return names.join(separator);
}

/** What nobody would send who means well, or who has learnt to write HTTP. */
export function requestFrom(random: Random, known: Known): InjectOptions {
  const headers: Record<string, string> = {};
  if (random.chance(0.85)) headers['authorization'] = `${random.chance(0.97) ? 'Bearer' : random.pick(['bearer', 'Basic', '', 'Bearer Bearer'])} ${random.chance(0.5) ? random.pick(known.tokens) : tokenFrom(random, known)}`;
  if (random.chance(0.1)) headers['x-arco-key'] = random.pick([known.publishable, known.secret, 'pk_live_', 'pk_live_\0', `pk_live_${'x'.repeat(9_000)}`, `pk_test_${random.int(0, 1e9)}`]);
  if (random.chance(0.3)) headers['origin'] = random.pick(['null', '', 'https://loja.example', 'x', 'https://a.loja.example', '\u00e9', 'http://[', 'x'.repeat(9_000)]);
  if (random.chance(0.2)) headers['accept-language'] = random.pick(['en', 'xx', ','.repeat(5_000), '\u00ff', 'pt;q=x', 'es-419']);
  if (random.chance(0.2)) headers['accept-encoding'] = random.pick(['br', 'gzip;q=0', '*', 'x', 'br;q=x,,']);
  if (random.chance(0.1)) headers['sec-fetch-site'] = random.pick(['same-origin', 'cross-site', '\u00e9']);
  if (random.chance(0.05)) headers['content-encoding'] = random.pick(['gzip', 'identity', '']);
  return random.chance(0.12) ? elsewhere(random, known, headers) : procedureCall(random, known, headers);
}

function procedureCall(random: Random, { procedures, ids }: Known, headers: Record<string, string>): InjectOptions {
  const called = random.many(1, random.pick([1, 1, 4, 40]), () => random.pick(procedures));
  const isBatch = called.length > 1 || random.chance(0.3);
  const names = called.map(([name]) => (random.chance(0.95) ? name : random.pick(['nothing', '', '__proto__', 'goals', 'goals.', 'goals.list.x', 'constructor.name', '\u00e9', 'x'.repeat(300), '%00', '..'])));
  const inputs = called.map(([, procedure]) => inputFor(random, procedure, ids));
  const holes = random.chance(0.1) ? Object.fromEntries(inputs.map((input, index) => [random.pick([index, index * 2, 'x', -1, 1e9]), input])) : { ...inputs };
  const value = isBatch ? (random.chance(0.95) ? holes : strange(random)) : inputs[0];
  const body = random.chance(0.75) ? (JSON.stringify(value) ?? '') : nearlyJson(random, value);
  const path = `/api/trpc/${pathOf(random, names.map(encodeURIComponent))}`;
  const batch = isBatch ? random.pick(['batch=1', 'batch=1', 'batch=1', 'batch=1', 'batch=1&batch=1', 'batch=true', 'batch=0']) : '';
  // What is changed goes by POST; the other way round is tried as well.
  const mutation = called.every(([, { type }]) => type === 'mutation') !== random.chance(0.1);
  const url = (text: string) => `${path}?${batch}&input=${random.chance(0.97) ? encodeURIComponent(text.toWellFormed()) : text.replace(/[^!-~]/g, '')}`;
  if (!mutation && body.length < 12_000) return { method: random.pick(['GET', 'GET', 'GET', 'HEAD', 'OPTIONS']), url: url(body), headers };
  const type = random.chance(0.95) ? 'application/json' : random.pick(['text/plain', '', 'application/json; charset=utf-16', 'x/y', 'multipart/form-data', '\u00e9']);
  return { method: 'POST', url: `${path}?${batch}`, headers: { ...headers, 'content-type': type }, payload: body };
}

const signInPaths = [
  '/api/session/token', '/api/session', '/api/session/options', '/api/session/x', '/api/auth/sign-in/email', '/api/auth/sign-up/email', '/api/auth/request-password-reset', '/api/auth/reset-password', '/api/auth/verify-email?token=%00',
  '/api/auth/two-factor/verify-totp', '/api/auth/passkey/verify-authentication', '/api/auth/sign-out', '/api/auth/get-session', '/api/auth/list-sessions', '/api/auth/x', '/api/auth/%2e%2e', '/api/auth/__proto__',
];

/** Hits as a page or a server sends them, some fields spoiled. */
function hitsFrom(random: Random, { publishable, secret }: Known, headers: Record<string, string>): InjectOptions {
  const fromServer = random.chance(0.4);
  const hit = () => {
    const good = {
      id: crypto.randomUUID(), type: random.pick(['pageview', 'event', 'conversion']), value: random.pick([0, 259.9, 1e10]), currency: 'BRL', own: random.chance(0.1),
      url: random.pick(['https://loja.example/', 'https://loja.example/%00?utm_source=%00&utm_campaign=%ED%A0%80', `https://loja.example/${'x'.repeat(3_000)}`, 'data:,x', 'https://\u00e9.example/\ud800', `https://loja.example/?utm_campaign=${'x'.repeat(99)}%F0%9F%8D%AA`, 'https://loja.example/?gclid=%']),
      referrer: random.pick(['', 'https://www.google.com/search?q=x', 'android-app://x', 'https://[::1]/', '\0']), name: random.pick(['compra', '\0', '\ud800', '\u202e']), visitor: random.pick(['x', '\0', '\ud800']),
      ...(fromServer
        ? { at: random.pick([new Date().toISOString(), '2026-10-05T12:00:00+14:00', '0001-01-01T00:00:00Z', '9999-12-31T23:59:59Z', '2016-02-29T23:59:60Z']), address: random.pick(['2001:db8::1', '::ffff:1.2.3.4', '0.0.0.0']), userAgent: random.pick(['Mozilla/5.0', '\0', '']) }
        : { key: publishable }),
    };
    const needed = ['id', 'type', 'key', 'url'];
    return Object.fromEntries(Object.entries(good).flatMap(([name, value]) => (needed.includes(name) || random.chance(0.4) ? [[name, random.chance(0.95) ? value : strange(random)]] : [])));
  };
  const hits = random.chance(0.5) ? hit() : random.many(0, random.pick([2, 101]), hit);
  const type = random.pick(['application/json', 'text/plain', 'text/plain;charset=UTF-8']);
  const agent = random.pick(['Mozilla/5.0', 'Googlebot', '\u00ff']);
  const { authorization: _, ...rest } = headers;
  return {
    method: 'POST',
    url: '/api/collect',
    headers: { ...rest, origin: 'https://loja.example', 'content-type': type, 'user-agent': agent, ...(fromServer ? { authorization: `Bearer ${secret}` } : {}), ...(random.chance(0.1) ? { dnt: '1' } : {}) },
    payload: random.chance(0.9) ? JSON.stringify(hits) : nearlyJson(random, hits),
  };
}

function elsewhere(random: Random, known: Known, headers: Record<string, string>): InjectOptions {
  const { secret, slug } = known;
  const mint = { client: slug, origins: ['https://loja.example'], scopes: ['goals:read'], viewer: 'x', rows: { goals: [crypto.randomUUID()] }, expiresIn: 60 };
  const spoiled = Object.fromEntries(Object.entries(mint).flatMap(([name, value]) => (random.chance(0.8) ? [[name, random.chance(0.7) ? value : strange(random)]] : [])));
  const origin = random.pick(['http://localhost:8787', 'http://localhost:8787', 'null', 'https://loja.example']);
  const cookie = random.pick(['', 'arco.session_token=x', 'arco.session_token=%00; a=b', '=;;=', `x=${'x'.repeat(9_000)}`]);
  const person = { email: random.pick(['x@example.com', 'x@', strange(random)]), password: random.pick(['senha-errada', strange(random)]), token: strange(random), code: strange(random), name: strange(random), client: random.pick([slug, strange(random)]) };
  return random.pick<() => InjectOptions>([
    () => hitsFrom(random, known, headers),
    () => ({ method: random.pick(['POST', 'POST', 'GET']), url: random.pick(signInPaths), headers: { 'content-type': 'application/json', ...headers, origin, cookie }, payload: random.chance(0.7) ? JSON.stringify(person) : nearlyJson(random, person) }),
    () => ({ method: 'POST', url: '/api/embed/tokens', headers: { 'content-type': 'application/json', ...headers, authorization: `Bearer ${secret}` }, payload: nearlyJson(random, spoiled) }),
    () => ({ method: 'POST', url: '/api/embed/tokens', headers: { ...headers, 'content-type': 'application/json', authorization: `Bearer ${random.chance(0.5) ? secret : `sk_live_${random.pick(['x', '\0', 'x'.repeat(9_000)])}`}` }, payload: JSON.stringify(spoiled) }),
    () => ({ method: random.pick(['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'HEAD']), url: random.pick(['/', '/%', '/%zz', '/%c0%ae', '/api', '/api/', '/api/trpc', '/api/trpc/', '/api/schema.json', '/healthz', '/readyz', '/.well-known/jwks.json', `/${'x'.repeat(9_000)}`, '/api/trpc/%2e%2e', '/sdk/v1/arco.js', '/\u00e9']), headers }),
  ])();
}
