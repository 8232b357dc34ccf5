import { aTimeout, expect, fixture, html } from '@open-wc/testing';
import { Clock } from '../test/clock.ts';
import { settled } from '../test/mount.ts';
import { part, SampleWidget } from '../test/sample.ts';
import { FakeServer, type Reply } from '../test/server.ts';
import { createApi, type Api } from './api.ts';
import { ArcoProvider } from './provider.ts';

ArcoProvider.register();
SampleWidget.register();

const down: Reply = { error: { reason: 'unavailable', status: 503 } };
const rows = (element: Element) => part(element, 'rows')?.textContent;

describe('Query', () => {
  let server: FakeServer;
  let api: Api;
  let clock: Clock | undefined;

  let hidden: boolean;

  beforeEach(() => {
    // Of two windows that run tests only one is in front.
    hidden = false;
    Object.defineProperty(document, 'hidden', { get: () => hidden, configurable: true });
    server = new FakeServer();
    server.answer = () => ({ data: ['a'] });
    api = createApi({ url: 'https://arco.example', publishableKey: 'pk_live_1' });
  });

  afterEach(() => {
    Reflect.deleteProperty(document, 'hidden');
    clock?.restore();
    clock = undefined;
    server.restore();
  });

  async function show(...tags: string[]): Promise<SampleWidget[]> {
    const provider = await fixture<ArcoProvider>(html`<arco-provider .api=${api}></arco-provider>`);
    const elements = tags.map((tag) => document.createElement(tag) as SampleWidget);
    for (const element of elements) element.loading = 'eager';
    provider.append(...elements);
    return elements;
  }

  const loaded = async (...elements: SampleWidget[]) => {
    for (const element of elements) await settled(element);
    await aTimeout(5);
    for (const element of elements) await settled(element);
  };

  /** From here on the test moves the time; renders and answers settle by themselves. */
  const freeze = () => (clock = new Clock());

  it('asks once however often it is put on the page and taken off in one tick', async () => {
    const [element] = await show('arco-sample');
    const home = element!.parentElement!;
    for (let turn = 0; turn < 3; turn += 1) {
      element!.remove();
      home.append(element!);
    }
    await loaded(element!);

    expect(server.requests.flatMap(({ calls }) => calls)).to.deep.equal(['goals.list']);
    expect(rows(element!)).to.equal('a');
  });

  it('asks for everything on a page in one request, and for the same once', async () => {
    const elements = await show('arco-sample', 'arco-sample', 'arco-sample');
    elements[2]!.period = 'year';
    await loaded(...elements);

    expect(server.requests).to.have.length(1);
    expect(server.requests[0]!.inputs).to.deep.equal([{ period: 'month' }, { period: 'year' }]);
    expect(elements.map(rows)).to.deep.equal(['a', 'a', 'a']);
  });

  it('asks again when what it depends on changes, and drops the answer that is late', async () => {
    const answers: ((reply: Reply) => void)[] = [];
    server.answer = () => new Promise((resolve) => answers.push(resolve));
    const [element] = await show('arco-sample');
    await loaded(element!);
    element!.period = 'year';
    await loaded(element!);

    answers[1]!({ data: ['year'] });
    answers[0]!({ data: ['month'] });
    await loaded(element!);

    expect(rows(element!)).to.equal('year');
    expect(server.requests[0]!.signal!.aborted).to.equal(true);
  });

  it('is cancelled when its element goes, and asks again when it is put back', async () => {
    server.answer = () => new Promise(() => {});
    const [element] = await show('arco-sample');
    const home = element!.parentElement!;
    await loaded(element!);
    element!.remove();
    expect(server.requests[0]!.signal!.aborted).to.equal(true);

    server.answer = () => ({ data: ['b'] });
    home.append(element!);
    await loaded(element!);

    expect(server.requests).to.have.length(2);
    expect(rows(element!)).to.equal('b');
  });

  it('keeps showing the last answer while it asks again', async () => {
    const [element] = await show('arco-sample');
    await loaded(element!);
    server.answer = () => new Promise(() => {});

    void element!.reload();
    await loaded(element!);

    expect(element).to.have.attribute('state', 'ready');
    expect(rows(element!)).to.equal('a');
  });

  it('tries again by itself, longer apart each time', async () => {
    server.answer = () => down;
    const [element] = await show('arco-sample');
    await loaded(element!);
    freeze();
    void element!.reload();

    const counts: number[] = [];
    for (let turn = 0; turn < 4; turn += 1) {
      await clock!.advance(20_000);
      counts.push(server.requests.length);
    }
    server.answer = () => ({ data: ['a'] });
    await clock!.advance(61_000);

    expect(counts[0]! - 1).to.be.within(2, 6);
    expect(counts[3]! - counts[2]!).to.be.at.most(2);
    expect(element).to.have.attribute('state', 'ready');
  });

  it('does not hammer what cannot be reached', async () => {
    server.answer = () => {
      throw new TypeError('Failed to fetch');
    };
    const [element] = await show('arco-sample');
    await loaded(element!);
    freeze();
    void element!.reload();
    await clock!.advance(10);
    const before = server.requests.length;

    await clock!.advance(20_000);

    expect(server.requests.length - before).to.be.within(1, 6);
  });

  it('waits as long as the server asks', async () => {
    server.answer = () => ({ error: { reason: 'rate_limited', status: 429 } });
    server.headers = { 'retry-after': '120' };
    const [element] = await show('arco-sample');
    await loaded(element!);
    freeze();
    void element!.reload();
    await clock!.advance(10);
    const before = server.requests.length;

    await clock!.advance(119_000);
    expect(server.requests).to.have.length(before);
    await clock!.advance(2000);
    expect(server.requests).to.have.length(before + 1);
  });

  it('does not insist where asking again cannot help', async () => {
    for (const error of [
      { reason: 'not_found', status: 404 },
      { reason: 'forbidden', status: 403 },
      { reason: 'invalid_input', status: 400 },
    ]) {
      server.answer = () => ({ error });
      const [element] = await show('arco-sample');
      await loaded(element!);
      freeze();
      const before = server.requests.length;
      await clock!.advance(10 * 60_000);

      expect(server.requests, error.reason).to.have.length(before);
      clock!.restore();
    }
  });

  it('asks again at once when the network is back', async () => {
    server.answer = () => down;
    const [broken] = await show('arco-sample');
    await loaded(broken!);
    const before = server.requests.length;
    server.answer = () => ({ data: ['a'] });

    window.dispatchEvent(new Event('online'));
    await loaded(broken!);

    expect(server.requests).to.have.length(before + 1);
    expect(broken).to.have.attribute('state', 'ready');

    window.dispatchEvent(new Event('online'));
    await loaded(broken!);
    expect(server.requests, 'what is fine is left alone').to.have.length(before + 1);
  });

  it('does not ask while nobody looks, and does once somebody does', async () => {
    server.answer = () => down;
    const [element] = await show('arco-sample');
    await loaded(element!);
    freeze();
    hidden = true;
    void element!.reload();
    await clock!.advance(10);
    const before = server.requests.length;
    server.answer = () => ({ data: ['a'] });

    await clock!.advance(10 * 60_000);
    expect(server.requests).to.have.length(before);
    hidden = false;
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    await clock!.advance(10);

    expect(server.requests).to.have.length(before + 1);
    expect(element).to.have.attribute('state', 'ready');
  });

  it('is not held up by the failure of another', async () => {
    const elements = await show('arco-sample', 'arco-sample');
    elements[1]!.period = 'year';
    server.answer = (_, input) => ((input as { period: string }).period === 'year' ? down : { data: ['a'] });
    await loaded(...elements);

    expect(elements.map((element) => element.getAttribute('state'))).to.deep.equal(['ready', 'error']);
  });

  it('forgets what it showed when somebody else is asking', async () => {
    const [element] = await show('arco-sample');
    await loaded(element!);

    server.answer = () => new Promise(() => {});
    api.identify({ publishableKey: 'pk_live_2' });
    await loaded(element!);
    expect(element).to.have.attribute('state', 'loading');
    expect(server.requests.at(-1)!.headers.get('x-arco-key')).to.equal('pk_live_2');

    api.logout();
    await loaded(element!);
    expect(element).to.have.attribute('state', 'unauthorized');
    expect(rows(element!)).to.equal(undefined);
  });

  it('shows what an action answered without asking', async () => {
    const [element] = await show('arco-sample');
    await loaded(element!);
    const { query } = element as unknown as { query: { update(change: (data: { rows: string[] }) => { rows: string[] }): void } };

    query.update(({ rows: before }) => ({ rows: [...before, 'b'] }));
    await settled(element!);

    expect(rows(element!)).to.equal('ab');
    expect(server.requests).to.have.length(1);
  });

  it('recovers with the token, without a click', async () => {
    server.mint = () => new Response(null, { status: 401 });
    api = createApi({ url: 'https://arco.example', tokenUrl: '/token' });
    const [element] = await show('arco-sample');
    await loaded(element!);
    expect(element).to.have.attribute('state', 'unauthorized');

    server.mint = () => Response.json({ token: 'ok', expiresIn: 900 });
    window.dispatchEvent(new Event('pageshow'));
    await loaded(element!);

    expect(element).to.have.attribute('state', 'ready');
    expect(server.requests.at(-1)!.headers.get('authorization')).to.equal('Bearer ok');
  });

  it('mints one token for twenty widgets', async () => {
    api = createApi({ url: 'https://arco.example', tokenUrl: '/token' });
    const elements = await show(...Array.from({ length: 20 }, () => 'arco-sample'));
    await loaded(...elements);

    expect(server.mints).to.have.length(1);
    expect(server.requests).to.have.length(1);
  });
});
