import { expect, html, waitUntil } from '@open-wc/testing';
import type { Goal, ListedGoals } from '../../server/modules/goals/goals.schema.ts';
import { mount, settled, type ApiStub } from '../test/mount.ts';
import { GoalSelectEvent } from './goals.events.ts';
import { goalsFixture } from './goals.fixtures.ts';
import { ArcoGoals } from './goals.ts';

ArcoGoals.register();

const { goals: sample, ...listed } = await goalsFixture();
const [sessions, leads, revenue, cost] = sample as [Goal, Goal, Goal, Goal];
const reached: Goal = { ...sessions, current: 11_482, target: 10_000, status: 'reached', reachedOn: '2025-11-20' };
const open: Goal = { ...leads, current: 38, target: 50, status: 'open', projection: { low: 47, expected: 52, high: 57 } };
const behind: Goal = { ...revenue, current: 4_320_000, target: 7_200_000, status: 'at_risk', projection: { low: 6_130_000, expected: 6_700_000, high: 7_110_000 } };

const answering = (query: (input: object) => Promise<ListedGoals>): ApiStub => ({ goals: { list: { query } } }) as object as ApiStub;
const answer = (goals: Goal[], changes: Partial<ListedGoals> = {}) => answering(async () => ({ ...listed, goals, ...changes }));
const all = (element: ArcoGoals, name: string) => [...element.shadowRoot!.querySelectorAll<HTMLElement>(`[part~=${name}]`)];
const part = (element: ArcoGoals, name: string) => all(element, name)[0];
const words = (element: HTMLElement | undefined) => element?.innerText.replace(/\s+/g, ' ').trim();
const marks = (element: ArcoGoals) => element.shadowRoot!.querySelectorAll('.tick');

function sized(element: ArcoGoals, width: number): void {
  Object.assign(element.parentElement!.style, { display: 'block', inlineSize: `${width}px` });
}

/** What is found, once it is there. */
async function until<T>(found: () => T): Promise<NonNullable<T>> {
  await waitUntil(found, 'It did not happen', { interval: 20, timeout: 4000 });
  return found()!;
}

describe('<arco-goals>', function () {
  // Chunks are fetched and pages audited in here, on whatever machine there is.
  this.timeout(10_000);

  it('shows how far each goal has come, where it is heading, and where the month is', async () => {
    const element = await mount<ArcoGoals>(html`<arco-goals></arco-goals>`, answer([reached, open, behind]));
    sized(element, 480);

    expect(words(part(element, 'head'))).to.contain('Metas do mês').and.to.contain('7 dias restantes');
    expect(all(element, 'goal').map(words)).to.deep.equal([
      'Visitas 11.482 de 10.000 em 20 de nov. Atingida',
      'Leads 38 de 50 projeção 47 a 57 Em aberto',
      'Receita R$ 43,2 mil de R$ 72 mil projeção 61,3 a 71,1 mil Em risco',
    ]);
    expect(all(element, 'bar').map((bar) => bar.getAttribute('aria-label'))).to.deep.equal(['115\u202f% da meta', '76\u202f% da meta', '60\u202f% da meta']);
    expect(marks(element)).to.have.length(3);
    expect(words(part(element, 'body'))).to.contain('O traço marca onde o mês está hoje: 77\u202f%.'.replace('\u202f', ' '));
    await expect(element).to.be.accessible();
  });

  it('reads a goal of less as a ceiling, without a tick', async () => {
    const below: Goal = { ...cost, current: 13_500, target: 14_000, status: 'open', projection: { low: 12_200, expected: 13_500, high: 14_900 } };
    const above: Goal = { ...cost, id: 'b', current: 15_400, target: 14_000, status: 'at_risk' };
    const element = await mount<ArcoGoals>(html`<arco-goals></arco-goals>`, answer([below, above]));
    sized(element, 480);

    expect(words(all(element, 'goal')[0])).to.equal('Custo por lead R$ 135 teto R$ 140 projeção 122 a 149 Em aberto');
    expect(all(element, 'bar').map((bar) => bar.getAttribute('aria-label'))).to.deep.equal(['96\u202f% do teto', '110\u202f% do teto']);
    expect(all(element, 'bar').map((bar) => bar.querySelector('rect')!.getAttribute('width'))).to.deep.equal(['96.4%', '100%']);
    expect(all(element, 'bar')[1]!.querySelector('.negative')).to.exist;
    expect(marks(element)).to.have.length(0);
  });

  it('has a word for every state', async () => {
    const goals: Goal[] = [
      { ...leads, id: '1', status: 'upcoming', current: null, projection: null, startsOn: '2025-12-01', endsOn: '2025-12-31', elapsed: 0, daysLeft: 31 },
      { ...leads, id: '2', status: 'no_data', current: null, projection: null },
      { ...leads, id: '3', status: 'open', projection: null },
      { ...leads, id: '4', status: 'on_track' },
      { ...leads, id: '5', status: 'missed', daysLeft: 0, elapsed: 1, projection: null },
    ];
    const element = await mount<ArcoGoals>(html`<arco-goals></arco-goals>`, answer(goals));
    sized(element, 480);

    expect(all(element, 'chip').map(words)).to.deep.equal(['A começar', 'Sem registros', 'Em aberto', 'No ritmo', 'Não atingida']);
    const rows = all(element, 'goal').map(words);
    expect(rows[0]).to.contain('começa em 1 de dez.');
    expect(rows[1]).to.contain('– de 50').and.to.contain('nada registrado ainda');
    expect(rows[2]).to.contain('cedo para projetar');
    expect(rows[4]).to.contain('terminou em 30 de nov.');
    expect(marks(element), 'not before the start nor after the end').to.have.length(3);
    await expect(element).to.be.accessible();
  });

  it('keeps to what each width has room for', async () => {
    const element = await mount<ArcoGoals>(html`<arco-goals></arco-goals>`, answer([reached, open, behind]));
    const fits = () => expect(part(element, 'card')!.scrollWidth).to.be.at.most(part(element, 'card')!.clientWidth);

    sized(element, 160);
    expect(words(all(element, 'goal')[1])).to.equal('Leads 38 Em aberto');
    fits();
    sized(element, 320);
    expect(words(all(element, 'goal')[1])).to.contain('38 de 50').and.to.contain('47 a 57');
    fits();
    sized(element, 480);
    expect(new Set(all(element, 'goal').map((goal) => goal.offsetLeft)).size, 'one column').to.equal(1);
    fits();
    sized(element, 720);
    expect(new Set(all(element, 'goal').map((goal) => goal.offsetLeft)).size, 'three columns').to.equal(3);
    fits();
  });

  it('says what to do where there is no goal, to who may do it', async () => {
    const editor = await mount<ArcoGoals>(html`<arco-goals></arco-goals>`, answer([]));
    const reader = await mount<ArcoGoals>(html`<arco-goals></arco-goals>`, answer([], { canEdit: false }));
    await Promise.all([editor, reader].map((element) => until(() => element.state === 'empty' && part(element, 'status'))));

    expect(words(part(editor, 'body'))).to.equal('Nenhuma meta neste período Defina quanto quer alcançar. O progresso aparece aqui. Definir meta');
    expect(words(part(reader, 'body'))).to.equal('Nenhuma meta neste período Quem administra a conta pode definir a primeira.');
    await expect(editor).to.be.accessible();
    await expect(reader).to.be.accessible();
  });

  it('offers no changes to who may not make them, nor on saved data', async () => {
    const reader = await mount<ArcoGoals>(html`<arco-goals></arco-goals>`, answer([open], { canEdit: false }));
    expect(all(reader, 'create')).to.have.length(0);

    let offline = false;
    const api = answering(async () => {
      if (offline) throw new Error('boom');
      return { ...listed, goals: [open] };
    });
    const stale = await mount<ArcoGoals>(html`<arco-goals></arco-goals>`, api);
    expect(all(stale, 'create')).to.have.length(1);
    offline = true;
    await stale.reload();
    await settled(stale);
    expect(stale.state).to.equal('stale');
    expect(all(stale, 'goal')).to.have.length(1);
    expect(all(stale, 'create')).to.have.length(0);
    await expect(stale).to.be.accessible();
  });

  it('shows its shape while loading, a way out of a failure, and recovers', async () => {
    const never = new Promise<ListedGoals>(() => {});
    const loading = await mount<ArcoGoals>(html`<arco-goals></arco-goals>`, answering(() => never));
    expect(loading.shadowRoot!.querySelectorAll('.sk')).to.have.length(6);
    await expect(loading).to.be.accessible();

    let broken = true;
    const api = answering(async () => {
      if (broken) throw new Error('boom');
      return { ...listed, goals: [open] };
    });
    const element = await mount<ArcoGoals>(html`<arco-goals></arco-goals>`, api);
    const retry = await until(() => part(element, 'retry'));
    expect(words(part(element, 'heading'))).to.equal('Metas do mês');
    broken = false;
    retry.click();
    await until(() => part(element, 'goal'));
  });

  it('says where the period of the goals is, whatever the widget shows', async () => {
    const element = await mount<ArcoGoals>(html`<arco-goals period="year"></arco-goals>`, answer([reached, open]));
    expect(words(part(element, 'body'))).to.contain('onde o mês está hoje');

    const mixed = await mount<ArcoGoals>(html`<arco-goals period="year"></arco-goals>`, answer([reached, { ...open, period: 'quarter', elapsed: 0.6 }]));
    expect(words(part(mixed, 'body'))).to.contain('O traço marca quanto do período já passou.');
  });

  it('asks for the period it is told, and again when that changes', async () => {
    const asked: object[] = [];
    const api = answering(async (input) => {
      asked.push(input);
      return { ...listed, goals: [open] };
    });
    const element = await mount<ArcoGoals>(html`<arco-goals period="quarter"></arco-goals>`, api);
    expect(words(part(element, 'heading'))).to.equal('Metas do trimestre');
    Object.assign(element, { from: '2025-11-01', to: '2025-11-15' });
    await settled(element);

    expect(words(part(element, 'heading'))).to.equal('Metas do período');
    expect(asked).to.deep.equal([{ period: 'quarter' }, { from: '2025-11-01', to: '2025-11-15' }]);
  });

  it('tells the page which goal was picked, and leaves the rest to it if it wants', async () => {
    const element = await mount<ArcoGoals>(html`<arco-goals></arco-goals>`, answer([reached, open]));
    const picked: Goal[] = [];
    element.parentElement!.addEventListener(GoalSelectEvent.type, (event) => {
      picked.push((event as GoalSelectEvent).goal);
      event.preventDefault();
    });

    all(element, 'name')[1]!.click();
    await settled(element);
    expect(picked).to.deep.equal([open]);
    expect(element.shadowRoot!.querySelectorAll('arco-ui-goal-flow')).to.have.length(0);
  });

  it('speaks English and Spanish', async () => {
    const en = await mount<ArcoGoals>(html`<arco-goals></arco-goals>`, answer([reached, open]), 'en');
    const es = await mount<ArcoGoals>(html`<arco-goals></arco-goals>`, answer([reached, open]), 'es');
    await Promise.all([en, es].map((element) => until(() => part(element, 'goal'))));
    [en, es].forEach((element) => sized(element, 480));

    expect(words(part(en, 'heading'))).to.equal('Goals of the month');
    expect(words(all(en, 'goal')[0])).to.equal('Visits 11,482 of 10,000 on Nov 20 Reached');
    expect(words(part(es, 'heading'))).to.equal('Metas del mes');
    expect(words(all(es, 'goal')[1])).to.equal('Leads 38 de 50 proyección 47 a 57 Abierta');
    await expect(en).to.be.accessible();
  });

  it('shows the same example each time with `mock`', async () => {
    const element = await mount<ArcoGoals>(html`<arco-goals mock></arco-goals>`, {});
    await until(() => part(element, 'goal'));

    expect(all(element, 'name').map(words)).to.deep.equal(['Visitas', 'Leads', 'Receita', 'Custo por lead']);
  });
});
