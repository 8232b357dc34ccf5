import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { demoSecretKey } from '../server/run/demo.ts';
import type { Arco } from './support/arco.ts';
import { test } from './support/test.ts';
import type { Visitor } from './support/visitor.ts';

/** A page view of somebody new, as the client's own server sends it. */
async function hit(arco: Arco): Promise<void> {
  const answer = await fetch(`${arco.url}/api/collect`, {
    method: 'POST',
    headers: { authorization: `Bearer ${demoSecretKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      type: 'pageview',
      url: 'https://moda.example/vestidos',
      visitor: randomUUID(),
      userAgent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
    }),
  });
  expect(answer.status, await answer.text()).toBe(202);
}

const visitors = async ({ page }: Visitor) => Number(await page.locator('arco-live [part=figure]').innerText());

test('two pages show one more visitor within two seconds of a hit, told over one socket each and not asking', async ({ own, visit }) => {
  // Hits are kept at the time of this machine, which is the database's.
  const fast = Date.now() - own.clock.now().getTime();
  own.clock.forward(fast / 1_000);
  const { url } = own.host.page({ body: '<arco-live></arco-live>' });
  const both = [await visit({ fast }), await visit({ fast })];
  for (const visitor of both) {
    await visitor.goto(url);
    await visitor.all('ready');
    await visitor.page.locator('arco-live[live]').waitFor();
  }
  for (const count of [1, 2]) {
    const asked = both.map((visitor) => visitor.data().length);
    const began = performance.now();
    await hit(own);
    for (const visitor of both) await expect.poll(() => visitors(visitor)).toBe(count);
    expect(performance.now() - began).toBeLessThan(2_000);
    expect(both.map((visitor) => visitor.data().length)).toEqual(asked);
  }
  expect(both.map(({ sockets }) => sockets.length)).toEqual([1, 1]);
});
