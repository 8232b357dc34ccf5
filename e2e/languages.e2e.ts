import { describe, expect } from 'vitest';
import { test } from './support/test.ts';

interface Words {
  score: string;
  actions: string;
  heading: string;
  explain: string;
  sources: string;
  /** How a figure of this many is written. */
  money: RegExp;
  percent: RegExp;
  status: RegExp;
  create: string;
  save: string;
  table: string;
  act: string;
  snooze: string;
  band: RegExp;
}

const languages: Record<string, Words> = {
  'pt-BR': {
    score: 'Score ARCO',
    actions: 'Para fazer agora',
    heading: 'Metas do mês',
    explain: 'Como sabemos',
    sources: 'Fontes',
    money: /^R\$\s\d{1,3}(,\d{1,2})?\s(mil|milhão|milhões)$/,
    percent: /^\d+(,\d)?\u202f%$/,
    status: /^(Atingida|Não atingida|No ritmo|Em risco|Em aberto|A começar|Sem registros)$/,
    create: 'Nova meta',
    save: 'Salvar meta',
    table: 'Ver como tabela',
    act: 'Ver o que fazer',
    snooze: 'Adiar',
    band: /Precisa de atenção|Pode melhorar|Saudável/,
  },
  en: {
    score: 'ARCO score',
    actions: 'To do now',
    heading: 'Goals of the month',
    explain: 'How we know',
    sources: 'Sources',
    money: /^R\$\s?\d{1,3}(\.\d{1,2})?( thousand| million|K|M)$/,
    percent: /^\d+(\.\d)?%$/,
    status: /^(Reached|Missed|On track|At risk|Open|Upcoming|No records)$/,
    create: 'New goal',
    save: 'Save goal',
    table: 'View as table',
    act: 'See what to do',
    snooze: 'Put off',
    band: /Needs attention|Could be better|Healthy/,
  },
  es: {
    score: 'Score ARCO',
    actions: 'Para hacer ahora',
    heading: 'Metas del mes',
    explain: 'Cómo lo sabemos',
    sources: 'Fuentes',
    money: /^\d{1,3}(,\d{1,2})?\s(mil|millón|millones)\s(R\$|BRL)$/,
    percent: /^\d+(,\d)?\u202f%$/,
    status: /^(Alcanzada|No alcanzada|A ritmo|En riesgo|Abierta|Por empezar|Sin registros)$/,
    create: 'Nueva meta',
    save: 'Guardar meta',
    table: 'Ver como tabla',
    act: 'Ver qué hacer',
    snooze: 'Aplazar',
    band: /Necesita atención|Puede mejorar|Saludable/,
  },
};

const body = '<arco-score></arco-score><arco-actions loading="eager"></arco-actions><arco-goals loading="eager"></arco-goals><arco-metric loading="eager" metric="revenue"></arco-metric><arco-metric loading="eager" metric="conversion_rate"></arco-metric>';
const text = (value: string) => value.replace(/\s+/g, ' ').trim();

describe('the language of the page is that of the widgets', () => {
  for (const [lang, words] of Object.entries(languages)) {
    test(lang, async ({ arco, visit }) => {
      const { url } = arco.host.page({ body, lang, token: { scopes: ['score:read', 'actions:read', 'actions:write', 'goals:read', 'goals:write', 'metrics:read'] } });
      const visitor = await visit();
      await visitor.goto(url);
      await visitor.all('ready');
      const { page } = visitor;
      expect(text(await page.locator('arco-goals [part=heading]').innerText())).toContain(words.heading);
      expect(text(await page.locator('arco-score [part=heading]').innerText())).toContain(words.score);
      expect(await page.locator('arco-score [part=arc]').getAttribute('aria-label')).toMatch(words.band);
      expect(text(await page.locator('arco-actions [part=heading]').innerText())).toContain(words.actions);
      expect(text(await page.locator('arco-actions [part=act]').first().innerText())).toBe(words.act);
      expect(text(await page.locator('arco-metric[metric=revenue] [part=figure]').innerText())).toMatch(words.money);
      expect((await page.locator('arco-metric[metric=conversion_rate] [part=figure]').innerText()).trim()).toMatch(words.percent);
      for (const status of await page.locator('arco-goals [part=chip]').allInnerTexts()) expect(text(status)).toMatch(words.status);

      const explain = page.locator('arco-metric[metric=revenue]').getByRole('button', { name: new RegExp(`^${words.explain}`) });
      await explain.click();
      await page.getByRole('dialog', { name: words.explain }).getByText(words.sources).waitFor();
      await page.keyboard.press('Escape');
      await page.locator('arco-actions [part=snooze]').first().click();
      await page.locator('arco-ui-action-choice').getByRole('button', { name: words.snooze, exact: true }).waitFor();
      await page.keyboard.press('Escape');
      await page.locator('arco-ui-action-choice').waitFor({ state: 'detached' });
      await page.getByRole('button', { name: words.create }).click();
      await page.getByRole('dialog', { name: words.create }).waitFor();
      await page.getByRole('button', { name: words.save }).waitFor();
      await page.keyboard.press('Escape');
      await page.locator('arco-goals [part=name]').first().click();
      await page.locator('arco-ui-goal-history canvas').waitFor();
      await page.getByRole('button', { name: words.table }).waitFor();
      // Nothing of another language is fetched for Portuguese, which is in the bundle.
      const foreign = visitor.counted().filter((request) => /\.texts\.(en|es)-/.test(request.url()));
      expect(foreign.every((request) => request.url().includes(`.texts.${lang}-`))).toBe(true);
    });
  }
});

test('the nearest lang wins: element, ancestor, page; and a change is followed', async ({ arco, visit }) => {
  const { url } = arco.host.page({
    lang: 'pt-BR',
    body: '<div lang="es"><arco-goals id="ancestor"></arco-goals><arco-goals id="own" lang="en"></arco-goals></div><arco-goals id="page"></arco-goals>',
  });
  const visitor = await visit();
  await visitor.goto(url);
  await visitor.all('ready');
  const heading = (id: string) => visitor.page.locator(`#${id} [part=heading]`).innerText().then(text);
  expect([await heading('ancestor'), await heading('own'), await heading('page')]).toEqual(['Metas del mes', 'Goals of the month', 'Metas do mês']);

  const asked = visitor.data().length;
  await visitor.page.evaluate(() => (document.documentElement.lang = 'en'));
  await expect.poll(() => heading('page')).toBe('Goals of the month');
  expect(await heading('ancestor')).toBe('Metas del mes');
  expect(visitor.data().length).toBe(asked);
});

test('a widget in another language is painted in that language from the first', async ({ arco, visit }) => {
  const { url } = arco.host.page({
    lang: 'en',
    body: '<arco-goals></arco-goals>',
    script: `
      window.said = new Set();
      const look = () => {
        const heading = document.querySelector('arco-goals').shadowRoot?.querySelector('[part=heading]')?.textContent.trim();
        if (heading) window.said.add(heading);
        requestAnimationFrame(look);
      };
      look();
    `,
  });
  const visitor = await visit();
  await visitor.goto(url);
  await visitor.all('ready');
  expect(await visitor.page.evaluate(() => [...(window as unknown as { said: Set<string> }).said])).toEqual(['Goals of the month']);
});
