import { expect } from '@open-wc/testing';
import type { Api } from '../../core/api.ts';
import { toArcoError } from '../../core/errors.ts';
import { arrival, cookieApi } from './cookie-api.ts';

describe('cookieApi', () => {
  it('tells the host around, which may come later, what happens', () => {
    const heard: string[] = [];
    let around: Api | undefined;
    const { session } = cookieApi(() => around);
    session.onEvent?.(new Event('before'));
    around = { session: { onEvent: ({ type }: Event) => heard.push(type) } } as unknown as Api;
    session.onEvent?.(new Event('after'));

    expect(heard).to.deep.equal(['after']);
  });

  it('asks again when the network is back, for as long as somebody watches', () => {
    const told: string[] = [];
    const stop = cookieApi(() => undefined).session.watch((change) => told.push(change));
    window.dispatchEvent(new Event('online'));
    stop();
    window.dispatchEvent(new Event('online'));

    expect(told).to.deep.equal(['again']);
  });
});

describe('arrival', () => {
  it('is the code, or why it did not come as a widget tells it', async () => {
    expect(await arrival(Promise.resolve('code'))).to.equal('code');
    const reasons = [];
    for (const isOnline of [true, false]) {
      Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => isOnline });
      try {
        reasons.push(await arrival(Promise.reject(new TypeError('Failed to fetch'))).catch((error: unknown) => toArcoError(error).reason));
      } finally {
        delete (navigator as unknown as { onLine?: boolean }).onLine;
      }
    }
    expect(reasons).to.deep.equal(['unavailable', 'offline']);
  });
});
