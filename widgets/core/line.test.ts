import { expect, fixture, html } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import { Clock, jwt } from '../test/clock.ts';
import { SampleWidget } from '../test/sample.ts';
import { FakeServer, type Reply } from '../test/server.ts';
import { FakeSocket } from '../test/socket.ts';
import type * as Live from './line.ts';
import { ArcoProvider } from './provider.ts';
import type { TokenRequest } from './tokens.ts';

/** After so long a development build warns of a widget that has nobody to ask. Milliseconds. */
const WARNING = 2000;

class LiveSample extends SampleWidget {
  static override readonly topics = ['goals'];
}

class OtherSample extends SampleWidget {
  static override readonly topics = ['score', 'actions'];
}

class PushedSample extends SampleWidget {
  static override readonly topics = ['live'];
  static readonly pushes = 'live.watch';
  isPushed: boolean | undefined;
}

ArcoProvider.register();
SampleWidget.register();
PushedSample.register('arco-pushed-sample');
LiveSample.register('arco-live-sample');
OtherSample.register('arco-other-sample');

describe('what is shown follows what changes', function () {
  // Frames of a browser in the background come late.
  this.timeout(10_000);

  const RealSocket = window.WebSocket;
  let clock: Clock;
  let server: FakeServer;
  let asked: TokenRequest['reason'][];
  const fetchToken = async ({ reason }: TokenRequest) => {
    asked.push(reason);
    return jwt(900, asked.length);
  };

  beforeEach(() => {
    clock = new Clock();
    server = new FakeServer();
    server.answer = () => ({ data: ['a'] });
    asked = [];
    FakeSocket.all = [];
    window.WebSocket = FakeSocket as unknown as typeof WebSocket;
  });

  afterEach(() => {
    server.restore();
    clock.restore();
    window.WebSocket = RealSocket;
    Reflect.deleteProperty(document, 'hidden');
  });

  /** Lets frames, tasks and chunks come in; no time passes on the page's own clock. */
  async function until(isSo: () => boolean): Promise<void> {
    for (let turn = 0; turn < 300 && !isSo(); turn += 1) {
      await new Promise(requestAnimationFrame);
      await clock.advance(0);
    }
    expect(isSo(), 'It did not happen').to.equal(true);
  }

  async function still(): Promise<void> {
    for (let turn = 0; turn < 5; turn += 1) {
      await new Promise(requestAnimationFrame);
      await clock.advance(0);
    }
  }

  const provide = (widgets: TemplateResult) => fixture<ArcoProvider>(html`<arco-provider api="https://arco.example" .fetchToken=${fetchToken}>${widgets}</arco-provider>`);
  const one = html`<arco-live-sample loading="eager"></arco-live-sample>`;

  /** Widgets that have been painted, and the page's line, which has subscribed. */
  async function listening(widgets: TemplateResult = one): Promise<ArcoProvider> {
    const provider = await provide(widgets);
    await until(() => FakeSocket.all.length > 0);
    await still();
    FakeSocket.last.opened().tells('7-100');
    server.requests.length = 0;
    return provider;
  }

  function hide(hidden: boolean): void {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  }

  // The first of the file: whoever loads it later has it already.
  it('costs nothing until a widget has been painted', async () => {
    const isLoaded = () => performance.getEntriesByType('resource').some(({ name }) => name.includes('/core/line.ts'));
    let answer: (reply: Reply) => void = () => {};
    server.answer = () => new Promise((resolve) => (answer = resolve));
    const log: string[] = [];
    const provider = await provide(one);
    provider.addEventListener('arco-ready', () => log.push(`ready, ${isLoaded() ? 'loaded' : 'not loaded'}, ${FakeSocket.all.length} sockets`));
    await until(() => server.requests.length > 0);
    await still();
    expect([isLoaded(), FakeSocket.all.length]).to.deep.equal([false, 0]);

    answer({ data: ['a'] });
    await until(() => FakeSocket.all.length > 0);
    expect(log).to.deep.equal(['ready, not loaded, 0 sockets']);
    expect(isLoaded()).to.equal(true);
  });

  it('says who listens, and since when', async () => {
    await provide(one);
    await until(() => FakeSocket.all.length > 0);
    const { last: socket } = FakeSocket;
    expect(socket.url.href).to.equal('wss://arco.example/api/trpc?connectionParams=1');
    expect(socket.sent, 'before it is open').to.deep.equal([]);

    await clock.advance(20_000);
    socket.opened();
    expect(socket.messages[0]).to.deep.equal({ method: 'connectionParams', data: { token: jwt(900, 1) } });
    expect(socket.messages[1]).to.deep.include({ id: 1, method: 'subscription' });
    expect(Number(socket.cursor!.slice(1)), 'seconds since the data arrived').to.be.within(10, 20);
    expect(socket.cursor).to.match(/^~\d+$/);
    expect(asked, 'the token of the page').to.deep.equal(['initial']);
  });

  it('answers the server, which asks whether anybody is there', async () => {
    await listening();
    FakeSocket.last.says('PING');

    expect(FakeSocket.last.sent.at(-1)).to.equal('PONG');
  });

  it('has one line for all widgets of a page, and for two copies of the SDK', async () => {
    const provider = await listening(html`${one}<arco-other-sample loading="eager"></arco-other-sample><arco-sample loading="eager"></arco-sample>`);
    const address = './line.ts?copy';
    const copy = (await import(address)) as typeof Live;
    let reloads = 0;
    const query = { loadedAt: new Date(Date.now() + 60_000), reload: async () => void (reloads += 1) };
    copy.follow(provider.querySelector<SampleWidget>('arco-sample')!, query, ['metrics']);
    await still();
    expect(FakeSocket.all).to.have.length(1);

    FakeSocket.last.tells('8-100', 'metrics');
    await clock.advance(250);
    expect(reloads).to.equal(1);
    expect(server.requests).to.have.length(0);
  });

  it('asks once for what changed at the same time, and only where it is shown', async () => {
    await listening(html`${one}<arco-live-sample period="year" loading="eager"></arco-live-sample><arco-other-sample loading="eager"></arco-other-sample>`);
    FakeSocket.last.tells('8-100', 'goals');
    FakeSocket.last.tells('9-100', 'goals', 'leads');
    await clock.advance(49);
    expect(server.requests, 'not every page in the same moment').to.have.length(0);
    await clock.advance(201);

    expect(server.requests.map(({ inputs }) => inputs)).to.deep.equal([[{ period: 'month' }, { period: 'year' }]]);
    FakeSocket.last.tells('10-100', 'actions', 'score');
    // Not sooner than 350 ms after the last time, which was up to 250 ms after it was told.
    await clock.advance(400);
    expect(server.requests.slice(1).map(({ inputs }) => inputs)).to.deep.equal([[{ period: 'month' }]]);
    FakeSocket.last.tells('11-100', 'leads');
    await clock.advance(1000);
    expect(server.requests).to.have.length(2);
  });

  it('shows what it asked for', async () => {
    const provider = await listening();
    server.answer = () => ({ data: ['b'] });
    FakeSocket.last.tells('8-100', 'goals');
    await clock.advance(250);
    await still();

    expect(provider.querySelector('arco-live-sample')!.shadowRoot!.querySelector('[part=rows]')).to.have.text('b');
  });

  it('waits until somebody looks', async () => {
    await listening();
    hide(true);
    FakeSocket.last.tells('8-100', 'goals');
    await clock.advance(5000);
    expect(server.requests).to.have.length(0);

    hide(false);
    await clock.advance(0);
    expect(server.requests).to.have.length(1);
    await clock.advance(5000);
    expect(server.requests).to.have.length(1);
  });

  it('tells a widget that comes later what it has missed', async () => {
    const provider = await listening(html`${one}<arco-sample loading="eager"></arco-sample><arco-sample loading="eager" period="year"></arco-sample>`);
    const { follow } = await import('./line.ts');
    FakeSocket.last.tells('8-100', 'goals');
    await clock.advance(10_000);
    const loads: string[] = [];
    const loaded = (name: string, ago: number) => ({ loadedAt: new Date(Date.now() - ago), reload: async () => void loads.push(name) });
    const [early, late] = [...provider.querySelectorAll<SampleWidget>('arco-sample')];
    follow(early!, loaded('before it changed', 11_000), ['goals']);
    follow(late!, loaded('after it changed', 1000), ['goals']);

    expect(loads).to.deep.equal(['before it changed']);
  });

  it('opens again where it was cut off, later each time', async () => {
    await listening();
    const first = FakeSocket.last;
    first.onclose!({ code: 1006 });
    await clock.advance(499);
    expect(FakeSocket.all).to.have.length(1);
    await clock.advance(501);
    expect(FakeSocket.all).to.have.length(2);

    FakeSocket.last.onclose!({ code: 1006 });
    await clock.advance(999);
    expect(FakeSocket.all).to.have.length(2);
    await clock.advance(1001);
    expect(FakeSocket.all).to.have.length(3);

    FakeSocket.last.opened();
    expect(FakeSocket.last.cursor).to.equal('7-100');
    expect(FakeSocket.last.token).to.equal(first.token);
    expect(asked).to.deep.equal(['initial']);
  });

  it('opens again at once with a fresh token when the old one was refused', async () => {
    await listening();
    FakeSocket.last.onclose!({ code: 4401 });
    await clock.advance(0);

    expect(asked).to.deep.equal(['initial', 'rejected']);
    expect(FakeSocket.all).to.have.length(2);
    FakeSocket.last.opened();
    expect(FakeSocket.last.token).to.equal(jwt(900, 2));
    expect(FakeSocket.last.cursor).to.equal('7-100');

    FakeSocket.last.onclose!({ code: 4401 });
    await clock.advance(600_000);
    expect(FakeSocket.all, 'not in a loop').to.have.length(2);
    window.dispatchEvent(new Event('online'));
    await clock.advance(0);
    expect(FakeSocket.all, 'once the page is back').to.have.length(3);
  });

  it('does not knock where it may not listen, until somebody else asks', async () => {
    const provider = await listening();
    FakeSocket.last.onclose!({ code: 4403 });
    await clock.advance(50_000);
    window.dispatchEvent(new Event('online'));
    provider.append(Object.assign(document.createElement('arco-other-sample'), { loading: 'eager' }));
    await still();
    await clock.advance(600_000);
    expect(FakeSocket.all).to.have.length(1);

    provider.querySelector<SampleWidget>('arco-live-sample')!.api!.identify({ fetchToken });
    await until(() => FakeSocket.all.length === 2);
    FakeSocket.last.opened();
    expect(FakeSocket.last.cursor, 'what the other one heard is not theirs').to.match(/^~/);
  });

  for (const [what, close] of [
    ['what stood behind the token was ended', { code: 4401, reason: 'token_revoked' }],
    ['the reader may no longer see this client', { code: 4403, reason: 'forbidden' }],
  ] as const) {
    it(`shows nothing of before once ${what}`, async () => {
      const provider = await listening();
      server.answer = () => ({ error: { reason: 'token_revoked', status: 401 } });
      FakeSocket.last.onclose!(close);
      await until(() => provider.querySelector('arco-live-sample')!.getAttribute('state') === 'unauthorized');
      expect(provider.querySelector('arco-live-sample')!.shadowRoot!.querySelector('[part=rows]')).to.equal(null);
    });
  }

  it('asks for nothing anew because a token came to its end', async () => {
    await listening();
    FakeSocket.last.onclose!({ code: 4401, reason: 'token_expired' });
    await clock.advance(0);
    await still();
    expect(server.requests).to.have.length(0);
  });

  it('takes a refused subscription as a closed line', async () => {
    await listening();
    FakeSocket.last.says({ id: 1, error: { message: 'forbidden', code: -32_003, data: { httpStatus: 403, reason: 'forbidden' } } });
    await clock.advance(600_000);

    expect(FakeSocket.last.closed).to.equal(4403);
    expect(FakeSocket.all).to.have.length(1);
  });

  it('hangs up on a line that is quiet for 45 seconds, and opens another', async () => {
    await listening();
    const quiet = Object.assign(FakeSocket.last, { dead: true });
    await clock.advance(30_000);
    quiet.says('PING');
    await clock.advance(44_999);
    expect(quiet.closed).to.equal(undefined);

    await clock.advance(1);
    expect(quiet.closed).to.equal(1005);
    await clock.advance(1000);
    expect(FakeSocket.all).to.have.length(2);
    quiet.onclose!({ code: 1006 });
    await clock.advance(5000);
    expect(FakeSocket.all, 'the end of the dead one is no news').to.have.length(2);
  });

  it('opens another at once when the page wakes up after a sleep', async () => {
    await listening();
    clock.setWall(Date.now() + 3_600_000);
    window.dispatchEvent(new Event('pageshow'));
    await clock.advance(0);
    await still();

    expect(FakeSocket.all).to.have.length(2);
    expect(FakeSocket.all[0]!.closed).to.equal(1005);
  });

  it('keeps its line where a widget is moved', async () => {
    const provider = await listening();
    provider.prepend(document.createElement('p'), provider.firstElementChild!);
    await still();

    expect(FakeSocket.all.map(({ closed }) => closed)).to.deep.equal([undefined]);
  });

  it('leaves nothing behind when the last widget goes', async () => {
    const provider = await listening(html`${one}<arco-other-sample loading="eager"></arco-other-sample>`);
    const socket = FakeSocket.last;
    await clock.advance(WARNING);
    provider.lastElementChild!.remove();
    await clock.advance(0);
    expect(socket.closed).to.equal(undefined);

    socket.tells('8-100', 'goals');
    provider.replaceChildren();
    await clock.advance(0);
    expect(socket.closed).to.equal(1005);
    expect(clock.pending).to.equal(0);
    expect(server.requests).to.have.length(0);
  });

  it('leaves nothing behind either when the widget goes while the line is cut off', async () => {
    const provider = await listening();
    await clock.advance(WARNING);
    FakeSocket.last.onclose!({ code: 1006 });
    provider.replaceChildren();
    await clock.advance(0);

    expect(clock.pending).to.equal(0);
    await clock.advance(60_000);
    expect(FakeSocket.all).to.have.length(1);
  });

  it('hangs up when nobody is asking any more', async () => {
    const provider = await listening();
    provider.querySelector<SampleWidget>('arco-live-sample')!.api!.logout();
    await clock.advance(0);
    expect(FakeSocket.last.closed).to.equal(1005);

    await clock.advance(600_000);
    expect(FakeSocket.all).to.have.length(1);
  });

  describe('and is what is pushed', () => {
    const pushed = html`<arco-pushed-sample loading="eager"></arco-pushed-sample>`;
    const samples = (provider: ArcoProvider) => [...provider.querySelectorAll<PushedSample>('arco-pushed-sample')];
    const rows = (provider: ArcoProvider) => samples(provider).map((sample) => sample.shadowRoot!.querySelector('[part=rows]')?.textContent);
    const push = (row: string, id = 2) => FakeSocket.last.says({ id, result: { type: 'data', data: { rows: [row] } } });
    const asked = () => FakeSocket.last.messages.slice(2);

    it('without asking for it', async () => {
      const provider = await listening(pushed);
      expect(asked()).to.deep.equal([{ id: 2, method: 'subscription', params: { path: 'live.watch' } }]);
      expect(samples(provider)[0]!.isPushed).to.not.equal(true);

      push('b');
      await still();
      expect([rows(provider), samples(provider)[0]!.isPushed]).to.deep.equal([['b'], true]);
      FakeSocket.last.tells('8-100', 'live');
      await clock.advance(1000);
      expect(server.requests).to.have.length(0);
    });

    it('once for all elements, one that comes later included', async () => {
      const provider = await listening(html`${pushed}${pushed}${one}`);
      push('b');
      provider.append(Object.assign(document.createElement('arco-pushed-sample'), { loading: 'eager' }));
      await until(() => samples(provider).every(({ isPushed }) => isPushed));
      await still();
      expect(rows(provider)).to.deep.equal(['b', 'b', 'b']);
      expect(asked()).to.have.length(1);

      for (const sample of samples(provider)) sample.remove();
      await still();
      expect(asked().slice(1)).to.deep.equal([{ id: 2, method: 'subscription.stop' }]);
      expect(FakeSocket.last.closed).to.equal(undefined);
    });

    it('again after the line was cut off, and not meanwhile', async () => {
      const provider = await listening(pushed);
      push('b');
      FakeSocket.last.onclose!({ code: 1006 });
      expect(samples(provider)[0]!.isPushed).to.equal(false);

      await clock.advance(1000);
      FakeSocket.last.opened();
      expect(asked()).to.deep.equal([{ id: 2, method: 'subscription', params: { path: 'live.watch' } }]);
      push('c');
      await still();
      expect([rows(provider), samples(provider)[0]!.isPushed]).to.deep.equal([['c'], true]);
      expect(server.requests).to.have.length(0);
    });

    it('in place of a failure to load it', async () => {
      const provider = await listening(pushed);
      server.answer = () => ({ error: { reason: 'unavailable', status: 503 } });
      void samples(provider)[0]!.reload();
      await until(() => samples(provider)[0]!.getAttribute('state') === 'stale');
      push('b');
      await until(() => samples(provider)[0]!.getAttribute('state') === 'ready');
      expect(rows(provider)).to.deep.equal(['b']);
    });

    it('unless it is refused, which costs the others nothing', async () => {
      await listening(html`${pushed}${one}`);
      FakeSocket.last.says({ id: 2, error: { message: 'scope_missing', code: -32_003, data: { httpStatus: 403 } } });
      expect(FakeSocket.last.closed).to.equal(undefined);
      FakeSocket.last.tells('8-100', 'goals');
      await clock.advance(250);
      expect(server.requests).to.have.length(1);

      FakeSocket.last.says({ id: 2, error: { message: 'unavailable', code: -32_603, data: { httpStatus: 503 } } });
      await clock.advance(1000);
      expect(FakeSocket.all, 'what cannot be had now is asked for again').to.have.length(2);
    });

    it('to nobody else', async () => {
      const provider = await listening(pushed);
      const former = FakeSocket.last;
      push('b');
      server.answer = () => ({ data: ['of somebody else'] });
      samples(provider)[0]!.api!.identify({ fetchToken });
      former.says({ id: 2, result: { type: 'data', data: { rows: ['secret'] } } });
      await until(() => rows(provider)[0] === 'of somebody else');
      expect(samples(provider)[0]!.isPushed).to.equal(false);
    });
  });

  it('never speaks for who asked before', async () => {
    const provider = await listening();
    const { api } = provider.querySelector<SampleWidget>('arco-live-sample')!;
    // A token that is there already is handed over a moment later, and in that moment somebody else signs in.
    FakeSocket.last.onclose!({ code: 1006 });
    await clock.advance(400);
    window.dispatchEvent(new Event('online'));
    api!.identify({ fetchToken: async () => jwt(900, 77) });
    await until(() => FakeSocket.all.length > 1);
    await still();

    expect(FakeSocket.all).to.have.length(2);
    FakeSocket.last.opened();
    expect(FakeSocket.last.token).to.equal(jwt(900, 77));
  });

  it('is not opened for example data, nor for published content', async () => {
    await fixture(html`
      <div>
        <arco-provider api="https://arco.example" .fetchToken=${fetchToken}>
          <arco-live-sample mock loading="eager"></arco-live-sample>
          <arco-live-sample preview-state="ready" loading="eager"></arco-live-sample>
        </arco-provider>
        <arco-provider api="https://arco.example" publishable-key="pk_live_1">${one}</arco-provider>
      </div>
    `);
    await until(() => document.querySelectorAll('arco-live-sample[state=ready]').length === 3);
    await still();
    await clock.advance(1000);

    expect(FakeSocket.all).to.have.length(0);
  });
});
