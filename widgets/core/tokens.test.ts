import { expect } from '@open-wc/testing';
import { Clock, flush, jwt } from '../test/clock.ts';
import { ArcoError } from './errors.ts';
import { Tokens, type FetchToken, type TokenRequest } from './tokens.ts';

const MINUTE = 60_000;

describe('Tokens', () => {
  let clock: Clock;
  let asked: TokenRequest[];
  let recovered: number;
  let tokens: Tokens;

  const minting = (mint: FetchToken) => {
    tokens = new Tokens(
      (request) => {
        asked.push(request);
        return mint(request);
      },
      () => (recovered += 1),
    );
    return tokens;
  };
  const lasting = (seconds: number) => minting(async () => ({ token: jwt(seconds, asked.length), expiresIn: seconds }));

  beforeEach(() => {
    clock = new Clock();
    asked = [];
    recovered = 0;
  });

  afterEach(() => {
    tokens.stop();
    clock.restore();
  });

  it('asks once for any number of askers', async () => {
    lasting(900);

    const all = await Promise.all([tokens.get(), tokens.get(), tokens.get()]);

    expect(new Set(all)).to.have.length(1);
    expect(asked.map(({ reason }) => reason)).to.deep.equal(['initial']);
  });

  it('renews at 80 % of its life while it is used', async () => {
    lasting(900);
    tokens.use(true);
    const first = await tokens.get();

    await clock.advance(0.8 * 15 * MINUTE - 1);
    expect(asked).to.have.length(1);
    await clock.advance(1);

    expect(asked.map(({ reason }) => reason)).to.deep.equal(['initial', 'refresh']);
    expect(await tokens.get()).to.not.equal(first);
  });

  it('keeps no timer when nobody uses it', async () => {
    lasting(900);
    tokens.use(true);
    await tokens.get();

    tokens.use(false);
    await clock.advance(60 * MINUTE);

    expect(asked).to.have.length(1);
    expect(clock.pending).to.equal(0);
  });

  it('does not believe the wall clock', async () => {
    for (const error of [-5 * MINUTE, 5 * MINUTE, 3 * 365 * 24 * 60 * MINUTE]) {
      clock.setWall(Date.now() + error);
      asked = [];
      lasting(300);
      tokens.use(true);
      await tokens.get();

      await clock.advance(3 * MINUTE);
      await tokens.get();
      expect(asked, `clock off by ${error}`).to.have.length(1);
      await clock.advance(MINUTE + 1);
      expect(asked, `clock off by ${error}`).to.have.length(2);
      tokens.stop();
    }
  });

  it('goes by the shorter of the two lives that the host names', async () => {
    minting(async () => ({ token: jwt(900), expiresIn: 100 }));
    tokens.use(true);
    await tokens.get();

    await clock.advance(80_000);

    expect(asked).to.have.length(2);
  });

  it('takes a plain string, whatever it is', async () => {
    minting(async () => 'opaque');

    expect(await tokens.get()).to.equal('opaque');
  });

  it('neither loops nor overflows on a life that is nonsense', async () => {
    for (const expiresIn of [0, -5, 0.001, 1e12]) {
      asked = [];
      minting(async () => ({ token: 'opaque', expiresIn }));
      tokens.use(true);
      await tokens.get();

      await clock.advance(7000);

      expect(asked, `expiresIn ${expiresIn}`).to.have.length(1);
      tokens.stop();
    }
  });

  it('replaces a token that the server refused, once for all who had it', async () => {
    lasting(900);
    const old = await tokens.get();

    const fresh = await Promise.all([tokens.get(old), tokens.get(old)]);
    const late = await tokens.get(old);

    expect(asked.map(({ reason }) => reason)).to.deep.equal(['initial', 'rejected']);
    expect(new Set([...fresh, late])).to.have.length(1);
    expect(late).to.not.equal(old);
  });

  it('tries again after a callback that rejects, longer each time, and for as long as it is used', async () => {
    minting(() => Promise.reject(new Error('host is down')));
    tokens.use(true);
    const error = await tokens.get().catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(ArcoError).with.property('reason', 'unavailable');

    const counts: number[] = [];
    for (let turn = 0; turn < 5; turn += 1) {
      await clock.advance(2 * MINUTE);
      counts.push(asked.length);
    }

    expect(counts[0]).to.be.within(4, 9);
    for (let turn = 1; turn < 5; turn += 1) expect(counts[turn]! - counts[turn - 1]!).to.be.within(1, 5);
  });

  it('does not ask a host that is down once per widget', async () => {
    minting(() => Promise.reject(new Error('host is down')));
    tokens.use(true);

    await Promise.allSettled(Array.from({ length: 20 }, () => tokens.get()));
    await Promise.allSettled(Array.from({ length: 20 }, () => tokens.get()));

    expect(asked).to.have.length(1);
  });

  it('tells when it recovered, and only then', async () => {
    let down = true;
    minting(async () => {
      if (down) throw new Error('host is down');
      return 'opaque';
    });
    tokens.use(true);
    await tokens.get().catch(() => {});
    expect(recovered).to.equal(0);

    down = false;
    await clock.advance(2 * MINUTE);

    expect(recovered).to.equal(1);
    expect(await tokens.get()).to.equal('opaque');
  });

  it('gives up on a callback that never settles, and asks again', async () => {
    minting(() => new Promise(() => {}));
    tokens.use(true);
    const first = tokens.get().catch((reason: unknown) => reason);

    await clock.advance(9999);
    expect(asked[0]!.signal.aborted).to.equal(false);
    await clock.advance(1);

    expect(await first).to.have.property('reason', 'unavailable');
    expect(asked[0]!.signal.aborted).to.equal(true);
    await clock.advance(3000);
    expect(asked).to.have.length(2);
  });

  it('keeps working with the token it has while a renewal fails', async () => {
    let down = false;
    minting(async () => {
      if (down) throw new Error('host is down');
      return { token: 'opaque', expiresIn: 900 };
    });
    tokens.use(true);
    await tokens.get();
    down = true;

    await clock.advance(13 * MINUTE);
    expect(asked.length).to.be.greaterThan(1);
    expect(await tokens.get()).to.equal('opaque');

    await clock.advance(2 * MINUTE);
    expect(await tokens.get().catch((error: unknown) => error)).to.be.instanceOf(ArcoError);
  });

  it('does not wait out its pause when the network or the page is back', async () => {
    let down = true;
    minting(async () => {
      if (down) throw new Error('host is down');
      return 'opaque';
    });
    tokens.use(true);
    await tokens.get().catch(() => {});
    down = false;

    tokens.wake();
    await flush();

    expect(await tokens.get()).to.equal('opaque');
    expect(asked).to.have.length(2);
  });

  it('renews on waking when the token is ripe, as timers stop while a laptop sleeps', async () => {
    lasting(900);
    await tokens.get();

    tokens.wake();
    await flush();
    expect(asked).to.have.length(1);

    clock.setWall(Date.now() + 14 * MINUTE);
    tokens.wake();
    await flush();
    expect(asked).to.have.length(2);
  });

  it('forgets everything when stopped, also a mint on its way', async () => {
    let answer!: (token: string) => void;
    minting(() => new Promise((resolve) => (answer = resolve)));
    tokens.use(true);
    const pending = tokens.get().catch((error: unknown) => error);

    tokens.stop();
    answer('late');

    expect(await pending).to.be.instanceOf(ArcoError);
    expect(asked[0]!.signal.aborted).to.equal(true);
    expect(clock.pending).to.equal(0);
  });

  it('reads from the token whether it is for tests', async () => {
    minting(async () => jwt(900, 1, { test: true }));
    expect(tokens.test).to.equal(false);

    await tokens.get();

    expect(tokens.test).to.equal(true);
  });
});
