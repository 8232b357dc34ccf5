import { expect, html, oneEvent, waitUntil } from '@open-wc/testing';
import type { Benchmarks, Compared } from '../../server/modules/benchmarks/benchmarks.schema.ts';
import { mount, settled, type ApiStub } from '../test/mount.ts';
import { ConsentChangeEvent } from './benchmarks.events.ts';
import { benchmarksFixture } from './benchmarks.fixtures.ts';
import { ArcoBenchmarks } from './benchmarks.ts';

ArcoBenchmarks.register();

const sample = await benchmarksFixture();
const [conversion, cost, , search] = sample.metrics as [Compared, Compared, Compared, Compared];

interface Answers {
  get?: (input: object) => Promise<Benchmarks>;
  setConsent?: (input: { contribute: boolean }) => Promise<Benchmarks['consent']>;
}

const answering = ({ get = async () => sample, setConsent }: Answers = {}): ApiStub => ({ benchmarks: { get: { query: get }, setConsent: { mutate: setConsent } } }) as object as ApiStub;
const answer = (changes: Partial<Benchmarks>) => answering({ get: async () => ({ ...sample, ...changes }) });
const widget = (api = answering(), lang = 'pt-BR') => mount<ArcoBenchmarks>(html`<arco-benchmarks></arco-benchmarks>`, api, lang);

const words = (element: Element | null | undefined) => (element as HTMLElement | null)?.innerText.replace(/[\s\u202f\u00a0]+/g, ' ').trim() ?? '';
const part = (element: ArcoBenchmarks, name: string) => element.shadowRoot!.querySelector<HTMLElement>(`[part~=${name}]`);
const rows = (element: ArcoBenchmarks) => [...element.shadowRoot!.querySelectorAll('[part=metric]')].map(words);
const verdicts = (element: ArcoBenchmarks) => [...element.shadowRoot!.querySelectorAll('[part=verdict]')].map(words);
const toggle = (element: ArcoBenchmarks) => element.shadowRoot!.querySelector<HTMLInputElement>('[role=switch]')!;

function sized(element: Element, width: number): void {
  Object.assign(element.parentElement!.style, { display: 'block', inlineSize: `${width}px` });
}

describe('<arco-benchmarks>', function () {
  this.timeout(20_000);

  it('shows each figure beside its sector, of whom, and the verdict in words', async () => {
    const element = await widget();
    sized(element, 480);

    expect(words(part(element, 'heading'))).to.equal('Você e o setor');
    expect(rows(element)).to.deep.equal([
      'Taxa de conversão 2,8 % mediana 1,9 % Melhor que o setor 38 empresas, Brasil, out. 2025',
      'Custo por lead menos é melhor R$ 135 mediana R$ 142 Igual ao setor 38 empresas, Brasil, out. 2025',
      'Rejeição menos é melhor 42 % mediana 55 % Melhor que o setor 38 empresas, Brasil, out. 2025',
      'CTR 2,5 % mediana 6,66 % Abaixo da referência WordStream/LocaliQ, EUA, 2025, n 16.446',
    ]);
    expect(words(part(element, 'hidden'))).to.equal('Ainda há poucas empresas do setor para comparar: 9 de 15');
    await expect(element).to.be.accessible();
  });

  it('calls a cost that is too high above, and says why where it cannot tell', async () => {
    const metrics: Compared[] = [
      { ...cost, verdict: 'worse' },
      { ...conversion, verdict: 'worse' },
      { ...search, verdict: 'better' },
      { ...search, verdict: 'unknown', unknown: 'definition' },
      { ...cost, benchmarks: [{ ...search.benchmarks[0]!, currency: 'USD', median: 7_011 }], verdict: 'unknown', unknown: 'currency' },
      { ...cost, interval: null, verdict: 'unknown', unknown: 'few_days' },
      { ...cost, benchmarks: [], verdict: 'unknown', unknown: 'no_benchmark', hidden: { reason: 'dominated', contributors: 20, needed: 15 } },
    ];
    const element = await widget(answer({ metrics }));
    expect(verdicts(element)).to.deep.equal([
      'Acima do setor',
      'Abaixo do setor',
      'Melhor que a referência',
      'A referência conta outra coisa',
      'A referência está em outra moeda',
      'Poucos dias para comparar',
      'Sem comparação',
    ]);
    // An amount in another currency lies on no common scale, and is written as it is.
    const drawn = [...element.shadowRoot!.querySelectorAll('[part=metric]')].map((row) => row.querySelectorAll('svg').length);
    expect(drawn).to.deep.equal([1, 1, 1, 1, 0, 1, 0]);
    expect(rows(element)[4]).to.contain('mediana US$ 70,11');
    expect(words(part(element, 'hidden'))).to.contain('pesa mais de um quarto');
  });

  it('draws with attributes alone, and says in words what is drawn', async () => {
    const element = await widget();
    const svg = part(element, 'scale')!;
    expect(svg.getAttribute('aria-label')!.replaceAll('\u202f', ' ')).to.equal('Taxa de conversão: você 2,8 %, mediana 1,9 %');
    expect(element.shadowRoot!.querySelectorAll('[style]').length).to.equal(0);
    const at = (selector: string, name: string) => Number.parseFloat(svg.querySelector(selector)!.getAttribute(name)!);
    const half = at('.half', 'x');
    expect(half).to.be.lessThan(at('.median', 'x'));
    expect(at('.median', 'x')).to.be.lessThan(half + at('.half', 'width'));
    expect(half + at('.half', 'width')).to.be.lessThan(at('.interval', 'x'));
    expect(at('circle', 'cx')).to.be.within(at('.interval', 'x'), at('.interval', 'x') + at('.interval', 'width'));
  });

  it('has the source, its definition and the intervals one step away', async () => {
    const element = await widget();
    const details = part(element, 'details') as HTMLDetailsElement;
    details.open = true;
    const said = words(details);
    expect(said).to.contain('Você, com 95 % de confiança entre 2,54 % e 3,08 %');
    expect(said).to.contain('Clientes da ARCO que contribuem, cada um com o mesmo peso: moda, 38 empresas, Brasil, out. 2025');
    expect(said).to.contain('Mediana do setor, com 95 % de confiança entre 1,71 % e 2,14 %');
    expect(said).to.contain('Clicks ÷ impressions, search ads');
    const link = details.querySelector('a')!;
    expect([link.protocol, link.rel, words(link)]).to.deep.equal(['https:', 'noopener noreferrer', 'WordStream/LocaliQ']);
    await expect(element).to.be.accessible();
  });

  it('lets an owner contribute, and says what it means', async () => {
    const asked: object[] = [];
    const element = await widget(
      answering({
        setConsent: async (input) => {
          asked.push(input);
          return { contributes: input.contribute, since: '2025-11-24T12:00:00.000Z', canChange: true };
        },
      }),
    );
    expect(words(part(element, 'consent'))).to.contain('Nome, vendas e visitas não aparecem');
    setTimeout(() => toggle(element).click());
    const event: ConsentChangeEvent = await oneEvent(element.parentElement!, ConsentChangeEvent.type);
    await settled(element);
    expect([event.contributes, toggle(element).checked, asked]).to.deep.equal([true, true, [{ contribute: true }]]);
    expect(element.shadowRoot!.textContent).to.contain('contam a partir do próximo cálculo');
  });

  it('puts the choice back where it could not be saved', async () => {
    const element = await widget(answering({ setConsent: async () => Promise.reject(new Error('offline')) }));
    toggle(element).click();
    await waitUntil(() => part(element, 'notice'), 'It did not say so');
    await settled(element);
    expect([toggle(element).checked, toggle(element).disabled]).to.deep.equal([false, false]);
    expect(words(part(element, 'notice'))).to.equal('Não deu para salvar. A escolha continua como estava.');
  });

  it('asks nobody else', async () => {
    const element = await widget(answer({ consent: { contributes: true, since: null, canChange: false } }));
    expect(part(element, 'consent')).to.equal(null);
  });

  it('shows value and verdict alone at 160 pixels, and cuts no number', async () => {
    const element = await widget();
    sized(element, 160);
    await settled(element);
    expect(rows(element)[0]).to.equal('Taxa de conversão 2,8 % Melhor que o setor');
    for (const figure of element.shadowRoot!.querySelectorAll('.num')) expect(figure.scrollWidth).to.be.at.most(figure.clientWidth + 1);
    expect(element.scrollWidth).to.be.at.most(160);
  });

  it('says what is missing where there is no month to compare', async () => {
    const element = await widget(answer({ metrics: [] }));
    await waitUntil(() => element.getAttribute('state') === 'empty');
    expect(words(part(element, 'status'))).to.contain('Ainda não há um mês completo para comparar');
  });

  it('asks for the period that it is given', async () => {
    const asked: object[] = [];
    const api = answering({
      get: async (input) => {
        asked.push(input);
        return sample;
      },
    });
    const element = await widget(api);
    Object.assign(element, { from: '2025-09-01', to: '2025-09-30' });
    await settled(element);
    expect(asked).to.deep.equal([{ period: 'month' }, { from: '2025-09-01', to: '2025-09-30' }]);
  });

  it('speaks English and Spanish', async () => {
    const [en, es] = [await widget(answering(), 'en'), await widget(answering(), 'es')];
    expect(verdicts(en)).to.deep.equal(['Better than the sector', 'Same as the sector', 'Better than the sector', 'Below the reference']);
    expect(verdicts(es)[3]).to.equal('Por debajo de la referencia');
    expect(words(part(es, 'heading'))).to.equal('Tu empresa y el sector');
    await expect(en).to.be.accessible();
  });

  it('shows the same example each time with `mock`', async () => {
    const element = await mount<ArcoBenchmarks>(html`<arco-benchmarks mock></arco-benchmarks>`, {});
    await waitUntil(() => part(element, 'metric'));
    expect(rows(element).length).to.equal(4);
    toggle(element).click();
    await waitUntil(() => toggle(element).checked && !toggle(element).disabled);
  });
});
