import { aTimeout, expect, fixture, html, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { Action, ListedActions } from '../../server/modules/actions/actions.schema.ts';
import { Locale } from '../core/locale.ts';
import type { WidgetState } from '../core/widget.ts';
import { mount, settled, type ApiStub } from '../test/mount.ts';
import { wordsOf } from './action-words.ts';
import { ActionOpenEvent } from './actions.events.ts';
import { actionsFixture, handledFixture } from './actions.fixtures.ts';
import { actionsTexts } from './actions.texts.ts';
import { ArcoActions } from './actions.ts';

ArcoActions.register();

const sample = await actionsFixture();
const [goal, instagram, shipping, visits] = sample.actions as [Action, Action, Action, Action];

type Decide = (input: { id: string }) => Promise<Action>;

interface Answers {
  list?: (input: { state?: Action['state'] }, options: { signal: AbortSignal }) => Promise<ListedActions>;
  decide?: Decide;
  undo?: Decide;
  heard?: string[];
}

const asServerHas = (state: Action['state']): Decide => async (input) => ({ ...sample.actions.find(({ id }) => id === input.id)!, ...input, state });
const refused = (reason: string, httpStatus: number, details?: object) => Object.assign(new Error(reason), { name: 'TRPCClientError', data: { reason, httpStatus, details } });
const failing = (error: Error) => async () => Promise.reject(error);

function actions({ list = async () => sample, decide, undo = asServerHas('open'), heard = [] }: Answers = {}, lang = 'pt-BR'): Promise<ArcoActions> {
  const onEvent = (event: Event) => heard.push(`${event.type.replace('arco-action-', '')} ${(event as Partial<ActionOpenEvent>).action?.state}`);
  const api = {
    session: { test: false, watch: () => () => {}, onEvent },
    actions: {
      list: { query: list },
      complete: { mutate: decide ?? asServerHas('completed') },
      dismiss: { mutate: decide ?? asServerHas('dismissed') },
      snooze: { mutate: decide ?? asServerHas('snoozed') },
      undo: { mutate: undo },
    },
    metrics: { explain: { query: () => new Promise(() => {}) } },
  } as object as ApiStub;
  return mount<ArcoActions>(html`<arco-actions></arco-actions>`, api, lang);
}

const all = (element: ArcoActions, name: string) => [...element.shadowRoot!.querySelectorAll<HTMLElement>(`[part~=${name}]`)];
const part = (element: ArcoActions, name: string) => all(element, name)[0];
const words = (element: Element | null | undefined) => (element as HTMLElement | null)?.innerText.replace(/\s+/g, ' ').trim() ?? '';
const titles = (element: ArcoActions) => [...element.shadowRoot!.querySelectorAll('h4')].map(words);
const toast = (element: ArcoActions) => element.shadowRoot!.querySelector('arco-ui-toast')?.shadowRoot;
const said = (element: ArcoActions) => words(toast(element)?.querySelector('.said span'));
const focused = (element: ArcoActions) => element.shadowRoot!.activeElement?.closest('li')?.getAttribute('aria-labelledby') ?? element.shadowRoot!.activeElement?.getAttribute('part');
const decided = (heard: string[]) => heard.filter((each) => !each.startsWith('arco-'));
/** The dialog that is open, of whichever kind. */
const flow = (element: ArcoActions, kind: 'details' | 'choice' | 'log') => {
  const root = element.shadowRoot!.querySelector('arco-ui-action-flow')?.shadowRoot?.querySelector(`arco-ui-action-${kind}`)?.shadowRoot;
  return root?.querySelector('arco-ui-dialog')?.shadowRoot?.querySelector('dialog')?.open ? root : undefined;
};

function sized(element: ArcoActions, width: number): void {
  Object.assign(element.parentElement!.style, { display: 'block', inlineSize: `${width}px` });
}

/** What is found, once it is there. */
async function until<T>(found: () => T): Promise<NonNullable<T>> {
  await waitUntil(found, 'It did not happen', { interval: 20, timeout: 4000 });
  return found()!;
}

const press = async (root: ShadowRoot, label: string) => (await until(() => [...root.querySelectorAll('button')].find((button) => words(button) === label))).click();
const closed = (element: ArcoActions) => until(() => !element.shadowRoot!.querySelector('arco-ui-action-flow'));

async function choose(root: ShadowRoot, value: string): Promise<void> {
  root.querySelector<HTMLElement>(`input[value="${value}"]`)!.click();
  await aTimeout(20);
}

describe('<arco-actions>', function () {
  // Chunks are fetched and pages audited in here, on whatever machine there is.
  this.timeout(20_000);

  it('shows the first three as the server ranked them, and all when asked', async () => {
    const ranked = [visits, shipping, goal, instagram];
    const element = await actions({ list: async () => ({ ...sample, actions: ranked }) });
    sized(element, 480);
    const inOrder = ['Visitas abaixo do normal em 23 de nov.', shipping.title, 'A meta de receita está ficando fora do alcance', instagram.title];

    expect(words(part(element, 'head'))).to.equal('Para fazer agora 4 ações, por impacto esperado');
    expect(titles(element)).to.deep.equal(inOrder.slice(0, 3));
    expect(all(element, 'act').map((button) => button.classList.contains('pri')), 'one of them stands out').to.deep.equal([true, false, false]);
    const more = part(element, 'all')!;
    expect([words(more), more.getAttribute('aria-expanded')]).to.deep.equal(['Ver todas as 4', 'false']);
    more.click();
    await settled(element);
    expect(titles(element)).to.deep.equal(inOrder);
    expect([words(more), more.getAttribute('aria-expanded')]).to.deep.equal(['Ver só as três primeiras', 'true']);
    await expect(element).to.be.accessible();
  });

  it('says of each what it is, what it is worth and how long it takes', async () => {
    const element = await actions();
    sized(element, 480);

    expect(words(all(element, 'action')[0])).to.equal(
      'Urgente 20 min A meta de receita está ficando fora do alcance No ritmo de hoje o período termina em R$ 67,4 mil (entre R$ 61 mil e R$ 74 mil). A meta é R$ 75 mil. Protege ~R$ 7.600 Ver o que fazer Já fiz Adiar Dispensar',
    );
    expect(all(element, 'gain').map(words)).to.deep.equal(['Protege ~R$ 7.600', 'Pode trazer ~R$ 1.900', 'Pode trazer ~R$ 2.400']);
    expect(part(element, 'done')!.getAttribute('aria-label')).to.equal('Já fiz: A meta de receita está ficando fora do alcance');
  });

  it('has words for each rule, above and below, in the language of the reader; a person’s stay theirs', async () => {
    const write = async (tag: string, action: Action) => {
      const locale = Locale.of(tag);
      await locale.load(actionsTexts);
      const { title, text, gain } = wordsOf(action, 'BRL', locale, locale.texts(actionsTexts));
      return [title, text, gain].map((each) => each.replace(/\s+/g, ' '));
    };
    const above: Action = { ...visits, evidence: { ...visits.evidence!, value: 702 } };
    const metric = { name: { pt: 'Gasto em anúncios', en: 'Ad spend', es: 'Gasto en anuncios' }, unit: 'money' } as const;
    const spent: Action = { ...goal, code: 'spend_without_conversions', metric, evidence: { metric: 'ad_spend', value: 40_000, reference: 8.2, days: 2, from: '2025-11-22', to: '2025-11-23' }, expectedCents: null };
    const idle: Action = { ...spent, code: 'idle_days', evidence: { metric: 'ad_spend', value: 0, reference: 20_000, days: 3, from: '2025-11-21', to: '2025-11-23' }, expectedCents: 90_000 };
    const roas: Action = { ...goal, metric: { name: { pt: 'ROAS', en: 'ROAS', es: 'ROAS' }, unit: 'ratio' } };

    expect(await write('pt-BR', visits)).to.deep.equal(['Visitas abaixo do normal em 23 de nov.', 'Foram 318; o normal desse dia da semana é 486, pela mediana de 8 semanas. Vale ver o que mudou.', 'Pode trazer ~R$ 1.200']);
    expect((await write('pt-BR', above)).slice(0, 2)).to.deep.equal(['Visitas acima do normal em 23 de nov.', 'Foram 702; o normal desse dia da semana é 486, pela mediana de 8 semanas. Vale ver de onde veio e repetir.']);
    const early: Action = { ...visits, evidence: { ...visits.evidence!, until: '12:00' } };
    expect((await write('pt-BR', early))[1]).to.equal('Até as 12:00 foram 318; o normal desse dia da semana, até essa hora, é 486, pela mediana de 8 semanas. Vale ver o que mudou.');
    expect(await write('pt-BR', spent)).to.deep.equal([
      'Os anúncios gastaram R$ 400 sem nenhuma conversão',
      'Com o gasto de 22 de nov. a 23 de nov. o normal seriam 8 conversões: confira a página de destino e o pagamento.',
      'Sem valor em reais',
    ]);
    expect(await write('pt-BR', idle)).to.deep.equal(['Os anúncios estão parados há 3 dias', 'Antes da parada o gasto era de R$ 200 por dia. Confira o orçamento e a forma de pagamento.', 'Pode trazer ~R$ 900']);
    expect((await write('pt-BR', roas))[0]).to.equal('A meta de ROAS está ficando fora do alcance');
    expect((await write('en', goal))[0]).to.equal('The goal for revenue is slipping out of reach');
    expect((await write('en', above))[0]).to.equal('Visits above usual on Nov 23');
    expect((await write('es', idle))[2]).to.match(/^Puede traer ~900 BRL|^Puede traer ~R\$ 900/);
    expect(await write('en', instagram)).to.deep.equal([instagram.title, instagram.text, 'May bring ~R$1,900']);
  });

  it('takes a card off before the server answers, moves the focus on, and tells once it is so', async () => {
    const heard: string[] = [];
    let agree: () => void = () => {};
    const decide: Decide = (input) => new Promise((resolve) => (agree = () => resolve(asServerHas('completed')(input))));
    const element = await actions({ decide, heard });
    all(element, 'done')[0]!.focus();
    all(element, 'done')[0]!.click();
    await settled(element);

    expect(titles(element)).to.deep.equal([instagram.title, shipping.title, 'Visitas abaixo do normal em 23 de nov.']);
    expect(focused(element)).to.equal(`t-${instagram.id}`);
    await until(() => said(element) === 'Feita: A meta de receita está ficando fora do alcance');
    expect(words(toast(element)!.querySelector('.lnk'))).to.equal('Desfazer');
    expect(decided(heard), 'not before the server agrees').to.deep.equal([]);
    await expect(element).to.be.accessible();

    agree();
    await until(() => decided(heard).length);
    expect(decided(heard)).to.deep.equal(['complete completed']);
  });

  it('puts a card back where it was when the server does not answer, and leaves the others alone', async () => {
    const heard: string[] = [];
    let refuse: (reason: Error) => void = () => {};
    const decide: Decide = (input) => (input.id === instagram.id ? new Promise((_, reject) => (refuse = reject)) : asServerHas('completed')(input));
    const element = await actions({ decide, heard });
    all(element, 'done')[1]!.click();
    await settled(element);
    all(element, 'done')[0]!.click();
    await until(() => decided(heard).length);
    expect(titles(element)[0]).to.equal(shipping.title);

    refuse(new Error('boom'));
    await until(() => titles(element).length === 3);
    expect(titles(element), 'what was done meanwhile stays done').to.deep.equal([instagram.title, shipping.title, 'Visitas abaixo do normal em 23 de nov.']);
    await until(() => said(element) === `Não deu para salvar. Nada mudou em: ${instagram.title}`);
    expect(toast(element)!.querySelectorAll('[role=alert]')).to.have.length(1);
    expect(words(part(element, 'head'))).to.contain('3 ações');
    expect(decided(heard)).to.deep.equal(['complete completed']);
    await expect(element).to.be.accessible();
  });

  it('says who was faster, and shows what there is now', async () => {
    const heard: string[] = [];
    let left = sample.actions;
    const conflict = refused('conflict', 409, { state: 'dismissed', by: 'Marina Castro', mine: false });
    const element = await actions({ heard, list: async () => ({ ...sample, actions: left }), decide: failing(conflict) });
    left = [shipping];
    all(element, 'done')[1]!.click();

    await until(() => said(element) === `Marina Castro já dispensou: ${instagram.title}`);
    await until(() => titles(element).length === 1);
    expect(titles(element)).to.deep.equal([shipping.title]);
    expect(decided(heard)).to.deep.equal([]);
  });

  it('has nothing to say of a decision that was one’s own, on a request that got lost on its way back', async () => {
    let loads = 0;
    const list = async () => {
      loads += 1;
      return loads > 1 ? { ...sample, actions: [shipping] } : sample;
    };
    const element = await actions({ list, decide: failing(refused('conflict', 409, { state: 'completed', by: 'Ana', mine: true })) });
    all(element, 'done')[1]!.click();
    await until(() => titles(element).length === 1);

    await until(() => said(element) === `Feita: ${instagram.title}`);
    expect(toast(element)!.querySelectorAll('[role=alert]')).to.have.length(0);
  });

  it('dismisses with a reason, and says what is missing without one', async () => {
    const heard: string[] = [];
    const asked: object[] = [];
    const decide: Decide = (input) => {
      asked.push(input);
      return asServerHas('dismissed')(input);
    };
    const element = await actions({ decide, heard });
    all(element, 'dismiss')[0]!.click();
    const root = await until(() => flow(element, 'choice'));
    root.querySelector<HTMLElement>('[type=submit]')!.click();
    await until(() => words(root.querySelector('#problem')) === 'Escolha um motivo');
    expect(root.querySelector('fieldset')!.getAttribute('aria-describedby')).to.equal('problem');
    await expect(element).to.be.accessible();

    await choose(root, 'other');
    root.querySelector<HTMLElement>('[type=submit]')!.click();
    await until(() => words(root.querySelector('#other-note')) === 'Diga o motivo em poucas palavras');
    const field = root.querySelector<HTMLTextAreaElement>('#other')!;
    expect([field.getAttribute('aria-invalid'), root.activeElement?.id]).to.deep.equal(['true', 'other']);
    expect(asked).to.deep.equal([]);

    field.value = '  Já trocamos de plataforma ';
    root.querySelector<HTMLElement>('[type=submit]')!.click();
    await until(() => decided(heard).length);
    expect(asked).to.deep.equal([{ id: goal.id, reason: 'Já trocamos de plataforma' }]);
    expect(decided(heard)).to.deep.equal(['dismiss dismissed']);
    await closed(element);
    expect(focused(element), 'the card that the dialog came from is gone').to.equal(`t-${instagram.id}`);
  });

  it('puts off until a day that it can be, and says from when to when', async () => {
    const heard: string[] = [];
    const asked: object[] = [];
    const decide: Decide = (input) => {
      asked.push(input);
      return asServerHas('snoozed')(input);
    };
    const element = await actions({ decide, heard });
    all(element, 'snooze')[0]!.click();
    const root = await until(() => flow(element, 'choice'));
    expect([...root.querySelectorAll('.check')].map(words)).to.deep.equal(['Amanhã, ter., 25 nov.', 'Em uma semana, seg., 1 dez.', 'Em duas semanas, seg., 8 dez.', 'Outro dia']);

    await choose(root, 'other');
    const field = root.querySelector<HTMLInputElement>('#other')!;
    expect([field.min, field.max]).to.deep.equal(['2025-11-25', '2026-02-22']);
    for (const day of ['', '2025-11-24', '2026-02-23']) {
      field.value = day;
      root.querySelector<HTMLElement>('[type=submit]')!.click();
      await until(() => field.getAttribute('aria-invalid') === 'true');
      expect(words(root.querySelector('#other-note')), day).to.equal('Escolha um dia de 25 nov. a 22 fev. 2026');
      field.dispatchEvent(new Event('change', { bubbles: true }));
      await until(() => field.getAttribute('aria-invalid') === 'false');
    }
    await expect(element).to.be.accessible();
    field.value = '2026-02-22';
    root.querySelector<HTMLElement>('[type=submit]')!.click();

    await until(() => decided(heard).length);
    expect(asked).to.deep.equal([{ id: goal.id, until: '2026-02-22' }]);
    expect(decided(heard)).to.deep.equal(['snooze snoozed']);
    await until(() => said(element) === 'Adiada até 22 de fev.: A meta de receita está ficando fora do alcance');
  });

  it('moves the focus to what is back also when another load has overtaken the one that brings it', async () => {
    let answer: (list: ListedActions) => void = () => {};
    let first = true;
    const list: Answers['list'] = (_input, { signal }) =>
      first ? Promise.resolve(sample) : new Promise((resolve, reject) => ((answer = resolve), signal.addEventListener('abort', () => reject(new Error('overtaken')))));
    const element = await actions({ list });
    first = false;
    all(element, 'done')[0]!.click();
    (await until(() => toast(element)?.querySelector<HTMLElement>('.lnk'))).click();
    await until(() => element['query'].pending);
    void element['query'].reload();
    await until(() => said(element) === 'De volta à lista: A meta de receita está ficando fora do alcance');
    expect(titles(element)[0], 'not there yet').not.to.equal('A meta de receita está ficando fora do alcance');

    answer(sample);
    await until(() => titles(element)[0] === 'A meta de receita está ficando fora do alcance');
    expect(focused(element)).to.equal(`t-${goal.id}`);
  });

  it('takes a decision back from the toast, after it has arrived', async () => {
    const heard: string[] = [];
    const order: string[] = [];
    let agree: () => void = () => {};
    let left = sample.actions;
    const decide: Decide = (input) => new Promise((resolve) => (agree = () => resolve(asServerHas('completed')(input))));
    const undo: Decide = (input) => {
      order.push('undo');
      left = sample.actions;
      return asServerHas('open')(input);
    };
    const element = await actions({ decide, undo, heard, list: async () => ({ ...sample, actions: left }) });
    all(element, 'done')[0]!.click();
    (await until(() => toast(element)?.querySelector<HTMLElement>('.lnk'))).click();
    await aTimeout(50);
    expect(order, 'the server has not heard of it yet').to.deep.equal([]);

    agree();
    await until(() => decided(heard).length === 2);
    expect(decided(heard)).to.deep.equal(['complete completed', 'undo open']);
    expect(titles(element)[0]).to.equal('A meta de receita está ficando fora do alcance');
    await until(() => said(element) === 'De volta à lista: A meta de receita está ficando fora do alcance');
    expect(toast(element)!.querySelectorAll('.lnk')).to.have.length(0);
    expect(focused(element)).to.equal(`t-${goal.id}`);
  });

  it('lists what was done, by whom and what came of it, and takes that back too', async () => {
    const heard: string[] = [];
    let broken = true;
    const undo: Decide = (input) => (broken ? Promise.reject(new Error('boom')) : asServerHas('open')({ ...goal, ...input }));
    const list = async ({ state }: { state?: Action['state'] }) => (state ? { ...sample, actions: [...(await handledFixture(state))] } : { ...sample });
    const element = await actions({ list, undo, heard });
    part(element, 'log')!.click();
    const root = await until(() => flow(element, 'log'));
    const rows = () => [...root.querySelectorAll('ul > li')].map(words);
    await until(() => rows().length === 2);
    expect(rows()[0]).to.contain('Marina Castro, 6 nov.').and.to.contain('14 dias depois: Receita +13,4 %, contra os 14 dias antes. Não prova a causa.');
    await expect(element).to.be.accessible();

    root.querySelector<HTMLElement>('li button')!.click();
    await until(() => words(root.querySelector('[role=alert]')) === 'Não deu para salvar. Nada mudou em: A meta de receita está ficando fora do alcance');
    expect(decided(heard)).to.deep.equal([]);
    broken = false;
    root.querySelector<HTMLElement>('li button')!.click();
    await until(() => decided(heard).length);
    expect(decided(heard)).to.deep.equal(['undo open']);
    expect(words(root.querySelector('[role=alert]'))).to.equal('');

    const group = root.querySelector('arco-ui-segmented')!.shadowRoot!;
    group.querySelector<HTMLElement>('input[value=dismissed]')!.click();
    await until(() => rows()[0]?.includes('Já fizemos de outro jeito'));
    group.querySelector<HTMLElement>('input[value=snoozed]')!.click();
    await until(() => words(root.querySelector('arco-ui-dialog')).includes('Nada adiado.'));
    expect(rows()).to.deep.equal([]);
  });

  it('opens what to do about one, unless the page takes them there', async () => {
    const heard: string[] = [];
    const element = await actions({ heard });
    const cancel = (event: Event) => event.preventDefault();
    element.parentElement!.addEventListener(ActionOpenEvent.type, cancel);
    part(element, 'act')!.click();
    await settled(element);
    element.parentElement!.removeEventListener(ActionOpenEvent.type, cancel);
    expect(element.shadowRoot!.querySelectorAll('arco-ui-action-flow')).to.have.length(0);

    part(element, 'act')!.focus();
    await sendKeys({ press: 'Enter' });
    const root = await until(() => flow(element, 'details'));
    expect(words(root.querySelector('dl'))).to.equal('Vale R$ 7.600 Chance de dar certo 30 % Tempo 20 min Por minuto R$ 7.600 × 30 % ÷ 20 min = R$ 114');
    expect(words(root.querySelector('.cap'))).to.contain('Sugerida pela ARCO, a partir dos seus números');
    await expect(element).to.be.accessible();
    await sendKeys({ press: 'Escape' });
    await closed(element);
    expect(focused(element)).to.equal(`t-${goal.id}`);
    expect(decided(heard)).to.deep.equal(['open open', 'open open']);
  });

  it('goes from what to do to why not', async () => {
    const element = await actions();
    part(element, 'act')!.click();
    await press(await until(() => flow(element, 'details')), 'Dispensar');
    const root = await until(() => flow(element, 'choice'));
    await choose(root, 'no_time');
    root.querySelector<HTMLElement>('[type=submit]')!.click();

    await until(() => said(element));
    expect(said(element)).to.equal('Dispensada: A meta de receita está ficando fora do alcance');
    await closed(element);
  });

  it('explains how all are ranked', async () => {
    const element = await actions();
    part(element, 'explain')!.click();
    const root = await until(() => flow(element, 'details'));

    expect(words(root.querySelector('arco-ui-dialog'))).to.contain('valor esperado × chance de dar certo ÷ minutos');
    expect([...root.querySelectorAll('ol > li')].map(words)[1]).to.equal(`${instagram.title} R$ 1.900 × 50 % ÷ 10 min = R$ 95`);
    await expect(element).to.be.accessible();
  });

  it('offers no choices to who may not make them, nor on saved data', async () => {
    const reader = await actions({ list: async () => ({ ...sample, canEdit: false }) });
    expect(all(reader, 'act')).to.have.length(3);
    expect([...all(reader, 'done'), ...all(reader, 'snooze'), ...all(reader, 'dismiss')]).to.have.length(0);

    let offline = false;
    const list = async () => {
      if (offline) throw new Error('boom');
      return sample;
    };
    const stale = await actions({ list });
    expect(all(stale, 'done')).to.have.length(3);
    offline = true;
    await stale.reload();
    await settled(stale);
    expect(stale.state).to.equal('stale');
    expect([all(stale, 'action').length, all(stale, 'done').length]).to.deep.equal([3, 0]);
    part(stale, 'act')!.click();
    const root = await until(() => flow(stale, 'details'));
    expect(root.querySelectorAll('.actions')).to.have.length(0);
  });

  it('is done when the last one is, with a way to what was done', async () => {
    const element = await actions({ list: async () => ({ ...sample, actions: [goal], counts: { open: 1, completed: 0, dismissed: 0, snoozed: 0 } }) });
    expect(all(element, 'log')).to.have.length(0);
    part(element, 'done')!.focus();
    part(element, 'done')!.click();
    await until(() => element.state === 'empty' && part(element, 'log'));

    expect(words(part(element, 'body'))).to.equal('Nada para fazer agora Assim que algo merecer a sua atenção, aparece aqui. O que já foi feito');
    await until(() => focused(element) === 'log');
    await until(() => said(element).startsWith('Feita:'));
    await expect(element).to.be.accessible();
    part(element, 'log')!.click();
    await until(() => flow(element, 'log'));
  });

  it('says so too where nothing is left and newer data cannot be had', async () => {
    let offline = false;
    const list = async () => {
      if (offline) throw new Error('boom');
      return { ...sample, actions: [] };
    };
    const element = await actions({ list });
    offline = true;
    await element.reload();
    await until(() => element.state === 'stale' && part(element, 'stale'));

    expect(words(part(element, 'list'))).to.equal('Nada para fazer agora');
    await expect(element).to.be.accessible();
  });

  it('keeps behind three dots what the smallest cards have no room for', async () => {
    const element = await actions();
    for (const width of [160, 320, 480, 720]) {
      sized(element, width);
      expect(part(element, 'card')!.scrollWidth, `${width} px`).to.be.at.most(part(element, 'card')!.clientWidth);
      expect([part(element, 'more')!, part(element, 'done')!].map((button) => button.checkVisibility()), `${width} px`).to.deep.equal(width === 160 ? [true, false] : [false, true]);
    }
    expect(new Set(all(element, 'action').map((card) => card.offsetLeft)).size, 'three columns').to.equal(3);

    sized(element, 160);
    expect(part(element, 'more')!.getAttribute('aria-label')).to.equal('Mais opções: A meta de receita está ficando fora do alcance');
    part(element, 'more')!.click();
    await press(await until(() => flow(element, 'details')), 'Já fiz');
    await until(() => titles(element)[0] === instagram.title);
    await closed(element);
    expect(focused(element)).to.equal(`t-${instagram.id}`);
  });

  for (const theme of ['light', 'dark'] as const) {
    it(`is accessible in every state and width, ${theme}`, async () => {
      const states: WidgetState[] = ['loading', 'ready', 'empty', 'error', 'stale', 'unauthorized'];
      const page = await fixture<HTMLElement>(html`<div>${states.map((state) => html`<arco-actions preview-state=${state} theme=${theme} loading="eager"></arco-actions>`)}</div>`);
      Object.assign(page.style, { background: theme === 'light' ? '#fff' : '#19181f', color: theme === 'light' ? '#000' : '#fff' });
      await until(() => states.every((state) => page.querySelector(`arco-actions[state=${state}]`)));
      for (const width of [160, 320, 480, 720]) {
        page.style.setProperty('inline-size', `${width}px`);
        await expect(page).to.be.accessible();
      }
    });
  }

  it('decides by itself with `mock`, without asking anybody', async () => {
    const element = await mount<ArcoActions>(html`<arco-actions mock></arco-actions>`, {});
    await until(() => titles(element).length === 3);
    all(element, 'done')[1]!.click();
    (await until(() => toast(element)?.querySelector<HTMLElement>('.lnk'))).click();

    await until(() => said(element) === `De volta à lista: ${instagram.title}`);
    expect(titles(element)).to.include(instagram.title);
    expect(await actionsFixture()).to.deep.equal(sample);
  });
});
