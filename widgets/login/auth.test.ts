import { expect } from '@open-wc/testing';
import { AuthServer, refuse } from '../test/auth-server.ts';
import { auth, ourAddress, type AuthError } from './auth.ts';

async function refusal(work: Promise<unknown>): Promise<AuthError> {
  return work.then(
    () => expect.fail('It was not refused'),
    (error) => error as AuthError,
  );
}

describe('auth', () => {
  let server: AuthServer;

  beforeEach(() => {
    server = new AuthServer({});
  });

  afterEach(() => server.restore());

  it('follows addresses of its own origin only', () => {
    const { origin } = location;
    for (const next of ['/portal/', '/portal/?de=1#metas', `${origin}/portal/`]) expect(ourAddress(next)).to.equal(new URL(next, origin).href);
    const foreign = ['https://evil.example/', '//evil.example', '/\\evil.example', '\t//evil.example', 'javascript:alert(1)', 'data:text/html,x', `blob:${origin}/1`, `${origin}.evil.example/`, 'http://', `${origin}@evil.example`];
    for (const next of foreign) expect(ourAddress(next), next).to.equal('/portal/');
  });

  it('reads with GET, and sends JSON with POST, by the cookie of this origin', async () => {
    server.answers['/api/session'] = { person: 1 };
    expect(await auth.ask('/api/session')).to.deep.equal({ person: 1 });
    await auth.ask('/api/auth/sign-out', {});
    expect(server.requests).to.deep.equal([
      { path: '/api/session', method: 'GET', credentials: 'same-origin', body: undefined },
      { path: '/api/auth/sign-out', method: 'POST', credentials: 'same-origin', body: {} },
    ]);
  });

  it('tells a refusal by its case, its fields and when to come back', async () => {
    const fields = [{ path: 'email', expected: 'an address' }];
    server.answers['/api/x'] = Response.json({ reason: 'rate_limited', code: 'TOO_MANY', fields, requestId: 'abc' }, { status: 429, headers: { 'retry-after': '45' } });
    const { reason, code, status, retryAfter, requestId, ...rest } = await refusal(auth.ask('/api/x', {}));
    expect([reason, code, status, retryAfter, requestId, rest.fields]).to.deep.equal(['rate_limited', 'TOO_MANY', 429, 45, 'abc', fields]);
  });

  it('knows a refusal that is not ours by its status', async () => {
    const reasons = [];
    for (const status of [400, 401, 403, 404, 409, 429, 500, 502]) {
      server.answers['/api/x'] = new Response('<h1>Bad gateway</h1>', { status });
      reasons.push((await refusal(auth.ask('/api/x'))).reason);
    }
    expect(reasons).to.deep.equal(['invalid_input', 'signed_out', 'forbidden', 'not_found', 'conflict', 'rate_limited', 'internal', 'unavailable']);
  });

  it('tells a network that is gone', async () => {
    server.answers['/api/x'] = () => Promise.reject(new TypeError('Failed to fetch'));
    expect((await refusal(auth.ask('/api/x'))).reason).to.equal('unavailable');
  });

  it('carries what the states of a widget tell', async () => {
    server.answers['/api/x'] = refuse(401, 'SIGNED_OUT');
    expect((await refusal(auth.ask('/api/x'))).data).to.deep.equal({ reason: 'signed_out', httpStatus: 401, requestId: '0199aaaa-bbbb-7f2k9100', retryAfter: 0 });
  });
});
