import { expect, html, waitUntil } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import type { Metric } from '../../server/modules/metrics/metrics.schema.ts';
import { mount, settled, type ApiStub } from '../test/mount.ts';
import { explanationFixture } from '../ui/explain/explain.fixtures.ts';
import { metricFixture } from './metrics.fixtures.ts';
import { ArcoMetric } from './metrics.ts';

ArcoMetric.register();

type Explain = typeof explanationFixture;
const answering = (query: (input: object) => Promise<Metric>, explain: Explain = explanationFixture): ApiStub =>
  ({ metrics: { get: { query }, explain: { query: explain } } }) as object as ApiStub;
const revenue = () => metricFixture('revenue', '2025-11-01', '2025-11-30', 'previous');
const answer = (changes: Partial<Metric> = {}) => answering(async () => ({ ...(await revenue()), ...changes }));
const part = (element: ArcoMetric, name: string) => element.shadowRoot!.querySelector<HTMLElement>(`[part~=${name}]`);
const text = (element: ArcoMetric) => part(element, 'card')!.innerText.replace(/\s+/g, ' ');

function sized(element: ArcoMetric, width: number): void {
  Object.assign(element.parentElement!.style, { display: 'block', inlineSize: `${width}px` });
}

async function open(element: ArcoMetric): Promise<HTMLElement> {
  part(element, 'explain')!.click();
  await until(() => element.shadowRoot!.querySelector('arco-ui-explain')?.shadowRoot?.querySelector('arco-ui-metric-facts')?.shadowRoot?.querySelector('dl'));
  return element.shadowRoot!.querySelector('arco-ui-explain')!;
}

/** What is found, once it is there. */
async function until<T>(found: () => T): Promise<NonNullable<T>> {
  await waitUntil(found, 'It did not happen', { interval: 20, timeout: 4000 });
  return found()!;
}

describe('<arco-metric>', function () {
  // Chunks are fetched and pages audited in here, on whatever machine there is.
  this.timeout(10_000);

  it('shows the figure, its change and its run', async () => {
    const element = await mount<ArcoMetric>(html`<arco-metric metric="revenue"></arco-metric>`, answer({ total: 4_320_000 }));

    expect(part(element, 'heading')).to.have.text('Receita');
    expect(part(element, 'figure')).to.have.text('R$\u00a043,2\u00a0mil');
    expect(part(element, 'delta')!.getAttribute('aria-label')).to.match(/^subiu [\d,]+\u202f%, bom$/);
    expect(text(element)).to.contain('vs. 1–23 out.');
    expect(part(element, 'spark')!.getAttribute('aria-label')).to.match(/^Por dia, de R\$\s1\.\d+ a R\$\s2\.\d+$/);
    expect(text(element)).to.contain('Hoje, parcial, fora da comparação');
    await expect(element).to.be.accessible();
  });

  it('says why there is no change to show', async () => {
    const before = (await revenue()).compare!;
    const first = await mount<ArcoMetric>(html`<arco-metric></arco-metric>`, answer({ compare: { ...before, total: null, change: null } }));
    const zero = await mount<ArcoMetric>(html`<arco-metric></arco-metric>`, answer({ compare: { ...before, total: 0, change: null } }));

    expect(text(first)).to.contain('Primeiro mês com dados');
    expect(text(zero)).to.contain('Nada em 1–23 out.');
    expect(zero.shadowRoot!.querySelectorAll('[part=delta]')).to.have.length(0);
  });

  it('shows a dash with its reason where there is nothing to work it out from', async () => {
    const element = await mount<ArcoMetric>(html`<arco-metric metric="cost_per_lead"></arco-metric>`, answer({ total: null, better: 'lower' }));

    expect(part(element, 'figure')).to.have.text('–');
    expect(text(element)).to.contain('Sem base');
    await expect(element).to.be.accessible();
  });

  it('marks a day that is all there is as partial', async () => {
    const { compare: _, ...today } = await metricFixture('visitors', '2025-11-24', '2025-11-24', 'previous');
    const element = await mount<ArcoMetric>(html`<arco-metric period="day"></arco-metric>`, answering(async () => today));

    sized(element, 160);
    expect(text(element)).to.contain('Hoje, parcial, fora da comparação');
    expect(element.shadowRoot!.querySelectorAll('[part=spark], [part=delta]')).to.have.length(0);
  });

  it('says what is missing when nothing was recorded', async () => {
    const element = await mount<ArcoMetric>(html`<arco-metric from="2025-11-01" to="2025-11-07"></arco-metric>`, answer({ total: null, days: [], updatedAt: null }));
    await until(() => element.state === 'empty' && part(element, 'status'));

    expect(text(element)).to.contain('Receita').and.to.contain('Nada por aqui ainda');
    await expect(element).to.be.accessible();
  });

  it('still says which figure it is when the server does not answer, and recovers', async () => {
    let broken = true;
    const api = answering(async () => {
      if (broken) throw new Error('boom');
      return revenue();
    });
    const element = await mount<ArcoMetric>(html`<arco-metric metric="revenue"></arco-metric>`, api);
    await until(() => part(element, 'retry'));
    expect(part(element, 'heading')).to.have.text('Receita');
    await expect(element).to.be.accessible();

    broken = false;
    part(element, 'retry')!.click();
    await until(() => part(element, 'figure'));
    expect(element.state).to.equal('ready');
  });

  it('asks for the period around today in the client’s own days, and for what it is told', async () => {
    const asked: object[] = [];
    const api = answering(async (input) => {
      asked.push(input);
      return { ...(await revenue()), today: '2025-12-01' };
    });
    const element = await mount<ArcoMetric>(html`<arco-metric metric="leads" period="month"></arco-metric>`, api);
    expect(asked.at(-1)).to.deep.equal({ metric: 'leads', from: '2025-12-01', to: '2025-12-01', compare: 'previous' });

    Object.assign(element, { from: '2025-11-03', to: '2025-11-09', compare: 'year', metric: 'sessions' });
    await settled(element);
    expect(asked.at(-1)).to.deep.equal({ metric: 'sessions', from: '2025-11-03', to: '2025-11-09', compare: 'year' });
  });

  it('speaks English and Spanish', async () => {
    const en = await mount<ArcoMetric>(html`<arco-metric metric="revenue"></arco-metric>`, answer(), 'en');
    const es = await mount<ArcoMetric>(html`<arco-metric metric="revenue"></arco-metric>`, answer(), 'es');
    await Promise.all([until(() => part(en, 'figure')), until(() => part(es, 'figure'))]);

    expect(part(en, 'heading')).to.have.text('Revenue');
    expect(part(en, 'delta')!.getAttribute('aria-label')).to.match(/^up [\d.]+%, good$/);
    expect(text(en)).to.contain('Today, partial');
    expect(part(es, 'heading')).to.have.text('Ingresos');
    expect(part(es, 'delta')!.getAttribute('aria-label')).to.match(/^subió .*, bueno$/);
  });

  it('never cuts the figure, at any width', async () => {
    for (const width of [160, 320, 480, 720]) {
      const element = await mount<ArcoMetric>(html`<arco-metric></arco-metric>`, answer({ total: 123_456_789_00 }));
      sized(element, width);
      const [box, card] = [part(element, 'figure')!, part(element, 'card')!].map((each) => each.getBoundingClientRect());

      expect(box!.right, `${width} px`).to.be.at.most(card!.right);
      expect(part(element, 'card')!.scrollWidth, `${width} px`).to.be.at.most(part(element, 'card')!.clientWidth);
    }
  });

  it('shows the same example twice with `mock`, without asking anybody', async () => {
    const [one, two] = await Promise.all([1, 2].map(() => mount<ArcoMetric>(html`<arco-metric metric="revenue" mock></arco-metric>`, {})));
    await Promise.all([one!, two!].map((each) => until(() => part(each, 'figure'))));

    expect(part(one!, 'figure')).to.have.text(part(two!, 'figure')!.textContent!);
    expect(text(one!)).to.contain('1–24 nov.');
  });
});

describe('“Como sabemos”', function () {
  // Chunks are fetched and pages audited in here, on whatever machine there is.
  this.timeout(10_000);

  it('says what a figure means, where it came from and what is behind it', async () => {
    const element = await mount<ArcoMetric>(html`<arco-metric metric="revenue"></arco-metric>`, answer());
    const panel = await open(element);
    const facts = panel.shadowRoot!.querySelector('arco-ui-metric-facts')!.shadowRoot!;

    expect(facts.textContent!.replace(/\s+/g, ' ')).to.match(/Conta Soma dos dias Período 1–24 nov\., 23 dias completos Fontes Coletor ARCO, 22 dias ?visitas-novembro\.csv, 2 dias/);
    expect(facts.textContent).to.contain('Hoje ainda é parcial').and.to.contain('1 dia foi revisado');
    expect(part(element, 'explain')).to.have.attribute('aria-expanded', 'true');
    await expect(element).to.be.accessible();
  });

  it('opens and closes by keyboard, and gives the focus back', async () => {
    const element = await mount<ArcoMetric>(html`<arco-metric></arco-metric>`, answer());
    const button = part(element, 'explain')!;
    button.focus();
    await sendKeys({ press: 'Enter' });
    await until(() => element.shadowRoot!.activeElement?.localName === 'arco-ui-explain');

    await sendKeys({ press: 'Escape' });
    await until(() => button.getAttribute('aria-expanded') === 'false');
    expect(element.shadowRoot!.activeElement).to.equal(button);
    expect(element.shadowRoot!.querySelectorAll('arco-ui-explain')).to.have.length(0);
  });

  it('closes with its button, and when the focus goes elsewhere', async () => {
    const element = await mount<ArcoMetric>(html`<arco-metric></arco-metric>`, answer());
    const button = part(element, 'explain')!;
    await open(element);
    button.click();
    await until(() => !element.shadowRoot!.querySelector('arco-ui-explain'));

    const panel = await open(element);
    panel.shadowRoot!.querySelector('button')!.focus();
    const elsewhere = element.parentElement!.appendChild(document.createElement('button'));
    elsewhere.focus();
    await until(() => !element.shadowRoot!.querySelector('arco-ui-explain'));
    expect(document.activeElement).to.equal(elsewhere);
  });

  it('stays inside the screen, beside its button, or as a sheet on a phone', async () => {
    const element = await mount<ArcoMetric>(html`<arco-metric></arco-metric>`, answer());
    sized(element, 160);
    const dialog = (await open(element)).shadowRoot!.querySelector('dialog')!;
    const box = dialog.getBoundingClientRect();
    expect(dialog.matches(':popover-open')).to.equal(true);
    expect(box.left).to.be.at.least(0);
    expect(box.top).to.be.at.least(part(element, 'explain')!.getBoundingClientRect().bottom);
    part(element, 'explain')!.click();
    await until(() => !element.shadowRoot!.querySelector('arco-ui-explain'));

    await setViewport({ width: 360, height: 640 });
    const sheet = (await open(element)).shadowRoot!.querySelector('dialog')!;
    expect(sheet.matches(':modal')).to.equal(true);
    await Promise.all(sheet.getAnimations().map(({ finished }) => finished));
    const { left, width, bottom } = sheet.getBoundingClientRect();
    expect([left, width, Math.round(bottom)]).to.deep.equal([0, 360, 640]);
    await setViewport({ width: 800, height: 600 });
  });

  it('offers to try again when the explanation does not come', async () => {
    let broken = true;
    const api = answering(revenue, async (subject) => {
      if (broken) throw new Error('boom');
      return explanationFixture(subject);
    });
    const element = await mount<ArcoMetric>(html`<arco-metric></arco-metric>`, api);
    part(element, 'explain')!.click();
    const facts = await until(() => element.shadowRoot!.querySelector('arco-ui-explain')?.shadowRoot?.querySelector('arco-ui-metric-facts')?.shadowRoot);
    const retry = await until(() => facts.querySelector('button'));

    broken = false;
    retry.click();
    expect(await until(() => facts.querySelector('dl'))).to.contain.text('Soma dos dias');
  });
});
