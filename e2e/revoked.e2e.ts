import { describe, expect } from 'vitest';
import { test } from './support/test.ts';
import type { Visitor } from './support/visitor.ts';

const body = '<arco-goals loading="eager"></arco-goals><arco-metric metric="revenue" loading="eager"></arco-metric>';
const tall = { viewport: { width: 1280, height: 6_000 } };
const WITHIN = { timeout: 5_000 };

/** The figures and goals that the widgets of a page show, and whatever looks like money or a share. */
const shown = ({ page }: Visitor) =>
  page.locator('arco-goals, arco-metric').evaluateAll((widgets) => ({
    parts: widgets.reduce((count, widget) => count + widget.shadowRoot!.querySelectorAll('[part=figure], [part=goal]').length, 0),
    figures: /R\$|%/.test(widgets.map((widget) => widget.shadowRoot!.textContent).join(' ')),
  }));
const nothing = { parts: 0, figures: false };

async function expectClosed(visitor: Visitor, began: number): Promise<void> {
  for (const tag of ['arco-goals', 'arco-metric']) await expect.poll(() => visitor.page.locator(tag).first().getAttribute('state'), WITHIN).toBe('unauthorized');
  expect(Date.now() - began).toBeLessThan(5_500);
}

describe('a page that listens', () => {
  test('shows no access within five seconds of its key being revoked, and never another figure', async ({ own, visit }) => {
    const visitor = await visit();
    visitor.allow(/status of 40[13]/);
    await visitor.goto(own.host.page({ body }).url);
    await visitor.all('ready');
    await visitor.follows();
    expect(await shown(visitor)).toMatchObject({ figures: true });
    const began = Date.now();
    await own.owner`update keys set revoked_at = now() where value is null and client_id = (select id from clients where slug = 'moda')`;
    await expectClosed(visitor, began);
    expect(await shown(visitor)).toEqual(nothing);
    // Whatever the page tries from now on.
    await visitor.reload();
    await visitor.page.waitForTimeout(4_000);
    expect(await shown(visitor)).toEqual(nothing);
    expect(await visitor.page.locator('arco-goals').getAttribute('state')).toBe('unauthorized');
  });

  test('as a person leaves for the sign-in once their session was ended elsewhere', async ({ own, visit }) => {
    const visitor = await visit(tall);
    visitor.allow(/status of 401/);
    await visitor.goto(`${own.url}/portal/`);
    await visitor.all('ready');
    await visitor.follows();
    await own.owner`delete from auth.sessions`;
    await visitor.page.waitForURL('**/portal/entrar/?next=%2Fportal%2F', { ...WITHIN, waitUntil: 'commit' });
    await visitor.page.getByRole('heading', { name: 'Entrar no portal' }).waitFor();
  });

  test("as a manager sees nothing more of a client that is no longer theirs", async ({ own, visit }) => {
    const visitor = await visit({ ...tall, person: 'ana@arco.example' });
    visitor.allow(/status of 403/);
    await visitor.goto(`${own.url}/portal/`);
    await visitor.all('ready');
    await visitor.follows();
    const began = Date.now();
    await own.owner`update client_account_managers set active = false`;
    for (const tag of ['arco-goals', 'arco-score']) await expect.poll(() => visitor.page.locator(tag).first().getAttribute('state'), WITHIN).toBe('unauthorized');
    expect(Date.now() - began).toBeLessThan(5_500);
  });
});
