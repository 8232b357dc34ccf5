import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { Component, Impact, Score } from '../../server/modules/score/score.schema.ts';
import type { WidgetState } from '../core/widget.ts';
import { mount, settled, type ApiStub } from '../test/mount.ts';
import { historyFixture, scoreFixture, type ScoreHistory } from './score.fixtures.ts';
import { ScoreOpenEvent } from './score.events.ts';
import { ArcoScore } from './score.ts';

ArcoScore.register();

const sample = await scoreFixture();
const [visits, revenue, leads] = sample.impact as [Impact, Impact, Impact];

interface Answers {
  get?: (input: object) => Promise<Score>;
  history?: (window: { from: string; to: string }) => Promise<ScoreHistory>;
}

const answering = ({ get = async () => sample, history = historyFixture }: Answers = {}): ApiStub =>
  ({ score: { get: { query: get }, history: { query: history } } }) as object as ApiStub;
const answer = (changes: Partial<Score> = {}) => answering({ get: async () => ({ ...sample, ...changes }) });
const score = (api = answering(), lang = 'pt-BR') => mount<ArcoScore>(html`<arco-score></arco-score>`, api, lang);

const part = (element: ArcoScore, name: string) => element.shadowRoot!.querySelector<HTMLElement>(`[part~=${name}]`);
const words = (element: Element | null | undefined) => (element as HTMLElement | null)?.innerText.replace(/\s+/g, ' ').trim() ?? '';
const card = (element: ArcoScore) => words(part(element, 'card'));
const rows = (element: ArcoScore, name: string) => [...part(element, name)!.querySelectorAll(':scope > li')].map(words);
const lines = (element: ArcoScore) => [...element.shadowRoot!.querySelectorAll('.figs > div')].map(words);
const details = (element: ArcoScore) => element.shadowRoot!.querySelector('arco-ui-score-details')?.shadowRoot;
const dialog = (element: ArcoScore) => details(element)?.querySelector('arco-ui-dialog')?.shadowRoot?.querySelector('dialog');

function sized(element: Element, width: number): void {
  Object.assign(element.parentElement!.style, { display: 'block', inlineSize: `${width}px` });
}

/** What is found, once it is there. */
async function until<T>(found: () => T): Promise<NonNullable<T>> {
  await waitUntil(found, 'It did not happen', { interval: 20, timeout: 4000 });
  return found()!;
}

async function open(element: ArcoScore): Promise<ShadowRoot> {
  part(element, 'explain')!.click();
  await until(() => dialog(element)?.open);
  return details(element)!;
}

const unknown = (id: Component['id'], missing: NonNullable<Component['missing']>): Component => ({ id, value: null, missing, weight: 0.25, basis: {} });

describe('<arco-score>', function () {
  // Chunks are fetched and pages audited in here, on whatever machine there is.
  this.timeout(20_000);

  // The first of the file: whoever loads them later has them already.
  it('fetches its details only when they are asked for, and not where the page shows something else', async () => {
    const isLoaded = () => performance.getEntriesByType('resource').some(({ name }) => name.includes('/score-details.ts'));
    const heard: string[] = [];
    const session = { test: false, watch: () => () => {}, onEvent: (event: Event) => heard.push(`${event.type} ${event.defaultPrevented}`) };
    let asked = 0;
    const history = async (window: { from: string; to: string }) => {
      asked += 1;
      return historyFixture(window);
    };
    const element = await score({ ...answering({ history }), session } as object as ApiStub);
    const cancel = (event: Event) => event.preventDefault();
    document.addEventListener(ScoreOpenEvent.type, cancel);
    part(element, 'explain')!.click();
    await settled(element);
    document.removeEventListener(ScoreOpenEvent.type, cancel);
    expect([isLoaded(), asked, element.shadowRoot!.querySelectorAll('arco-ui-score-details').length]).to.deep.equal([false, 0, 0]);

    await open(element);
    await until(() => asked === 1);
    expect(isLoaded()).to.equal(true);
    expect(heard.filter((each) => each.startsWith('arco-score'))).to.deep.equal(['arco-score-open true', 'arco-score-open false']);
  });

  it('shows the score, where its change came from, and what the work has brought', async () => {
    const element = await score();
    sized(element, 720);

    expect(words(part(element, 'head'))).to.equal('Score ARCO novembro Saudável');
    expect(part(element, 'arc')!.getAttribute('aria-label')).to.equal('87 de 100 pontos, Saudável');
    expect(words(part(element, 'value'))).to.equal('87/100');
    expect(card(element)).to.contain('+5,0 desde 31 de out.').and.to.contain('De onde vieram os 5 pontos a mais');
    expect(rows(element, 'parts')).to.deep.equal(['Campanhas 90 de 100 +3,3', 'Metas 92 de 100 +2,0', 'Uso do portal 81 de 100 −0,9', 'Conversão 85 de 100 +0,6']);
    expect(card(element)).to.contain('Os vãos do arco são os 13 pontos que faltam.');
    expect(card(element)).to.contain('Impacto em novembro 1–23 nov., dias completos');
    expect(lines(element)[0]).to.equal('Visitas 11.046 +4,4 % vs. 1–23 out.');
    await expect(element).to.be.accessible();
  });

  it('speaks English and Spanish', async () => {
    const [en, es] = [await score(answering(), 'en'), await score(answering(), 'es')];
    [en, es].forEach((element) => sized(element, 720));
    await Promise.all([en, es].map((element) => until(() => part(element, 'impact'))));

    expect(card(en)).to.contain('ARCO score November Healthy 87/100 +5.0 since Oct 31 Where the 5 points gained came from Campaigns 90 of 100 +3.3');
    expect(part(en, 'arc')!.getAttribute('aria-label')).to.equal('87 of 100 points, Healthy');
    expect(card(en)).to.contain('Impact in November Nov 1–23, complete days');
    expect(card(es)).to.contain('Saludable 87/100 +5,0 desde el 31 de oct De dónde vinieron los 5 puntos de más Campañas 90 de 100 +3,3');
    await expect(en).to.be.accessible();
  });

  it('reads a change as up, down, none or not known yet', async () => {
    const change = async (of: Score['change']) => {
      const element = await score(answer({ change: of }));
      sized(element, 720);
      return element;
    };
    const up = await change(sample.change);
    expect(part(up, 'delta')!.getAttribute('aria-label')).to.equal('subiu 5,0, bom');

    const down = await change({ since: '2025-10-31', from: 90.4, value: -3.4, contributions: [{ id: 'goals', value: -4 }, { id: 'weights', value: 0.6 }] });
    expect(part(down, 'delta')!.getAttribute('aria-label')).to.equal('caiu 3,4, ruim');
    expect(card(down)).to.contain('De onde vieram os 3,4 pontos a menos');
    expect(rows(down, 'parts'), 'the parts that did not change follow').to.deep.equal([
      'Metas 92 de 100 −4,0', 'Novos pesos +0,6', 'Uso do portal 81 de 100', 'Campanhas 90 de 100', 'Conversão 85 de 100',
    ]);

    const none = await change({ since: '2025-10-31', from: 87.02, value: -0.02, contributions: [{ id: 'data', value: -0.02 }] });
    expect(part(none, 'delta')!.getAttribute('aria-label')).to.equal('não mudou');
    expect(rows(none, 'parts')[0]).to.equal('Dados 0,0');
    expect(card(none)).to.contain('Do que o score é feito');

    const first = await change(null);
    expect(first.shadowRoot!.querySelectorAll('.dial [part=delta]')).to.have.length(0);
    expect(card(first)).to.contain('Primeiro mês com score');
    expect(rows(first, 'parts')).to.have.length(4);
  });

  it('writes contributions that add up to the change that is written', async () => {
    const contributions = [{ id: 'campaigns', value: 1.24 }, { id: 'goals', value: 1.24 }, { id: 'data', value: 1.24 }] as const;
    const element = await score(answer({ change: { since: '2025-10-31', from: 83.28, value: 3.72, contributions: [...contributions] } }));
    sized(element, 720);

    expect(words(part(element, 'delta'))).to.equal('+3,7');
    const tenths = rows(element, 'parts').slice(0, 3).map((row) => Number(row.match(/\+1,(\d)$/)![1]) + 10);
    expect(tenths.reduce((sum, each) => sum + each, 0)).to.equal(37);
  });

  it('has a word, a color and an icon for each band, also where there is no room for the chip', async () => {
    const bands = [[50.4, 'attention', 'Precisa de atenção', 'neg'], [51, 'fair', 'Pode melhorar', 'wrn'], [75.4, 'fair', 'Pode melhorar', 'wrn'], [75.6, 'healthy', 'Saudável', 'pos']] as const;
    for (const [points, band, said, tone] of bands) {
      const element = await score(answer({ score: points, band }));
      sized(element, 480);
      const chip = part(element, 'chip')!;
      expect(words(chip)).to.equal(said);
      expect(chip.classList.contains(tone), said).to.equal(true);
      expect(chip.querySelector('svg')).to.exist;
      expect(part(element, 'arc')!.getAttribute('aria-label')).to.equal(`${Math.round(points)} de 100 pontos, ${said}`);
      for (const width of [160, 320]) {
        sized(element, width);
        expect(words(element.shadowRoot!.querySelector('.dial')), `${width} px`).to.contain(said);
        expect(chip.checkVisibility(), `${width} px`).to.equal(false);
      }
    }
  });

  it('knows one missing point from many, and from none', async () => {
    const [one, full] = [await score(answer({ score: 99 })), await score(answer({ score: 100 }))];

    expect(card(one)).to.contain('Os vãos do arco são o ponto que falta.');
    expect(card(full)).to.contain('O arco está completo.');
  });

  it('names what is missing where too little is known for a score', async () => {
    const [engagement] = sample.components as [Component];
    const components = [engagement, unknown('campaigns', 'no_ad_spend'), unknown('conversion', 'few_sessions'), unknown('goals', 'no_goals')];
    const element = await score(answer({ score: null, band: null, coverage: 0.25, change: null, components }));
    sized(element, 480);

    expect(words(part(element, 'value'))).to.equal('–');
    expect(part(element, 'arc')!.getAttribute('aria-label')).to.equal('Dados insuficientes');
    expect(card(element)).to.contain('Só 25 % do score pode ser calculado. Faltam:');
    expect(rows(element, 'missing')).to.deep.equal(['Campanhas: gasto em anúncios nos últimos 30 dias', 'Conversão: visitas suficientes nos últimos 120 dias', 'Metas: metas em andamento']);
    expect(element.shadowRoot!.querySelectorAll('.dial [part=delta], [part~=chip]')).to.have.length(0);
    expect(part(element, 'arc')!.querySelectorAll('path')).to.have.length(5);
    expect(part(element, 'arc')!.querySelectorAll('.fill')).to.have.length(1);
    await expect(element).to.be.accessible();
  });

  it('says why a line of the impact has no figure or no change, and counts the few in units', async () => {
    const element = await score(
      answer({
        impact: [
          { ...leads, value: 7, previous: 4, change: 0.75 },
          { ...visits, value: null, previous: null, change: null, missing: 'no_source', days: [] },
          { ...revenue, value: 120_000, previous: 0, change: null },
        ],
      }),
    );
    sized(element, 720);

    expect(lines(element)).to.deep.equal(['Leads qualificados 7 +3 vs. 1–23 out.', 'Visitas – Nenhuma fonte conectada ainda', 'Receita R$ 1.200 Nada em 1–23 out. para comparar']);
    const first = await score(answer({ impact: [{ ...visits, value: null, previous: null, change: null, missing: 'no_complete_day', from: '2025-12-01', to: '2025-11-30', days: [] }] }));
    sized(first, 720);
    expect(words(part(first, 'impact'))).to.equal('Impacto em dezembro Visitas – O primeiro dia do mês ainda não acabou');
    await expect(first).to.be.accessible();
  });

  it('asks for the day it is told, and again when that changes', async () => {
    const asked: object[] = [];
    const get = async (input: object) => {
      asked.push(input);
      return sample;
    };
    const element = await mount<ArcoScore>(html`<arco-score as-of="2025-10-31"></arco-score>`, answering({ get }));
    element.asOf = undefined;
    await settled(element);

    expect(asked).to.deep.equal([{ asOf: '2025-10-31' }, {}]);
  });

  it('keeps to what each width has room for', async () => {
    const element = await score();
    for (const width of [160, 320, 480, 720]) {
      sized(element, width);
      expect(part(element, 'card')!.scrollWidth, `${width} px`).to.be.at.most(part(element, 'card')!.clientWidth);
      expect(part(element, 'parts')!.checkVisibility(), `${width} px`).to.equal(width > 160);
    }
  });

  for (const theme of ['light', 'dark'] as const) {
    it(`is accessible in every state and width, ${theme}`, async () => {
      const states: WidgetState[] = ['loading', 'ready', 'empty', 'error', 'stale', 'unauthorized'];
      const page = await fixture<HTMLElement>(html`<div>${states.map((state) => html`<arco-score preview-state=${state} theme=${theme} loading="eager"></arco-score>`)}</div>`);
      Object.assign(page.style, { background: theme === 'light' ? '#fff' : '#19181f', color: theme === 'light' ? '#000' : '#fff' });
      await until(() => states.every((state) => page.querySelector(`arco-score[state=${state}]`)));
      for (const width of [160, 320, 480, 720]) {
        page.style.setProperty('inline-size', `${width}px`);
        await expect(page).to.be.accessible();
      }
    });
  }

  it('shows the same example each time with `mock`, where qualified leads come as leads do', async () => {
    const element = await mount<ArcoScore>(html`<arco-score mock></arco-score>`, {});
    const again = await scoreFixture();
    await until(() => part(element, 'impact'));

    expect(words(part(element, 'value'))).to.contain('87');
    expect(again).to.deep.equal(sample);
    expect(new Set(leads.days.map(({ value }) => value)).size).to.be.above(2);
    expect(leads.value).to.equal(leads.days.reduce((sum, { value }) => sum + value!, 0));
  });
});

describe('where the score comes from', function () {
  // Chunks are fetched and pages audited in here, on whatever machine there is.
  this.timeout(20_000);

  it('shows its days, what each part is computed from, and how fresh that is', async () => {
    const asked: object[] = [];
    const history = async (window: { from: string; to: string }) => {
      asked.push(window);
      return historyFixture(window);
    };
    const element = await score(answering({ history, get: async () => ({ ...sample, restated: true }) }));
    const root = await open(element);
    const chart = await until(() => root.querySelector('arco-ui-chart')?.shadowRoot?.querySelector('.plot'));

    expect(asked).to.deep.equal([{ from: '2025-08-26', to: '2025-11-24' }]);
    expect(chart.getAttribute('aria-label')).to.match(/^Score por dia, 26 ago\. – 24 nov\.|^Score por dia, 26 ago\.–24 nov\./);
    const said = words(root.querySelector('arco-ui-dialog'));
    expect(said).to.contain('Até 50 precisa de atenção, de 51 a 75 pode melhorar, de 76 em diante está saudável.');
    expect(said).to.contain('Uso do portal: 81 de 100 peso 25 % 10 de 13 ações dos últimos 30 dias feitas, adiadas ou dispensadas, e 3 de 3 metas abertas. Entrar no portal não conta.');
    expect(said).to.contain('trouxe 3,6 em receita atribuída; 4 valem 100 pontos.');
    expect(said).to.contain('Taxa de 2,8 % nos últimos 30 dias contra 2,5 % nos 90 anteriores.');
    expect(said).to.contain('3 metas em andamento devem chegar, em média, a 92 % do alvo.');
    expect(said).to.contain('Versão 1 dos pesos').and.to.contain('Revisado com dados que chegaram depois');
    expect(said, 'a day that is not over').to.contain('Hoje conta o que foi feito até agora');
    await expect(element).to.be.accessible();
  });

  it('says of a part without a value what is missing, and which weights are standard', async () => {
    const components = sample.components.map((each) => (each.id === 'campaigns' ? unknown('campaigns', 'no_ad_spend') : each));
    const root = await open(await score(answer({ components, version: 0, asOf: '2025-10-31', updatedAt: null })));
    const said = words(root.querySelector('dl'));

    expect(said).to.contain('Campanhas: – de 100 peso 25 % gasto em anúncios nos últimos 30 dias').and.to.contain('Pesos padrão');
    expect(said).not.to.contain('Atualizado');
    expect(words(root.querySelector('arco-ui-dialog'))).not.to.contain('Hoje conta');
  });

  it('marks in the chart the day from which other weights count', async () => {
    const { scoreChart } = await import('./score-details.ts');
    const history = await historyFixture({ from: '2025-10-01', to: '2025-10-10' });
    const days = history.days.filter(({ date }) => date !== '2025-10-03');
    const names = { history: '', score: '', weightsChanged: 'Pesos novos', parts: { engagement: 'Uso', campaigns: '', conversion: '', goals: '' } };
    const chart = scoreChart({ ...history, days }, names);

    expect(chart.notes).to.deep.equal([{ day: '2025-10-06', text: 'Pesos novos' }]);
    expect(chart.days).to.have.length(10);
    expect(chart.main.values[2], 'a day without a score is a gap').to.equal(null);
    expect(chart.more!.map(({ values }) => values[9])).to.deep.equal(['engagement', 'campaigns', 'conversion', 'goals'].map((id) => days.at(-1)![id as Component['id']]));
    expect(scoreChart({ days: days.slice(5), weights: history.weights }, names).notes, 'before the first day that is shown').to.deep.equal([]);
  });

  it('says how many days were revised, and when there is no day yet', async () => {
    const revised = async (window: { from: string; to: string }) => {
      const { days, weights } = await historyFixture(window);
      return { weights, days: days.map((day, index) => (index < 2 ? { ...day, restated: true as const } : day)) };
    };
    const root = await open(await score(answering({ history: revised })));
    await until(() => root.querySelector('.chart .cap'));
    expect(words(root.querySelector('.chart .cap'))).to.equal('2 dias foram revisados com dados que chegaram depois.');

    const none = await open(await score(answering({ history: async () => ({ days: [], weights: [] }) })));
    expect(words(await until(() => none.querySelector('.chart > p.q')))).to.equal('O histórico começa quando o primeiro dia terminar.');
  });

  it('offers to try again when the history does not come', async () => {
    let broken = true;
    const history = async (window: { from: string; to: string }) => {
      if (broken) throw new Error('boom');
      return historyFixture(window);
    };
    const element = await score(answering({ history }));
    const root = await open(element);
    expect(words(await until(() => root.querySelector('[role=alert]')))).to.equal('Não deu para buscar o histórico');
    await expect(element).to.be.accessible();

    broken = false;
    root.querySelector<HTMLElement>('.chart button')!.click();
    await until(() => root.querySelector('arco-ui-chart'));
  });

  it('opens, closes and gives the focus back by keyboard', async () => {
    const element = await score();
    part(element, 'explain')!.focus();
    await sendKeys({ press: 'Enter' });
    await until(() => dialog(element)?.open);

    await sendKeys({ press: 'Escape' });
    await until(() => !element.shadowRoot!.querySelector('arco-ui-score-details'));
    expect(element.shadowRoot!.activeElement?.getAttribute('part')).to.equal('explain');
  });
});
