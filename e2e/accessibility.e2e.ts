import { describe } from 'vitest';
import { expectAccessible } from './support/axe.ts';
import { show, states } from './support/states.ts';
import { test } from './support/test.ts';

const write = { scopes: ['goals:read', 'goals:write', 'metrics:read'] };
const themes = ['light', 'dark'] as const;
const body = themes
  .flatMap((theme) => [`<arco-goals loading="eager" theme="${theme}"></arco-goals>`, `<arco-metric loading="eager" theme="${theme}" metric="revenue"></arco-metric>`, `<arco-metric loading="eager" theme="${theme}" metric="cost_per_lead" period="day"></arco-metric>`])
  .join('');

describe('axe finds nothing in either theme, when widgets are', () => {
  for (const state of states) {
    test(state, async ({ own, visit }) => {
      const visitor = await show(state, own, visit, { body });
      await expectAccessible(visitor.page, state);
    });
  }
});

describe('axe finds nothing in what opens', () => {
  for (const theme of themes) {
    for (const width of [1280, 360]) {
      test(`${theme}, ${width} pixels`, async ({ arco, visit }) => {
        const { url } = arco.host.page({ body: `<arco-goals loading="eager" theme="${theme}"></arco-goals><arco-metric loading="eager" theme="${theme}" metric="revenue"></arco-metric>`, token: write });
        const visitor = await visit({ viewport: { width, height: 800 } });
        const { page } = visitor;
        await visitor.goto(url);
        await visitor.all('ready');

        for (const widget of ['arco-metric', 'arco-goals']) {
          await page.locator(widget).getByRole('button', { name: /^Como sabemos/ }).click();
          const panel = page.getByRole('dialog', { name: 'Como sabemos' });
          const first = panel.locator('summary').first();
          if (widget === 'arco-goals') await first.click();
          await panel.getByText('Fontes').first().waitFor();
          await expectAccessible(page, `explanation of ${widget}`);
          await page.keyboard.press('Escape');
          await panel.waitFor({ state: 'detached' });
        }

        await page.getByRole('button', { name: 'Nova meta' }).click();
        // A dialog shows what is slotted into it, so its content is looked for in the element around it.
        const editor = page.locator('arco-ui-goal-editor');
        await editor.getByLabel('Indicador').locator('option', { hasText: 'Receita' }).waitFor({ state: 'attached' });
        await expectAccessible(page, 'editor');
        await editor.getByLabel('Período').selectOption({ label: 'Outras datas' });
        await editor.getByRole('button', { name: 'Salvar meta' }).click();
        await editor.getByText('Escreva um número maior que zero').waitFor();
        await expectAccessible(page, 'editor with what is wrong');
        await page.keyboard.press('Escape');
        await editor.waitFor({ state: 'detached' });

        await page.getByRole('button', { name: 'Receita', exact: true }).click();
        const history = page.locator('arco-ui-goal-history');
        await history.locator('canvas').waitFor();
        await expectAccessible(page, 'history');
        await history.getByText('Como sabemos').click();
        await history.getByText('Fontes').waitFor();
        await history.getByRole('button', { name: 'Ver como tabela' }).click();
        await history.getByRole('table').waitFor();
        await expectAccessible(page, 'history as a table, explained');
        await history.getByRole('button', { name: 'Remover' }).click();
        await history.getByText('Remover a meta de Receita?').waitFor();
        await expectAccessible(page, 'question before a removal');
      });
    }
  }
});
