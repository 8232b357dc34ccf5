import { expect, html, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { Filter, GetBreakdown, GetTraffic } from '../../server/modules/traffic/traffic.schema.ts';
import { Locale } from '../core/locale.ts';
import { mount, settled, type ApiStub } from '../test/mount.ts';
import { csv } from './csv.ts';
import { seriesOf } from './series.ts';
import { trafficNotes } from './traffic-notes.ts';
import { linkTo, viewIn } from './traffic-view.ts';
import { TrafficFilterEvent } from './traffic.events.ts';
import { breakdownFixture, trafficFixture } from './traffic.fixtures.ts';
import { ArcoTraffic } from './traffic.ts';

ArcoTraffic.register();

const window = { from: '2025-11-01', to: '2025-11-24' };
const asked: GetTraffic[] = [];
const tables: GetBreakdown[] = [];

const api = {
  traffic: {
    get: {
      query: async (input: GetTraffic) => {
        asked.push(input);
        return trafficFixture(input.metric, input, input.filter);
      },
    },
    breakdown: {
      query: async (input: GetBreakdown) => {
        tables.push(input);
        return breakdownFixture(input.dimension, input, input.filter);
      },
    },
  },
} as object as ApiStub;

async function traffic(lang = 'pt-BR'): Promise<ArcoTraffic> {
  const element = await mount<ArcoTraffic>(html`<arco-traffic from="2025-11-01" to="2025-11-24"></arco-traffic>`, api, lang);
  await until(() => rows(element).length);
  return element;
}

async function until<T>(found: () => T): Promise<NonNullable<T>> {
  await waitUntil(found, 'It did not happen', { interval: 20, timeout: 8000 });
  return found()!;
}

const words = (element: Element | null | undefined) => (element as HTMLElement | null)?.innerText.replace(/\s+/g, ' ').trim() ?? '';
const part = (element: ArcoTraffic, name: string) => element.shadowRoot!.querySelector<HTMLElement>(`[part~=${name}]`);
const inside = (element: ArcoTraffic, name: string) => element.shadowRoot!.querySelector(`arco-ui-traffic-${name}`)?.shadowRoot;
const rows = (element: ArcoTraffic) => [...(inside(element, 'breakdown')?.querySelectorAll<HTMLElement>('tbody tr') ?? [])];
const tab = (element: ArcoTraffic, id: string) => inside(element, 'breakdown')!.querySelector<HTMLElement>(`#${id}`)!;

describe('<arco-traffic>', function () {
  // Chunks are fetched and pages audited in here, on whatever machine there is.
  this.timeout(30_000);

  beforeEach(() => {
    asked.length = tables.length = 0;
  });

  afterEach(() => history.replaceState(null, '', location.pathname + location.search));

  it('shows a figure against the days before, and where visits came from', async () => {
    const element = await traffic();
    const data = await trafficFixture('visitors', window);
    const locale = Locale.of('pt-BR');

    expect(words(part(element, 'figure'))).to.equal(locale.value(data.totals[0]!.value, 'count'));
    expect(words(part(element, 'versus'))).to.contain('vs. ').and.to.contain(locale.range(data.previous!.from, data.previous!.to));
    expect(rows(element).map(words)[0]).to.match(/^google /);
    expect(rows(element).map(words).some((row) => row.startsWith('Direto'))).to.equal(true);
    expect(words(part(element, 'notes'))).to.contain('Hoje até agora').and.to.contain('Soma dos dias').and.to.contain('412 de robôs, 37 da própria equipe');
    await expect(element).to.be.accessible();
  });

  it('chooses another figure, and compares with the year before', async () => {
    const element = await traffic();
    const bounce = [...element.shadowRoot!.querySelectorAll<HTMLElement>('[part=total]')].find((each) => words(each).startsWith('Rejeição'))!;
    bounce.click();
    await until(() => asked.at(-1)?.metric === 'bounce_rate');
    await until(() => words(part(element, 'notes')).includes('Rejeição: visita de uma página só, em que nada foi feito.'));
    expect(bounce.getAttribute('aria-pressed')).to.equal('true');

    part(element, 'year')!.click();
    await settled(element);
    expect(words(part(element, 'versus'))).to.contain('2024');
  });

  it('filters by a row, in the card and in every table, and takes the filter away', async () => {
    const element = await traffic();
    const heard: (Filter | undefined)[] = [];
    element.addEventListener(TrafficFilterEvent.type, ({ filter }) => heard.push(filter));
    tab(element, 'device').click();
    const phone = await until(() => rows(element).find((row) => words(row).startsWith('Celular')));
    phone.querySelector('button')!.click();
    await until(() => asked.at(-1)?.filter?.value === 'mobile');
    tab(element, 'source').click();
    await until(() => tables.at(-1)?.dimension === 'source' && tables.at(-1)?.filter?.value === 'mobile');
    expect(words(part(element, 'filter'))).to.equal('Aparelho: Celular');

    part(element, 'filter')!.click();
    await until(() => asked.at(-1)?.filter === undefined && !part(element, 'filter'));
    expect(heard).to.deep.equal([{ dimension: 'device', value: 'mobile' }, undefined]);
  });

  it('walks the tabs with the arrow keys, and names countries', async () => {
    const element = await traffic();
    tab(element, 'source').focus();
    await sendKeys({ press: 'End' });
    await until(() => rows(element).some((row) => words(row).startsWith('Brasil')));
    expect(rows(element).map(words).some((row) => row.startsWith('Desconhecido'))).to.equal(true);
    await sendKeys({ press: 'ArrowRight' });
    await until(() => tables.at(-1)?.dimension === 'page');
    await until(() => words(inside(element, 'breakdown')!.querySelector('#panel')).includes('e mais 41'));
  });

  it('asks for the period that is chosen', async () => {
    const element = await traffic();
    part(element, 'range')!.click();
    const range = await until(() => element.shadowRoot!.querySelector('arco-ui-date-range')?.shadowRoot);
    (await until(() => [...range.querySelectorAll<HTMLElement>('.preset')].find((each) => words(each) === 'Últimos 7 dias' || words(each).includes('7 dias')))).click();
    await until(() => asked.at(-1)?.from === '2025-11-17');
    expect(asked.at(-1)).to.include({ to: '2025-11-23' });
    await until(() => !element.shadowRoot!.querySelector('arco-ui-popover'));
  });

  it('says how the site is counted, to who may change it', async () => {
    const saved: object[] = [];
    const settings = { settings: { query: async () => ({ bounce: 'event', ownNetworks: ['203.0.113.7/32'], honourDoNotTrack: true }) }, updateSettings: { mutate: async (input: object) => saved.push(input) } };
    const element = await mount<ArcoTraffic>(html`<arco-traffic></arco-traffic>`, { traffic: { ...api.traffic, ...settings } } as object as ApiStub);
    const menu = await until(() => inside(element, 'export')?.querySelector('arco-ui-menu')?.shadowRoot);
    menu.querySelector<HTMLElement>('.ibtn')!.click();
    const items = await until(() => { const found = [...menu.querySelectorAll<HTMLElement>('[role=menuitem]')]; return found.length === 5 ? found : undefined; });
    items.at(-1)!.click();
    const dialog = await until(() => inside(element, 'export')!.querySelector('arco-ui-traffic-settings')?.shadowRoot);
    const form = await until(() => dialog.querySelector('form'));
    const networks = form.querySelector('textarea')!;
    expect(networks.value).to.equal('203.0.113.7/32');
    networks.value = '203.0.113.0/24\npadaria';
    form.requestSubmit();
    await until(() => dialog.querySelector('#networks-note')!.textContent!.includes('padaria não é um endereço'));
    networks.value = '203.0.113.0/24, 2001:db8::/32';
    form.querySelector<HTMLInputElement>('[value=engagement]')!.click();
    form.requestSubmit();
    await until(() => saved.length);
    expect(saved).to.deep.equal([{ bounce: 'engagement', ownNetworks: ['203.0.113.0/24', '2001:db8::/32'], honourDoNotTrack: true }]);
  });

  it('speaks English and Spanish', async () => {
    const [en, es] = [await traffic('en'), await traffic('es')];
    expect(words(part(en, 'notes'))).to.contain('Sum of the days');
    expect(words(tab(en, 'country'))).to.equal('Countries');
    expect(words(part(es, 'notes'))).to.contain('Soma de los días'.replace('Soma', 'Suma'));
    expect(words(tab(es, 'device'))).to.equal('Dispositivos');
  });

  it('opens the view that a link says, and no other', async () => {
    const view = { metric: 'sessions', from: '2025-10-01', to: '2025-10-31', filter: { dimension: 'page', value: '/a?b=1&c #d' } } as const;
    const link = linkTo(view, 'https://loja.example/painel?x=1#topo');
    expect(link.startsWith('https://loja.example/painel?x=1#arco-traffic=')).to.equal(true);
    expect(viewIn(new URL(link).hash)).to.deep.equal(view);
    for (const wrong of ['', '#topo', '#arco-traffic=', '#arco-traffic=%E0%A4%A', '#arco-traffic=metric%3Droi%26from%3D2025-10-01%26to%3D2025-10-31', '#arco-traffic=metric%3Dsessions%26from%3D2025-10-31%26to%3D2025-10-01']) {
      expect(viewIn(wrong), wrong).to.equal(undefined);
    }
    history.replaceState(null, '', new URL(link).hash);
    const element = await mount<ArcoTraffic>(html`<arco-traffic></arco-traffic>`, api);
    await until(() => asked.length);
    expect(asked.at(-1)).to.deep.equal({ metric: 'sessions', from: '2025-10-01', to: '2025-10-31', filter: view.filter });
    expect(element.metric).to.equal('sessions');
  });

  it('says an empty period and a failure', async () => {
    const none = { traffic: { get: { query: async (input: GetTraffic) => ({ ...(await trafficFixture(input.metric, input)), days: [], totals: [] }) } } } as object as ApiStub;
    const element = await mount<ArcoTraffic>(html`<arco-traffic></arco-traffic>`, none);
    await until(() => element.getAttribute('state') === 'empty');
    expect(words(element.shadowRoot!.querySelector('[part=card]'))).to.contain('Nenhuma visita neste período');

    const failing = { traffic: { get: { query: async () => Promise.reject(new Error('no')) } } } as object as ApiStub;
    const failed = await mount<ArcoTraffic>(html`<arco-traffic></arco-traffic>`, failing);
    await until(() => failed.getAttribute('state') === 'error');
  });
});

describe('what a card of traffic saves', () => {
  it('is a file that spreadsheets open, and run nothing of', () => {
    const written = csv([['Página', 'Visitas'], ['=HYPERLINK("x")', 1.5], ['+1', null], ['@a', 0], ['-b', 2], ['\tc', 3], ['a;b', 4], ['d"e', 5]]);
    expect(written).to.equal(`\ufeffPágina;Visitas\r\n"'=HYPERLINK(""x"")";1,5\r\n'+1;\r\n'@a;0\r\n'-b;2\r\n'\tc;3\r\n"a;b";4\r\n"d""e";5\r\n`);
  });

  it('has today out of the line, days beside days, and what happened on them', async () => {
    const data = await trafficFixture('visitors', window);
    const series = seriesOf(data, 'previous', Locale.of('pt-BR'));
    expect(series.days.at(-1)).to.equal('2025-11-23');
    expect(series.main.values).to.have.length(23);
    expect(series.compare!.values[0]).to.equal(data.previous!.days[0]!.value);
    expect(series.notes).to.deep.equal([{ day: '2025-11-16', text: 'Pré-Black' }]);
    const only = await trafficFixture('visitors', { from: '2025-11-24', to: '2025-11-24' });
    expect(seriesOf(only, 'year', Locale.of('pt-BR')).days).to.deep.equal(['2025-11-24']);
  });

  it('prints Google’s count beside ours, and why it is old', async () => {
    const data = { ...(await trafficFixture('sessions', window)), ga4: { value: 1000, own: 1041, difference: 0.041, days: 22, syncedAt: new Date(Date.now() - 3 * 3_600_000).toISOString(), problem: 'quota' as const } };
    const notes = trafficNotes(data, undefined, Locale.of('pt-BR')).join(' ');
    expect(notes.replace(/\s/g, ' ')).to.contain('Google Analytics: 1.000 em 22 dias que os dois contaram; a nossa conta difere +4,1 %.');
    expect(notes).to.contain('O limite de consultas do Google acabou por hoje. Google Analytics atualizado há 3 h');
  });
});
