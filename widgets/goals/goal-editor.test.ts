import { expect, html, oneEvent, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { Goal } from '../../server/modules/goals/goals.schema.ts';
import { mount, type ApiStub } from '../test/mount.ts';
import { choiceOf, periodChoices } from './goal-periods.ts';
import { GoalCreateEvent, GoalUpdateEvent } from './goals.events.ts';
import { goalsFixture, historyFixture, metricsFixture, saveFixture } from './goals.fixtures.ts';
import { ArcoGoals } from './goals.ts';

ArcoGoals.register();

const listed = await goalsFixture();
const revenue = listed.goals[2]!;

interface Answers {
  save?: (input: never) => Promise<Goal>;
  metrics?: () => Promise<object[]>;
  history?: () => Promise<object>;
  onEvent?: (event: Event) => void;
}

const refused = (reason: string, httpStatus: number, fields?: { path: string; expected: string }[]) =>
  Object.assign(new Error(reason), { name: 'TRPCClientError', data: { reason, httpStatus, fields } });

async function goals({ save = async () => revenue, metrics = metricsFixture, history, onEvent }: Answers = {}, lang = 'pt-BR'): Promise<ArcoGoals> {
  const api = {
    session: { test: false, watch: () => () => {}, onEvent },
    goals: {
      review: { mutate: async () => ({}) },
      list: { query: async () => listed },
      history: { query: history ?? (() => historyFixture(revenue)) },
      create: { mutate: save },
      update: { mutate: save },
    },
    metrics: { list: { query: metrics }, explain: { query: () => new Promise(() => {}) } },
  } as object as ApiStub;
  return mount<ArcoGoals>(html`<arco-goals></arco-goals>`, api, lang);
}

/** What is found, once it is there. */
async function until<T>(found: () => T): Promise<NonNullable<T>> {
  await waitUntil(found, 'It did not happen', { interval: 20, timeout: 4000 });
  return found()!;
}

const flow = (element: ArcoGoals) => element.shadowRoot!.querySelector('arco-ui-goal-flow')?.shadowRoot;
const editor = (element: ArcoGoals) => flow(element)?.querySelector('arco-ui-goal-editor')?.shadowRoot;
const control = <E extends HTMLElement = HTMLInputElement>(root: ShadowRoot, id: string) => root.querySelector<E>(`#${id}`)!;
const note = (root: ShadowRoot, id: string) => control(root, `${id}-note`).innerText.trim();
const button = (root: ShadowRoot, type: string) => root.querySelector<HTMLButtonElement>(`button[type=${type}]`)!;

async function create(element: ArcoGoals): Promise<ShadowRoot> {
  (await until(() => element.shadowRoot!.querySelector<HTMLElement>('[part=create]'))).click();
  const root = await until(() => editor(element));
  await until(() => control<HTMLSelectElement>(root, 'metric')?.options.length > 1);
  return root;
}

async function edit(element: ArcoGoals): Promise<ShadowRoot> {
  element.shadowRoot!.querySelectorAll<HTMLElement>('[part=name]')[2]!.click();
  const history = await until(() => flow(element)?.querySelector('arco-ui-goal-history')?.shadowRoot);
  (await until(() => history.querySelector<HTMLElement>('.actions button'))).click();
  const root = await until(() => editor(element));
  await until(() => control(root, 'target'));
  return root;
}

function fill(input: HTMLInputElement | HTMLSelectElement, value: string): void {
  input.value = value;
  input.dispatchEvent(new Event(input instanceof HTMLSelectElement ? 'change' : 'input', { bubbles: true }));
}

async function save(root: ShadowRoot): Promise<void> {
  button(root, 'submit').click();
  await new Promise((resolve) => setTimeout(resolve, 50));
}

describe('making a goal', function () {
  // Chunks are fetched and pages audited in here, on whatever machine there is.
  this.timeout(10_000);

  it('asks for the figure, the target in its own unit and the period, and shows the goal at once', async () => {
    const asked: object[] = [];
    const heard: Event[] = [];
    const element = await goals({
      onEvent: (event) => heard.push(event),
      save: async (input) => {
        asked.push(input);
        return saveFixture(input, 'roas');
      },
    });
    const root = await create(element);
    await expect(element).to.be.accessible();
    expect([...control<HTMLSelectElement>(root, 'metric').options].map(({ value }) => value)).not.to.include('ad_spend');
    fill(control<HTMLSelectElement>(root, 'metric'), 'roas');
    fill(control(root, 'target'), '4,5');
    fill(control<HTMLSelectElement>(root, 'period'), 'month-1');

    setTimeout(() => button(root, 'submit').click());
    const event: GoalCreateEvent = await oneEvent(element.parentElement!, GoalCreateEvent.type);
    expect(asked).to.deep.equal([{ metric: 'roas', target: 4.5, period: 'month', startsOn: '2025-12-01' }]);
    expect(event.goal).to.include({ metric: 'roas', target: 4.5 });
    expect(heard.at(-1)!.type, 'the host is told too').to.equal(GoalCreateEvent.type);
    await until(() => !element.shadowRoot!.querySelector('arco-ui-goal-flow'));
    expect(element.shadowRoot!.textContent).to.contain('Meta de ROAS salva');
  });

  it('takes money in reais and rates in percent', async () => {
    const asked: { target: number }[] = [];
    const element = await goals({
      save: async (input) => {
        asked.push(input);
        throw refused('internal', 500);
      },
    });
    const root = await create(element);
    fill(control<HTMLSelectElement>(root, 'metric'), 'revenue');
    await until(() => root.querySelector('.before')?.textContent === 'R$');
    fill(control(root, 'target'), '72.000,50');
    await save(root);
    fill(control<HTMLSelectElement>(root, 'metric'), 'conversion_rate');
    await until(() => root.textContent!.includes('%'));
    fill(control(root, 'target'), '2,8');
    await save(root);

    expect(asked.map(({ target }) => target)).to.deep.equal([7_200_050, 0.028]);
  });

  it('calls the target of a cost a ceiling', async () => {
    const root = await create(await goals());
    fill(control<HTMLSelectElement>(root, 'metric'), 'cost_per_lead');

    await until(() => root.querySelector('label[for=target]')!.textContent === 'Teto');
    expect(note(root, 'target')).to.equal('Menos é melhor: a meta é ficar abaixo.');
  });

  it('takes other dates', async () => {
    const asked: object[] = [];
    const element = await goals({
      save: async (input) => {
        asked.push(input);
        return revenue;
      },
    });
    const root = await create(element);
    fill(control(root, 'target'), '10');
    fill(control<HTMLSelectElement>(root, 'period'), 'custom');
    await until(() => !control(root, 'startsOn').closest('[hidden]'));
    fill(control(root, 'startsOn'), '2025-11-24');
    fill(control(root, 'endsOn'), '2025-11-28');
    await save(root);

    expect(asked).to.deep.equal([{ metric: 'visitors', target: 10, period: 'custom', startsOn: '2025-11-24', endsOn: '2025-11-28' }]);
  });

  it('says what is missing beside the field, before asking anybody', async () => {
    const element = await goals({ save: () => Promise.reject(new Error('asked')) });
    const root = await create(element);
    fill(control(root, 'target'), 'muito');
    fill(control<HTMLSelectElement>(root, 'period'), 'custom');
    fill(control(root, 'endsOn'), '2025-11-01');
    await save(root);

    expect(note(root, 'target')).to.equal('Escreva um número maior que zero');
    expect(note(root, 'endsOn')).to.equal('O último dia vem depois do primeiro, em até dois anos');
    expect(root.activeElement === control(root, 'target'), 'the first wrong field has the focus').to.equal(true);
    expect(control(root, 'target')).to.have.attribute('aria-describedby', 'target-note');
    await expect(element).to.be.accessible();

    fill(control(root, 'target'), '10');
    await until(() => note(root, 'target') === '');
  });

  it('says so when the period is taken', async () => {
    const element = await goals({ save: async () => Promise.reject(refused('conflict', 409, [{ path: 'startsOn', expected: 'days that no other goal covers' }])) });
    const root = await create(element);
    fill(control(root, 'target'), '10');
    await save(root);

    expect(note(root, 'period')).to.equal('Já existe uma meta de Visitantes neste período');
    expect(control(root, 'target').value).to.equal('10');
  });

  it('puts what the server refused beside its field, in the reader’s words', async () => {
    const fields = [{ path: 'target', expected: 'number > 0' }, { path: 'other', expected: 'algo que só o servidor conhece' }];
    const root = await create(await goals({ save: async () => Promise.reject(refused('invalid_input', 400, fields)) }));
    fill(control(root, 'target'), '10');
    await save(root);

    expect(note(root, 'target')).to.equal('Escreva um número maior que zero');
    expect(root.querySelector('form > [role=alert]')).to.have.text('algo que só o servidor conhece');
  });

  it('loses nothing when it cannot be saved, and saves once however often it is pressed', async () => {
    let calls = 0;
    let answer: (goal: Goal) => void = () => {};
    const element = await goals({
      save: () => {
        calls += 1;
        return calls === 1 ? Promise.reject(refused('unavailable', 503)) : new Promise((resolve) => (answer = resolve));
      },
    });
    const root = await create(element);
    fill(control(root, 'target'), '1.234');
    await save(root);
    expect(root.querySelector('form > [role=alert]')).to.have.text('Não deu para salvar. O problema é do nosso lado, e o que escreveu continua aqui.');
    expect(control(root, 'target').value).to.equal('1.234');
    await expect(element).to.be.accessible();

    await save(root);
    await save(root);
    expect(calls).to.equal(2);
    expect(button(root, 'submit')).to.have.attribute('aria-disabled', 'true');
    expect(button(root, 'submit')).to.have.text('Salvando…');
    answer(revenue);
    await until(() => !element.shadowRoot!.querySelector('arco-ui-goal-flow'));
  });

  it('tells who may not write to ask for it', async () => {
    const root = await create(await goals({ save: async () => Promise.reject(refused('scope_missing', 403)) }));
    fill(control(root, 'target'), '10');
    await save(root);

    expect(root.querySelector('form > [role=alert]')).to.have.text('Você pode ver as metas, mas não mudar. Peça a quem administra a conta.');
  });

  it('recovers when the list of figures does not come', async () => {
    let broken = true;
    const element = await goals({
      metrics: async () => {
        if (broken) throw new Error('boom');
        return metricsFixture();
      },
    });
    element.shadowRoot!.querySelector<HTMLElement>('[part=create]')!.click();
    const root = await until(() => editor(element));
    const retry = await until(() => root.querySelector<HTMLElement>('.lnk'));
    fill(control(root, 'target'), '99');
    await save(root);
    expect(note(root, 'metric')).to.equal('Não deu para buscar os indicadores.');
    broken = false;
    retry.click();
    await until(() => control<HTMLSelectElement>(root, 'metric').options.length > 1);
    expect(control(root, 'target').value).to.equal('99');
  });

  it('is done by keyboard alone', async () => {
    const asked: { target: number }[] = [];
    const element = await goals({
      save: async (input) => {
        asked.push(input);
        return revenue;
      },
    });
    const opener = element.shadowRoot!.querySelector<HTMLElement>('[part=create]')!;
    opener.focus();
    await sendKeys({ press: 'Enter' });
    const root = await until(() => editor(element));
    await until(() => control<HTMLSelectElement>(root, 'metric')?.options.length > 1);
    while (root.activeElement?.id !== 'target') await sendKeys({ press: 'Tab' });
    await sendKeys({ type: '500' });
    await sendKeys({ press: 'Enter' });
    await until(() => !element.shadowRoot!.querySelector('arco-ui-goal-flow'));

    expect(asked[0]!.target).to.equal(500);
    expect(element.shadowRoot!.activeElement === opener).to.equal(true);
  });

  it('speaks English', async () => {
    const root = await create(await goals({}, 'en'));
    await save(root);

    expect(note(root, 'target')).to.equal('Write a number above zero');
    expect(button(root, 'submit')).to.have.text('Save goal');
  });

  it('works on the example too', async () => {
    const element = await mount<ArcoGoals>(html`<arco-goals mock></arco-goals>`, {});
    const root = await create(element);
    fill(control<HTMLSelectElement>(root, 'metric'), 'clicks');
    fill(control(root, 'target'), '5000');
    await save(root);

    await until(() => !element.shadowRoot!.querySelector('arco-ui-goal-flow'));
    expect([...element.shadowRoot!.querySelectorAll('[part=name]')].map(({ textContent }) => textContent)).to.include('Cliques');
  });
});

describe('changing a goal', function () {
  // Chunks are fetched and pages audited in here, on whatever machine there is.
  this.timeout(10_000);

  it('starts from what it is, and tells the page', async () => {
    const asked: object[] = [];
    const heard: string[] = [];
    const element = await goals({
      onEvent: ({ type }) => heard.push(type),
      save: async (input) => {
        asked.push(input);
        return { ...revenue, target: 8_000_000, version: 2 };
      },
    });
    const root = await edit(element);
    expect(control(root, 'target').value).to.equal('72.000');
    expect(control<HTMLSelectElement>(root, 'period').value).to.equal('month-0');
    expect(root.querySelectorAll('#metric')).to.have.length(0);
    fill(control(root, 'target'), '80.000');

    setTimeout(() => button(root, 'submit').click());
    const event: GoalUpdateEvent = await oneEvent(element.parentElement!, GoalUpdateEvent.type);
    expect(asked).to.deep.equal([{ id: revenue.id, version: 1, target: 8_000_000, period: 'month', startsOn: '2025-11-01' }]);
    expect(event.goal.target).to.equal(8_000_000);
    expect(heard).to.include(GoalUpdateEvent.type);
  });

  it('keeps what was written when somebody else was first, and saves over it if told so', async () => {
    const asked: { version: number; target: number }[] = [];
    const element = await goals({
      save: async (input) => {
        asked.push(input);
        if (asked.length === 1) throw refused('conflict', 409);
        return revenue;
      },
      history: () => historyFixture({ ...revenue, target: 7_500_000, version: 4 }),
    });
    const root = await edit(element);
    fill(control(root, 'target'), '80.000');
    await save(root);
    await until(() => root.querySelector('form > [role=alert]'));

    expect(root.querySelector('form > [role=alert]')!.textContent).to.equal('Alguém mudou esta meta antes: agora é R$\u00a075\u00a0mil. Salve de novo para ficar com a sua.');
    expect(control(root, 'target').value).to.equal('80.000');
    await save(root);
    expect(asked.map(({ version, target }) => [version, target])).to.deep.equal([[1, 8_000_000], [4, 8_000_000]]);
  });

  it('says so when it was removed in the meantime', async () => {
    const root = await edit(await goals({ save: async () => Promise.reject(refused('not_found', 404)) }));
    await save(root);

    expect(root.querySelector('form > [role=alert]')).to.have.text('Esta meta não existe mais. Alguém a removeu.');
  });
});

describe('the periods to choose from', () => {
  it('are the current and the next, and the one that a goal has', () => {
    const past: Goal = { ...revenue, startsOn: '2025-09-01', endsOn: '2025-09-30' };

    expect(periodChoices('2025-11-24', undefined).map(({ id, from }) => [id, from])).to.deep.equal([
      ['month-0', '2025-11-01'],
      ['month-1', '2025-12-01'],
      ['week-0', '2025-11-24'],
      ['week-1', '2025-12-01'],
      ['quarter-0', '2025-10-01'],
      ['quarter-1', '2026-01-01'],
    ]);
    expect(choiceOf(periodChoices('2025-11-24', revenue), revenue)?.id).to.equal('month-0');
    expect(choiceOf(periodChoices('2025-11-24', past), past)).to.deep.include({ id: 'kept', from: '2025-09-01', to: '2025-09-30' });
    expect(periodChoices('2025-11-24', { ...past, period: 'custom' })).to.have.length(6);
  });
});
