import { describe, expect } from 'vitest';
import { expectFigures } from './support/figures.ts';
import { test } from './support/test.ts';
import { widgets } from './support/visitor.ts';

const moments = [
  { name: 'the first minutes of a month', at: '2026-12-01T03:20:00Z', from: '2026-12-01', to: '2026-12-31' },
  { name: 'the last minutes of a month', at: '2026-12-01T02:50:00Z', from: '2026-11-01', to: '2026-11-30' },
  { name: 'the morning of the first day of a year', at: '2027-01-01T12:00:00Z', from: '2027-01-01', to: '2027-01-31' },
];

describe('the portal has an answer at any time of the calendar', () => {
  for (const { name, at, ...month } of moments) {
    test(name, async ({ own, visit }) => {
      const fast = await own.comeTo(new Date(at));
      const visitor = await visit({ fast, viewport: { width: 1280, height: 6_000 } });
      await visitor.goto(`${own.url}/portal/`);
      for (const widget of await visitor.page.locator(widgets).all()) await expect.poll(() => widget.getAttribute('state')).toMatch(/^(ready|empty)$/);
      const shown = visitor.page.locator('arco-metric[state=ready]');
      if ((await shown.count()) > 0) await expectFigures(shown, own, month);
      expect(await visitor.page.locator('arco-goals').getAttribute('state')).toBe('ready');
      expect((await visitor.seen()).errors).toEqual([]);
    });
  }
});

test('a page that was opened in another zone shows the days of the client', async ({ arco, visit }) => {
  // There it is the 19th already, and in the client's zone still the 18th.
  const visitor = await visit({ timezoneId: 'Pacific/Auckland' });
  await visitor.goto(arco.host.page({ body: '<arco-metric metric="sessions" period="day"></arco-metric>' }).url);
  await visitor.all('ready');
  await expectFigures(visitor.page.locator('arco-metric'), arco, { from: '2026-11-18', to: '2026-11-18' });
  await visitor.page.locator('arco-metric').getByText('18 nov').waitFor();
});
