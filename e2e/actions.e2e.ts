import { describe, expect } from 'vitest';
import type { Action, ListedActions } from '../server/modules/actions/actions.schema.ts';
import type { Arco } from './support/arco.ts';
import { expectAccessible } from './support/axe.ts';
import { focused, tabTo } from './support/keyboard.ts';
import { misfits } from './support/layout.ts';
import { test } from './support/test.ts';
import type { Visitor } from './support/visitor.ts';

const inState = async (arco: Arco, state: Action['state']) => (await arco.query<ListedActions>('actions.list', { state })).actions;

async function open(visitor: Visitor, arco: Arco): Promise<void> {
  await visitor.goto(`${arco.url}/portal/`);
  await visitor.page.locator('arco-actions').scrollIntoViewIfNeeded();
  for (const tag of ['arco-score', 'arco-actions', 'arco-goals']) await visitor.state(tag, 'ready');
}

test('by keyboard alone an action is done and brought back, put off until a day, and dismissed for a reason', async ({ own, visit }) => {
  const visitor = await visit();
  const { page } = visitor;
  const { keyboard } = page;
  await open(visitor, own);
  const first = (await inState(own, 'open'))[0]!;
  const done = page.locator('arco-actions [part=done]').first();
  const title = (await done.getAttribute('aria-label'))!.replace(/^Já fiz: /, '');
  const named = (verb: string) => new RegExp(`^button ${verb}: ${RegExp.escape(title)}$`);
  const isFocusKept = () => expect.poll(() => focused(page)).toMatch(/^button (Ver o que fazer|Como sabemos)/);

  await tabTo(page, named('Já fiz'));
  await keyboard.press('Enter');
  await page.getByRole('status').filter({ hasText: `Feita: ${title}` }).waitFor({ state: 'attached' });
  await isFocusKept();
  await expect.poll(async () => (await inState(own, 'completed'))[0]?.id).toBe(first.id);
  await tabTo(page, /^button Desfazer$/, 'Shift+Tab');
  await keyboard.press('Enter');
  await expect.poll(async () => (await inState(own, 'open'))[0]?.id).toBe(first.id);
  await page.locator(`arco-actions #t-${first.id}`).waitFor();
  await isFocusKept();

  await page.locator('#conteudo').focus();
  await tabTo(page, named('Adiar'));
  await keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Até quando?' }).waitFor();
  await tabTo(page, /^input Amanhã/);
  for (const option of [/^input Em uma semana/, /^input Em duas semanas/, /^input Outro dia/]) {
    await keyboard.press('ArrowDown');
    expect(await focused(page)).toMatch(option);
  }
  await tabTo(page, /^input Dia/);
  await keyboard.type('12122026');
  await keyboard.press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await isFocusKept();
  await expect.poll(async () => (await inState(own, 'snoozed')).find(({ id }) => id === first.id)?.snoozedUntil).toBe('2026-12-12');

  const second = (await inState(own, 'open'))[0]!;
  await page.locator('#conteudo').focus();
  await tabTo(page, /^button Dispensar: /);
  await keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Por que dispensar?' }).waitFor();
  await tabTo(page, /^input Não faz sentido/);
  await keyboard.press('Space');
  await keyboard.press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await isFocusKept();
  await expect.poll(async () => (await inState(own, 'dismissed')).find(({ id }) => id === second.id)?.reason).toBe('not_relevant');

  await tabTo(page, /^button O que já foi feito$/);
  await keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'O que já foi feito' }).waitFor();
  await keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await expect.poll(() => focused(page)).toBe('button O que já foi feito');
});

test('the focus goes from the score to each action and what can be done with it, then to the goals', async ({ arco, visit }) => {
  const visitor = await visit();
  const { page } = visitor;
  await open(visitor, arco);
  const titles = await page.locator('arco-actions h4').allInnerTexts();
  expect(titles).toHaveLength(3);
  await tabTo(page, /^button Como sabemos: Score ARCO$/);
  const passed: string[] = [];
  for (let presses = 0; presses < 30 && passed.at(-1) !== 'Nova meta'; presses += 1) {
    await page.keyboard.press('Tab');
    passed.push((await focused(page)).replace(/^button /, ''));
  }
  const { counts } = await arco.query<ListedActions>('actions.list', {});
  expect(passed).toEqual([
    'Como sabemos: Para fazer agora',
    ...titles.flatMap((title) => ['Ver o que fazer', ...['Já fiz', 'Adiar', 'Dispensar'].map((verb) => `${verb}: ${title.replace(/\s+/g, ' ').trim()}`)]),
    ...(counts.open > 3 ? [`Ver todas as ${counts.open}`] : []),
    'O que já foi feito',
    'Nova meta',
  ]);
});

describe('at 360 pixels everything can be reached and hit', () => {
  for (const [pointer, least, options] of [
    ['a mouse', 24, {}],
    ['a finger', 44, { hasTouch: true, isMobile: true }],
  ] as const) {
    test(`with ${pointer}: targets of ${least} pixels`, async ({ own, visit }) => {
      const visitor = await visit({ viewport: { width: 360, height: 740 }, ...options });
      const { page } = visitor;
      await open(visitor, own);
      expect(await misfits(page.locator('arco-score, arco-actions'), least)).toEqual([]);

      // What is open lies over the screen, not within the widget.
      const small = async (part: string) => (await misfits(page.locator(part), least)).filter((problem) => !problem.includes('sticks out'));
      const actions = page.locator('arco-actions');
      const opened = async (button: string, dialog: string) => {
        await actions.locator(`[part=${button}]`).first().click();
        await page.locator(`${dialog} dialog`).waitFor();
        expect(await small(dialog), dialog).toEqual([]);
        const { x, y, width, height } = (await page.locator(`${dialog} dialog`).boundingBox())!;
        expect([x >= 0, x + width <= 360, y >= 0, y + height <= 740.5], `${dialog} at ${x}, ${y}, ${width} × ${height}`).toEqual([true, true, true, true]);
        await expectAccessible(page, dialog);
        await page.keyboard.press('Escape');
        await page.locator(dialog).waitFor({ state: 'detached' });
      };
      await opened('act', 'arco-ui-action-details');
      await opened('snooze', 'arco-ui-action-choice');
      await opened('dismiss', 'arco-ui-action-choice');
      await opened('log', 'arco-ui-action-log');

      await actions.locator('[part=done]').first().click();
      await actions.locator('arco-ui-toast').getByRole('button', { name: 'Desfazer' }).waitFor();
      expect(await small('arco-ui-toast')).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
    });
  }
});
