import { describe } from 'vitest';
import { expectAccessible } from './support/axe.ts';
import { show, states } from './support/states.ts';
import { test } from './support/test.ts';

const write = { scopes: ['score:read', 'actions:read', 'actions:write', 'goals:read', 'goals:write', 'metrics:read', 'live:read', 'traffic:read', 'forecast:read', 'benchmarks:read'] };
const themes = ['light', 'dark'] as const;
const body = themes
  .flatMap((theme) => [`<arco-score loading="eager" theme="${theme}"></arco-score>`, `<arco-actions loading="eager" theme="${theme}"></arco-actions>`, `<arco-goals loading="eager" theme="${theme}"></arco-goals>`, `<arco-metric loading="eager" theme="${theme}" metric="revenue"></arco-metric>`, `<arco-metric loading="eager" theme="${theme}" metric="cost_per_lead" period="day"></arco-metric>`, ...['live', 'traffic', 'forecast', 'benchmarks'].map((name) => `<arco-${name} loading="eager" theme="${theme}"></arco-${name}>`)])
  .join('');

describe('axe finds nothing in either theme, when widgets are', () => {
  for (const state of states) {
    test(state, async ({ own, visit }) => {
      const visitor = await show(state, own, visit, { body, token: write });
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

      test(`of score and actions, ${theme}, ${width} pixels`, async ({ own, visit }) => {
        const { url } = own.host.page({ body: `<arco-score loading="eager" theme="${theme}"></arco-score><arco-actions loading="eager" theme="${theme}"></arco-actions>`, token: write });
        const visitor = await visit({ viewport: { width, height: 800 } });
        const { page } = visitor;
        const closed = async () => {
          await page.keyboard.press('Escape');
          await page.getByRole('dialog').waitFor({ state: 'detached' });
        };
        await visitor.goto(url);
        await visitor.all('ready');

        await page.locator('arco-score [part=explain]').click();
        const history = page.locator('arco-ui-score-details');
        await history.locator('canvas').waitFor();
        await expectAccessible(page, 'where the score comes from');
        await history.getByRole('button', { name: 'Ver como tabela' }).click();
        await history.getByRole('table').waitFor();
        await expectAccessible(page, 'history of the score as a table');
        await closed();

        const actions = page.locator('arco-actions');
        await actions.locator('[part=explain]').click();
        await page.getByText('Primeiro o que rende mais').waitFor();
        await expectAccessible(page, 'how actions are ranked');
        await closed();

        await actions.locator('[part=act]').first().click();
        const details = page.locator('arco-ui-action-details');
        await details.getByRole('button', { name: 'Já fiz' }).waitFor();
        await expectAccessible(page, 'an action');
        await closed();

        for (const [part, other] of [['snooze', 'Outro dia'], ['dismiss', 'Outro motivo']] as const) {
          await actions.locator(`[part=${part}]`).first().click();
          const choice = page.locator('arco-ui-action-choice');
          await choice.getByRole('radio', { name: other }).check();
          await choice.locator('button[type=submit]').click();
          await choice.locator('[aria-invalid=true]').waitFor();
          await expectAccessible(page, `${part} with what is wrong`);
          await closed();
        }

        await actions.locator('[part=done]').first().click();
        await actions.locator('arco-ui-toast').getByRole('button', { name: 'Desfazer' }).waitFor();
        await expectAccessible(page, 'a decision that can be undone');
        await actions.locator('[part=log]').click();
        await page.locator('arco-ui-action-log li').first().waitFor();
        await expectAccessible(page, 'what has been done');
      });
    }
  }
});
