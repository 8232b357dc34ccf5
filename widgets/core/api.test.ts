import { expect } from '@open-wc/testing';
import { FakeServer } from '../test/server.ts';
import { createApi, type Api, type ApiOptions } from './api.ts';
import { toArcoError, type ArcoError } from './errors.ts';
import { page } from './page.ts';

const api = (options: ApiOptions = { tokenUrl: '/token' }): Api => createApi({ url: 'https://arco.example/', ...options });
const failure = (promise: Promise<unknown>): Promise<ArcoError> =>
  promise.then(
    () => expect.fail('It did not fail'),
    (error: unknown) => toArcoError(error),
  );
const month = { period: 'month' } as const;

describe('createApi', () => {
  let server: FakeServer;

  beforeEach(() => {
    server = new FakeServer();
    server.answer = (call, input) => ({ data: [call, input ?? null] });
  });

  afterEach(() => {
    server.restore();
  });

  describe('requests', () => {
    it('sends all queries of a tick in one GET', async () => {
      const { goals, metrics } = api();

      const answers = await Promise.all([goals.list.query(month), metrics.list.query()]);

      expect(server.requests).to.have.length(1);
      const [request] = server.requests;
      expect(request!.method).to.equal('GET');
      expect(request!.url.href).to.match(/^https:\/\/arco\.example\/api\/trpc\/goals\.list,metrics\.list\?batch=1&input=/);
      expect(answers).to.deep.equal([
        ['goals.list', month],
        ['metrics.list', null],
      ]);
    });

    it('sends identical queries once, also while the first is on its way', async () => {
      const { goals } = api({ publishableKey: 'pk_live_1' });
      const first = goals.list.query(month);
      const twin = goals.list.query(month);
      await new Promise((resolve) => setTimeout(resolve, 5));
      const late = goals.list.query(month);

      await Promise.all([first, twin, late]);
      expect(server.requests.flatMap(({ calls }) => calls)).to.have.length.within(1, 2);
      expect(server.requests[0]!.calls).to.deep.equal(['goals.list']);

      await goals.list.query(month);
      expect(server.requests.at(-1)!.calls).to.deep.equal(['goals.list']);
    });

    it('drops a request when nobody waits for it any more, and only then', async () => {
      let started = () => {};
      const asked = new Promise<void>((resolve) => (started = resolve));
      server.answer = () => {
        started();
        return new Promise(() => {});
      };
      const { goals } = api({ publishableKey: 'pk_live_1' });
      const [one, two] = [new AbortController(), new AbortController()];
      void goals.list.query(month, { signal: one.signal }).catch(() => {});
      void goals.list.query(month, { signal: two.signal }).catch(() => {});
      await asked;

      one.abort();
      expect(server.requests[0]!.signal!.aborted).to.equal(false);
      two.abort();
      expect(server.requests[0]!.signal!.aborted).to.equal(true);
    });

    it('sends nothing for what was given up in the same tick', async () => {
      const { goals, metrics } = api({ publishableKey: 'pk_live_1' });
      const abort = new AbortController();
      void goals.list.query(month, { signal: abort.signal }).catch(() => {});
      abort.abort();

      await metrics.list.query();

      expect(server.requests.map(({ calls }) => calls)).to.deep.equal([['metrics.list']]);
    });

    it('sends each mutation in a POST of its own', async () => {
      const { goals } = api();

      await Promise.all([goals.remove.mutate({ id: 'a', version: 1 }), goals.remove.mutate({ id: 'a', version: 1 })]);

      expect(server.requests.map(({ method, calls }) => [method, calls])).to.deep.equal([
        ['POST', ['goals.remove']],
        ['POST', ['goals.remove']],
      ]);
      expect(server.requests[0]!.inputs).to.deep.equal([{ id: 'a', version: 1 }]);
    });

    it('splits what would not fit in an address', async () => {
      const { goals } = api();
      const ids = Array.from({ length: 100 }, (_, index) => `${index}`.repeat(40));

      await Promise.all(ids.map((id) => goals.history.query({ id })));

      expect(server.requests.length).to.be.greaterThan(1);
      expect(Math.max(...server.requests.map(({ url }) => url.href.length))).to.be.at.most(6000);
      expect(server.requests.flatMap(({ calls }) => calls)).to.have.length(100);
    });

    it('says the language of the provider', async () => {
      const client = api();
      client.session.language = 'es';

      await client.metrics.list.query();

      expect(server.requests[0]!.headers.get('accept-language')).to.equal('es');
    });
  });

  describe('credentials', () => {
    it('never sends cookies to the API, and the host\'s to the host', async () => {
      await api().metrics.list.query();

      expect(server.requests[0]!.credentials).to.equal('omit');
      expect(server.mints[0]!.credentials).to.equal('include');
    });

    it('sends a publishable key as it is, and asks for no token', async () => {
      await api({ publishableKey: 'pk_live_1' }).metrics.list.query();

      expect(server.requests[0]!.headers.get('x-arco-key')).to.equal('pk_live_1');
      expect(server.requests[0]!.headers.has('authorization')).to.equal(false);
      expect(server.mints).to.have.length(0);
    });

    it('asks the token address by POST, or by GET where that is not found', async () => {
      await api().metrics.list.query();
      expect(server.mints.map(({ method }) => method)).to.deep.equal(['POST']);

      for (const status of [404, 405]) {
        server.mints.length = 0;
        server.mint = ({ method }) => (method === 'GET' ? Response.json({ token: 'got', expiresIn: 900 }) : new Response(null, { status }));
        await api().metrics.list.query();
        expect(server.mints.map(({ method }) => method)).to.deep.equal(['POST', 'GET']);
        expect(server.requests.at(-1)!.headers.get('authorization')).to.equal('Bearer got');
      }
    });

    it('takes over the mint that the script tag started', async () => {
      const mints = new Map([['/token', Promise.resolve(Response.json({ token: 'early', expiresIn: 900 }))]]);
      page().mints = mints;

      await api().metrics.list.query();
      expect(server.requests[0]!.headers.get('authorization')).to.equal('Bearer early');
      expect(server.mints).to.have.length(0);

      await api().metrics.list.query();
      expect(server.mints).to.have.length(1);
    });

    it('asks the host\'s code, saying why', async () => {
      const reasons: string[] = [];
      const client = api({
        fetchToken: async ({ reason }) => {
          reasons.push(reason);
          return `token-${reasons.length}`;
        },
      });
      await client.metrics.list.query();
      server.answer = (_, __, { headers }) =>
        headers.get('authorization') === 'Bearer token-1' ? { error: { reason: 'token_expired', status: 401 } } : { data: [] };

      await client.metrics.list.query();

      expect(reasons).to.deep.equal(['initial', 'rejected']);
    });

    it('replays once with a fresh token after a 401, and then gives up', async () => {
      server.answer = () => ({ error: { reason: 'token_invalid', status: 401 } });

      const error = await failure(api().metrics.list.query());

      expect(error).to.include({ reason: 'token_invalid', status: 401, denied: true });
      expect(server.requests.map(({ headers }) => headers.get('authorization'))).to.deep.equal(['Bearer token-1', 'Bearer token-2']);
    });

    it('knows what is for tests', async () => {
      expect(api({ publishableKey: 'pk_test_demo' }).session.test).to.equal(true);
      expect(api({ publishableKey: 'pk_live_demo' }).session.test).to.equal(false);
      expect(api({ tokenUrl: '/token' }).session.test).to.equal(false);
    });

    it('is nobody until it is told who, and after a logout', async () => {
      const client = api({});
      expect(await failure(client.metrics.list.query())).to.include({ reason: 'signed_out', denied: true });

      client.identify({ publishableKey: 'pk_live_1' });
      await client.metrics.list.query();
      client.logout();

      expect(await failure(client.metrics.list.query())).to.include({ reason: 'signed_out' });
      expect(server.requests).to.have.length(1);
    });

    it('tells who watches when somebody else is asking, until it is destroyed', () => {
      const client = api({ publishableKey: 'pk_live_1' });
      const changes: string[] = [];
      client.session.watch((change) => changes.push(change));

      client.identify({ publishableKey: 'pk_live_2' });
      client.destroy();
      client.identify({ publishableKey: 'pk_live_3' });

      expect(changes).to.deep.equal(['reset', 'reset']);
    });
  });

  describe('failures', () => {
    it('have the reason, the status and the request that the server names', async () => {
      server.answer = (call) =>
        call === 'goals.list' ? { error: { reason: 'scope_missing', status: 403, requestId: 'req-1' } } : { data: 'fine' };
      const client = api();

      const [denied, fine] = await Promise.all([failure(client.goals.list.query(month)), client.metrics.list.query()]);

      expect(denied).to.include({ reason: 'scope_missing', status: 403, requestId: 'req-1', retryable: false, denied: true });
      expect(fine).to.equal('fine');
    });

    it('carry how long the server asks to wait', async () => {
      server.answer = () => ({ error: { reason: 'rate_limited', status: 429 } });
      server.headers = { 'retry-after': '7' };

      expect(await failure(api().metrics.list.query())).to.include({ reason: 'rate_limited', retryAfter: 7, retryable: true });
    });

    it('are not blamed on the reader\'s network unless it is', async () => {
      server.answer = () => {
        throw new TypeError('Failed to fetch');
      };
      expect(await failure(api().metrics.list.query())).to.include({ reason: 'unavailable', retryable: true });

      Object.defineProperty(navigator, 'onLine', { value: false, configurable: true });
      const offline = await failure(api().metrics.list.query());
      Reflect.deleteProperty(navigator, 'onLine');
      expect(offline).to.include({ reason: 'offline', retryable: true });
    });

    it('of something that does not speak our language are told, not waited for', async () => {
      for (const body of ['<html>', '{"message":"no"}', '[]', 'null', '"no"']) {
        server.restore();
        server = new FakeServer();
        server.raw = () => new Response(body, { status: 200 });
        expect(await failure(api({ publishableKey: 'pk_live_1' }).metrics.list.query()), body).to.include({ reason: 'internal' });
      }
      server.raw = () => new Response('<html>', { status: 502 });
      expect(await failure(api({ publishableKey: 'pk_live_1' }).metrics.list.query())).to.include({ reason: 'unavailable', status: 502 });
    });

    it('of the host\'s token address are not an error of ours', async () => {
      server.mint = () => new Response(null, { status: 401 });
      expect(await failure(api().metrics.list.query())).to.include({ reason: 'signed_out', denied: true });

      server.mint = () => new Response('<html>', { status: 200 });
      expect(await failure(api().metrics.list.query())).to.include({ reason: 'unavailable', retryable: true });
    });

    it('are told apart whichever copy of the SDK made them', () => {
      const foreign = Object.assign(new Error('x'), { name: 'TRPCClientError', data: { reason: 'conflict', httpStatus: 409 } });

      expect(toArcoError(foreign)).to.include({ reason: 'conflict', status: 409, retryable: false });
      expect(toArcoError(new TypeError('a bug'))).to.include({ reason: 'internal' });
    });
  });
});
