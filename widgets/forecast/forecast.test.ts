import { expect, html, waitUntil } from '@open-wc/testing';
import type { Forecasts, MonthForecast, Recommendation } from '../../server/modules/forecast/forecast.schema.ts';
import { mount, settled, type ApiStub } from '../test/mount.ts';
import { curveOf } from './forecast-curve.ts';
import { RecommendationPromoteEvent } from './forecast.events.ts';
import { forecastFixture } from './forecast.fixtures.ts';
import { ArcoForecast } from './forecast.ts';

ArcoForecast.register();

const sample = await forecastFixture();
const [revenue, visitors, , leads, , roi] = sample.metrics as [MonthForecast, MonthForecast, MonthForecast, MonthForecast, MonthForecast, MonthForecast];
const main: MonthForecast = { ...revenue, current: 4_320_000, end: { low: 6_100_000, expected: 6_700_000, high: 7_400_000 }, target: 7_200_000 };
const others = [
  { ...leads, end: { low: 47, expected: 52, high: 57 } },
  { ...roi, end: { low: 4.3, expected: 4.8, high: 5.3 } },
];
const advice: Recommendation = {
  ...sample.recommendations[0]!,
  evidence: { metric: 'ad_spend', value: 50_000, reference: 640_000, days: 30, from: '2025-11-24', to: '2025-11-30' },
  expectedCents: 450_000,
};

const answering = (get: () => Promise<Forecasts>, promote: (input: { recommendation: string }) => Promise<{ action: string }> = async () => ({ action: 'a' })): ApiStub =>
  ({ forecast: { get: { query: get }, promote: { mutate: promote } } }) as object as ApiStub;
const answer = (changes: Partial<Forecasts> = {}) => answering(async () => ({ ...sample, metrics: [main, ...others], recommendations: [advice], ...changes }));
const all = (element: ArcoForecast, name: string) => [...element.shadowRoot!.querySelectorAll<HTMLElement>(`[part~=${name}]`)];
const part = (element: ArcoForecast, name: string) => all(element, name)[0];
const words = (element: HTMLElement | undefined) => element?.innerText.replace(/\s+/g, ' ').trim();

function sized(element: ArcoForecast, width: number): void {
  Object.assign(element.parentElement!.style, { display: 'block', inlineSize: `${width}px` });
}

describe('<arco-forecast>', function () {
  this.timeout(10_000);

  it('says where the month ends, how sure that is, and how far off it was', async () => {
    const element = await mount<ArcoForecast>(html`<arco-forecast></arco-forecast>`, answer());
    sized(element, 480);

    expect(words(part(element, 'head'))).to.contain('Previsão do mês').and.to.contain('Receita');
    expect(words(part(element, 'figure'))).to.equal('R$ 67 mil');
    expect(words(part(element, 'range'))).to.equal('entre R$ 61 mil e R$ 74 mil');
    expect(words(part(element, 'lines'))).to.equal('Leads até dia 30 52 (47 a 57) ROI até dia 30 480 % (430 % a 530 %)');
    expect(words(all(element, 'error').find((each) => each.offsetHeight > 0))).to.equal('8 em cada 10 meses terminam dentro da faixa. Nas últimas 6 previsões erramos, em média, 6,2 %.');
    expect(part(element, 'curve')!.getAttribute('aria-label')!.replaceAll(/\s/g, ' ')).to.equal('Receita até agora: R$ 43,2 mil; em 30 de nov., R$ 67 mil, entre R$ 61 mil e R$ 74 mil. meta R$ 72 mil');
    await expect(element).to.be.accessible();
  });

  it('draws another figure where that is asked for, and one that has a forecast where that has none', async () => {
    const element = await mount<ArcoForecast>(html`<arco-forecast metric="visitors"></arco-forecast>`, answer({ metrics: [main, { ...visitors, end: { low: 9_000, expected: 9_500, high: 9_900 } }] }));
    expect(words(part(element, 'figure'))).to.equal('9.500');

    const without = await mount<ArcoForecast>(html`<arco-forecast></arco-forecast>`, answer({ metrics: [{ ...main, end: null, missing: 'no_data' }, others[0]!] }));
    sized(without, 480);
    expect(words(part(without, 'figure'))).to.equal('52');
    expect(words(part(without, 'lines'))).to.equal('Receita até dia 30 Ainda sem dados');
  });

  it('says what is missing', async () => {
    const short: Recommendation = { ...advice, rule: 'forecast_short_of_goal', evidence: { metric: 'leads', value: 52, reference: 60, low: 47, high: 57, from: '2025-11-01', to: '2025-11-30' }, metric: { name: leads.name, unit: 'count' } };
    const element = await mount<ArcoForecast>(html`<arco-forecast></arco-forecast>`, answer({ metrics: [{ ...main, pastError: null }, { ...roi, end: null, missing: 'ad_spend' }], recommendations: [short], needs: 'ad_spend' }));
    sized(element, 480);
    expect(words(part(element, 'lines'))).to.equal('ROI até dia 30 Falta o gasto em anúncios');
    expect(words(part(element, 'error'))).to.contain('Ainda não há meses terminados');
    expect(words(part(element, 'advice'))).to.contain('Leads: faltam 8 para a meta de 60').and.to.contain('Falta o gasto em anúncios para dizer quanto investir.');
  });

  it('makes an action of a recommendation, for who may', async () => {
    const asked: string[] = [];
    let left = [advice];
    const api = answering(
      async () => ({ ...sample, metrics: [main], recommendations: left }),
      async ({ recommendation }) => {
        asked.push(recommendation);
        left = [];
        return { action: 'card' };
      },
    );
    const element = await mount<ArcoForecast>(html`<arco-forecast></arco-forecast>`, api);
    sized(element, 480);
    expect(words(part(element, 'advice'))).to.contain('Mais R$ 500 em anúncios até 30 de nov. cobrem o que falta').and.to.contain('R$ 6.400').and.to.contain('Vale ~R$ 4.500');
    let made: RecommendationPromoteEvent | undefined;
    element.addEventListener('arco-recommendation-promote', (event) => (made = event));
    part(element, 'promote')!.click();
    await waitUntil(() => !part(element, 'advice'));
    expect(asked).to.deep.equal([advice.id]);
    expect(made).to.be.instanceOf(RecommendationPromoteEvent);
    expect(made!.action).to.equal('card');
    expect(words(element.shadowRoot!.querySelector<HTMLElement>('.titles [role=status]')!)).to.equal('Ação criada');

    const reader = await mount<ArcoForecast>(html`<arco-forecast></arco-forecast>`, answer({ canPromote: false }));
    expect(part(reader, 'advice')).to.exist;
    expect(part(reader, 'promote')).not.to.exist;
  });

  it('says when that failed, and leaves the recommendation where it is', async () => {
    const element = await mount<ArcoForecast>(html`<arco-forecast></arco-forecast>`, answering(async () => ({ ...sample, recommendations: [advice] }), async () => Promise.reject(new Error('no'))));
    sized(element, 480);
    part(element, 'promote')!.click();
    await waitUntil(() => part(element, 'notice'));
    expect(words(part(element, 'notice'))).to.equal('Não foi possível criar a ação. Tente de novo.');
    expect((part(element, 'promote') as HTMLButtonElement).disabled).to.be.false;
  });

  it('keeps to what each width has room for', async () => {
    const element = await mount<ArcoForecast>(html`<arco-forecast></arco-forecast>`, answer());
    const fits = () => expect(part(element, 'card')!.scrollWidth).to.be.at.most(part(element, 'card')!.clientWidth);
    sized(element, 160);
    fits();
    expect(part(element, 'lines')!.offsetHeight).to.equal(0);
    sized(element, 320);
    fits();
    expect(words(all(element, 'error').find((each) => each.offsetHeight > 0))).to.equal('Erro médio das últimas 6: 6,2 %');
    sized(element, 720);
    fits();
    expect(part(element, 'lines')!.getBoundingClientRect().left).to.be.above(part(element, 'curve')!.getBoundingClientRect().right);
  });

  it('says so where nothing can be forecast', async () => {
    const none = sample.metrics.map((each) => ({ ...each, current: null, end: null, missing: 'no_data' as const }));
    const element = await mount<ArcoForecast>(html`<arco-forecast></arco-forecast>`, answer({ metrics: none, recommendations: [] }));
    await waitUntil(() => element.state === 'empty');
    await settled(element);
    expect(words(part(element, 'body'))).to.contain('Ainda não há o que prever');
  });

  it('speaks English and Spanish, and has an example', async () => {
    const element = await mount<ArcoForecast>(html`<arco-forecast mock lang="en"></arco-forecast>`, answer());
    sized(element, 480);
    await waitUntil(() => words(part(element, 'heading')) === 'Forecast of the month');
    await settled(element);
    expect(words(part(element, 'range'))).to.match(/^between .+ and .+/);
    const spanish = await mount<ArcoForecast>(html`<arco-forecast mock lang="es"></arco-forecast>`, answer());
    await waitUntil(() => words(part(spanish, 'heading')) === 'Previsión del mes');
  });
});

describe('the curve of a month', () => {
  const day = (date: string, expected: number) => ({ date, low: 0, expected: 0, high: 0, until: { low: expected - 10, expected, high: expected + 10 } });
  const end = { low: 80, expected: 90, high: 100 };

  it('goes on from what is known to the end, with its range', () => {
    const soFar = [{ date: '2025-11-01', total: 0 }, { date: '2025-11-02', total: 50 }];
    const { known, ahead, band, dot, target } = curveOf({ soFar, days: [day('2025-11-03', 60), day('2025-11-05', 70)], end, target: null }, '2025-11-01', '2025-11-05');
    expect(known).to.equal('M0.0 60.0L25.0 30.0');
    expect(dot).to.equal('M25.0 30.0h0');
    expect(ahead).to.equal('M25.0 30.0L50.0 24.0L100.0 6.0');
    expect(band).to.equal('M25.0 30.0L50.0 18.0L100.0 0.0L100.0 12.0L50.0 30.0L25.0 30.0Z');
    expect(target).to.equal(null);
  });

  it('has room for a goal that is near, and none for one that is far', () => {
    const curve = (goal: number) => curveOf({ soFar: [{ date: '2025-11-01', total: 10 }], days: [], end, target: goal }, '2025-11-01', '2025-11-05').target;
    expect(curve(200)).to.equal(0);
    expect(curve(50)).to.equal(0.5);
    expect(curve(1_000)).to.equal(null);
  });

  it('draws no way from a beginning that nobody counted', () => {
    const { known, ahead } = curveOf({ soFar: [], days: [], end, target: null }, '2025-11-01', '2025-11-30');
    expect([known, ahead]).to.deep.equal(['', 'M100.0 6.0']);
  });
});
