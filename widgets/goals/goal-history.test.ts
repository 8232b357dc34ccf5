import { expect, html, oneEvent, waitUntil } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import type { Goal } from '../../server/modules/goals/goals.schema.ts';
import { mount, type ApiStub } from '../test/mount.ts';
import { explanationFixture } from '../ui/explain/explain.fixtures.ts';
import { goalChart } from './goal-chart.ts';
import { GoalRemoveEvent, GoalSelectEvent } from './goals.events.ts';
import { goalsFixture, historyFixture } from './goals.fixtures.ts';
import { ArcoGoals } from './goals.ts';

ArcoGoals.register();

const listed = await goalsFixture();
const [sessions, leads] = listed.goals as [Goal, Goal];

interface Answers {
  remove?: (input: object) => Promise<object>;
  history?: () => Promise<object>;
  review?: (input: object) => Promise<object>;
  onEvent?: (event: Event) => void;
  canEdit?: boolean;
}

async function goals({ remove, history, review = async () => ({}), onEvent, canEdit = true }: Answers = {}): Promise<ArcoGoals> {
  const api = {
    session: { test: false, watch: () => () => {}, onEvent },
    goals: {
      review: { mutate: review },
      list: { query: async () => ({ ...listed, canEdit, goals: [sessions, leads] }) },
      history: { query: history ?? (() => historyFixture(leads)) },
      remove: { mutate: remove ?? (async () => ({ id: leads.id })) },
    },
    metrics: { explain: { query: explanationFixture } },
  } as object as ApiStub;
  return mount<ArcoGoals>(html`<arco-goals></arco-goals>`, api);
}

/** What is found, once it is there. */
async function until<T>(found: () => T): Promise<NonNullable<T>> {
  await waitUntil(found, 'It did not happen', { interval: 20, timeout: 4000 });
  return found()!;
}

const names = (element: ArcoGoals) => [...element.shadowRoot!.querySelectorAll<HTMLElement>('[part=name]')];
const part = (element: ArcoGoals, name: string) => element.shadowRoot!.querySelector<HTMLElement>(`[part~=${name}]`);
const dialogs = (element: ArcoGoals) => element.shadowRoot!.querySelector('arco-ui-goal-flow')?.shadowRoot?.querySelector('arco-ui-goal-history')?.shadowRoot;
const words = (element: Element | null | undefined) => (element as HTMLElement | null)?.innerText.replace(/\s+/g, ' ').trim() ?? '';

async function open(element: ArcoGoals): Promise<ShadowRoot> {
  names(element)[1]!.click();
  const root = await until(() => dialogs(element));
  await until(() => root.querySelector('arco-ui-dialog')?.shadowRoot?.querySelector('dialog')?.open);
  return root;
}

async function press(root: ShadowRoot, label: string): Promise<void> {
  (await until(() => [...root.querySelectorAll('button')].find((button) => button.innerText === label))).click();
}

describe('the history of a goal', function () {
  // Chunks are fetched and pages audited in here, on whatever machine there is.
  this.timeout(10_000);

  it('shows the run to date, the target and what can be read of it', async () => {
    const element = await goals();
    const root = await open(element);
    const chart = await until(() => root.querySelector('arco-ui-chart')?.shadowRoot?.querySelector('.plot'));

    expect(chart.getAttribute('aria-label')).to.match(/^Leads até cada dia, 1–30 nov\. Menor: \d+ em 1 nov\./);
    expect(words(root.querySelector('arco-ui-dialog'))).to.contain('de 50, 1–30 nov.').and.to.contain('8 de cada 10');
    const dialog = root.querySelector('arco-ui-dialog')!.shadowRoot!.querySelector('dialog')!;
    expect(dialog.getAttribute('aria-labelledby')).to.equal('heading');
    await expect(element).to.be.accessible();
  });

  it('opens, closes and gives the focus back by keyboard', async () => {
    const element = await goals();
    const name = names(element)[1]!;
    name.focus();
    await sendKeys({ press: 'Enter' });
    await until(() => dialogs(element)?.querySelector('arco-ui-dialog')?.shadowRoot?.activeElement);

    await sendKeys({ press: 'Escape' });
    await until(() => !element.shadowRoot!.querySelector('arco-ui-goal-flow'));
    expect(element.shadowRoot!.activeElement === name).to.equal(true);
  });

  it('says where the figures came from', async () => {
    const element = await goals();
    const root = await open(element);
    root.querySelector('details')!.open = true;
    const facts = await until(() => root.querySelector('arco-ui-metric-facts')?.shadowRoot?.querySelector('dl'));

    expect(facts.textContent).to.contain('visitas-novembro.csv');
    await expect(element).to.be.accessible();
  });

  it('offers to try again when it does not come', async () => {
    let broken = true;
    const element = await goals({
      history: async () => {
        if (broken) throw new Error('boom');
        return historyFixture(leads);
      },
    });
    const root = await open(element);
    await until(() => root.querySelector('[role=alert]'));
    expect(words(root.querySelector('[role=alert]'))).to.equal('Não deu para buscar o histórico. A meta está intacta.');
    broken = false;
    await press(root, 'Tentar de novo');
    await until(() => root.querySelector('arco-ui-chart'));
  });

  it('is a sheet as wide as a small screen', async () => {
    await setViewport({ width: 360, height: 640 });
    const element = await goals();
    const root = await open(element);
    const dialog = root.querySelector('arco-ui-dialog')!.shadowRoot!.querySelector('dialog')!;
    await Promise.all(dialog.getAnimations().map(({ finished }) => finished));

    const { left, width, bottom } = dialog.getBoundingClientRect();
    expect([left, width, bottom]).to.deep.equal([0, 360, 640]);
    expect(dialog.scrollWidth).to.be.at.most(dialog.clientWidth);
    await setViewport({ width: 800, height: 600 });
  });

  it('offers no changes to who may not make them', async () => {
    const root = await open(await goals({ canEdit: false }));

    expect(root.querySelectorAll('.actions')).to.have.length(0);
  });

  it('tells the server that somebody who may act on a goal looked into it', async () => {
    const reviewed: object[] = [];
    const review = async (input: object) => {
      reviewed.push(input);
      throw new Error('boom');
    };
    await open(await goals({ review, canEdit: false }));
    expect(reviewed, 'a reader').to.deep.equal([]);

    const root = await open(await goals({ review }));
    await until(() => root.querySelector('arco-ui-chart'));
    expect(reviewed, 'once, and nobody is told that it failed').to.deep.equal([{ id: leads.id }]);
  });
});

describe('removing a goal', function () {
  // Chunks are fetched and pages audited in here, on whatever machine there is.
  this.timeout(10_000);

  it('asks first, then takes it off and says so', async () => {
    const asked: object[] = [];
    const heard: Event[] = [];
    const element = await goals({
      onEvent: (event) => heard.push(event),
      remove: async (input) => {
        asked.push(input);
        return { id: leads.id };
      },
    });
    const root = await open(element);
    await press(root, 'Remover');
    await until(() => root.querySelector('[role=alert]'));
    expect(words(root.querySelector('[role=alert]'))).to.equal('Remover a meta de Leads? O histórico dela sai junto.');
    expect(root.activeElement?.textContent, 'the safe button has the focus').to.equal('Voltar');
    await expect(element).to.be.accessible();
    expect(asked).to.have.length(0);

    setTimeout(() => press(root, 'Remover meta'));
    const event: GoalRemoveEvent = await oneEvent(element.parentElement!, GoalRemoveEvent.type);
    expect(event.goal.id).to.equal(leads.id);
    expect(heard.map(({ type }) => type).filter((type) => type.startsWith('arco-goal'))).to.deep.equal([GoalSelectEvent.type, GoalRemoveEvent.type]);
    expect(asked).to.deep.equal([{ id: leads.id, version: 1 }]);
    expect(names(element).map(words)).to.deep.equal(['Visitas']);
    await until(() => words(element.shadowRoot!.querySelector('.sr[role=status]:last-of-type')).includes('Meta de Leads removida') || element.shadowRoot!.textContent!.includes('Meta de Leads removida'));
    expect(element.shadowRoot!.activeElement?.getAttribute('part')).to.equal('create');
  });

  it('can be thought better of', async () => {
    const root = await open(await goals());
    await press(root, 'Remover');
    await press(root, 'Voltar');

    expect(await until(() => root.activeElement)).to.have.text('Remover');
  });

  it('puts it back when the server does not answer', async () => {
    let refuse: (reason: Error) => void = () => {};
    const heard: Event[] = [];
    const element = await goals({ remove: () => new Promise((_, reject) => (refuse = reject)), onEvent: (event) => heard.push(event) });
    const root = await open(element);
    await press(root, 'Remover');
    await press(root, 'Remover meta');
    await until(() => names(element).length === 1);

    refuse(new Error('boom'));
    const notice = await until(() => part(element, 'notice'));
    expect(words(notice)).to.equal('Não deu para remover a meta de Leads. Ela continua aqui.');
    expect(names(element).map(words)).to.deep.equal(['Visitas', 'Leads']);
    expect(heard.filter(({ type }) => type === GoalRemoveEvent.type)).to.deep.equal([]);
    await expect(element).to.be.accessible();
  });

  it('says so when somebody changed it first', async () => {
    const conflict = Object.assign(new Error('changed'), { name: 'TRPCClientError', data: { reason: 'conflict', httpStatus: 409 } });
    const element = await goals({ remove: async () => Promise.reject(conflict) });
    const root = await open(element);
    await press(root, 'Remover');
    await press(root, 'Remover meta');

    expect(words(await until(() => part(element, 'notice')))).to.equal('Alguém mudou a meta de Leads antes. Ela continua aqui, como ficou.');
  });
});

describe('the chart of a goal', () => {
  const name = { chart: '', toDate: '', ofDay: '', projection: '', low: '', high: '', target: '' };

  it('runs to the last day of the period, with a cone from the last known one', () => {
    const goal: Goal = { ...leads, startsOn: '2025-11-01', endsOn: '2025-11-04', projection: { low: 7, expected: 8, high: 9 } };
    const days = [
      { date: '2025-11-01', value: 2, total: 2, low: 5, high: 12 },
      { date: '2025-11-02', value: 3, total: 5 },
    ];
    const data = goalChart({ goal, currency: 'BRL', days }, name);

    expect(data.main.values).to.deep.equal([2, 5, null, null]);
    expect(data.projection).to.deep.include({ low: [null, 5, null, 7], expected: [null, 5, null, 8], high: [null, 5, null, 9] });
    expect(data.more!.map(({ values }) => values)).to.deep.equal([[2, 3, null, null], [5, null, null, null], [12, null, null, null]]);
  });

  it('has no cone once the period is over', () => {
    const goal: Goal = { ...leads, startsOn: '2025-11-01', endsOn: '2025-11-01', projection: null };

    expect(goalChart({ goal, currency: 'BRL', days: [{ date: '2025-11-01', value: 2, total: 2 }] }, name)).not.to.have.property('projection');
  });
});
