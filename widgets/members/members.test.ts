import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { Member } from '../../server/modules/members/members.schema.ts';
import { ArcoError, type ArcoReason } from '../core/errors.ts';
import { AuthServer } from '../test/auth-server.ts';
import { mount, settled, type ApiStub } from '../test/mount.ts';
import type { MembersPanel } from './members-panel.ts';
import { ArcoMembers } from './members.ts';

ArcoMembers.register();

const marina: Member = { id: 'm', email: 'marina@carmim.example', name: 'Marina Castro', role: 'owner', state: 'active', since: '2025-03-10T12:00:00.000Z' };
const rafael: Member = { ...marina, id: 'r', email: 'rafael@carmim.example', name: 'Rafael Nunes', role: 'viewer' };
const bia: Member = { ...rafael, id: 'b', email: 'beatriz@carmim.example', name: 'Beatriz Lima', state: 'invited' };

const words = (element: Element | null | undefined) => (element as HTMLElement | null)?.innerText.replace(/\s+/g, ' ').trim() ?? '';
const shown = (element: ArcoMembers) => element.shadowRoot!.querySelector<MembersPanel>('arco-ui-members');
const panel = (element: ArcoMembers) => shown(element)?.shadowRoot;
const rows = (element: ArcoMembers) => [...panel(element)!.querySelectorAll('li')].map(words);
const notice = (element: ArcoMembers) => words(panel(element)?.querySelector('arco-ui-toast')?.shadowRoot?.querySelector('[role=status]'));
const confirm = (element: ArcoMembers) => panel(element)?.querySelector('arco-ui-account-confirm')?.shadowRoot;
const button = (root: ParentNode | null | undefined, label: string) => [...(root?.querySelectorAll('button') ?? [])].find((each) => words(each) === label);
const act = (element: ArcoMembers, { id }: Member, what: 'role' | 'remove') => panel(element)?.querySelector<HTMLElement>(`[data-open="${what}-${id}"]`);

const sure = (element: ArcoMembers) => panel(element)!.querySelector<HTMLElement>('.btn.danger')!;

async function until<T>(found: () => T): Promise<NonNullable<T>> {
  await waitUntil(found, 'It did not happen', { interval: 10, timeout: 4000 });
  return found()!;
}

async function setRole(element: ArcoMembers, member: Member, role: Member['role']): Promise<void> {
  (await until(() => act(element, member, 'role'))).click();
  (await until(() => panel(element)!.querySelector<HTMLElement>(`[value=${role}]`))).click();
  button(panel(element), 'Salvar')!.click();
}

async function remove(element: ArcoMembers, member: Member): Promise<void> {
  (await until(() => act(element, member, 'remove'))).click();
  await until(() => panel(element)!.querySelector('.lead'));
}

async function type(root: ParentNode, values: Record<string, string>): Promise<void> {
  for (const [id, value] of Object.entries(values)) {
    const field = root.querySelector<HTMLInputElement>(`#${id}`)!;
    field.value = value;
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }
}

const statuses: Partial<Record<ArcoReason, number>> = { confirmation_required: 403, forbidden: 403, scope_missing: 403, conflict: 409, not_found: 404, internal: 500 };
const refusal = (reason: ArcoReason) => new ArcoError(reason, { status: statuses[reason] });

describe('<arco-members>', function () {
  // Chunks are fetched and pages audited in here, on whatever machine there is.
  this.timeout(20_000);

  let server: AuthServer;
  let members: Member[];
  let asked: [string, object][];
  /** What the server does not do, and why. */
  let refused: ArcoReason | undefined;

  const answer = (name: string, change: (input: Member) => void) => ({
    mutate: async (input: Member) => {
      asked.push([name, input]);
      if (refused) throw refusal(refused);
      change(input);
      return input;
    },
  });

  const api = {
    members: {
      list: { query: async () => members },
      invite: answer('invite', (input) => (members = [...members, { ...bia, ...input, id: 'new' }])),
      setRole: answer('setRole', ({ id, role }) => (members = members.map((member) => (member.id === id ? { ...member, role } : member)))),
      remove: answer('remove', ({ id }) => (members = members.filter((member) => member.id !== id))),
    },
  } as unknown as ApiStub;

  async function team(lang = 'pt-BR', stub = api): Promise<ArcoMembers> {
    const element = await mount<ArcoMembers>(html`<arco-members></arco-members>`, stub, lang);
    await until(() => panel(element)?.querySelector('h4'));
    await settled(element);
    return element;
  }

  beforeEach(() => {
    members = [marina, rafael, bia];
    asked = [];
    refused = undefined;
    server = new AuthServer({ '/api/auth/passkey/list': [], '/api/auth/confirm': () => ((refused = undefined), { confirmedUntil: '2025-11-24T15:00:00Z' }) });
  });

  afterEach(() => server.restore());

  it('lists who has access, and who was asked', async () => {
    const element = await team();

    expect(element).to.have.attribute('state', 'ready');
    expect(words(element.shadowRoot!.querySelector('[part=heading]'))).to.equal('Equipe');
    expect(rows(element)).to.deep.equal([
      'Marina Castro marina@carmim.example Responsável Mudar Remover',
      'Rafael Nunes rafael@carmim.example Leitura Mudar Remover',
      'Beatriz Lima beatriz@carmim.example Convite enviado Leitura Mudar Remover',
    ]);
    await expect(element).to.be.accessible();
  });

  it('invites somebody, once the form is filled in, and gives the focus back', async () => {
    const element = await team();
    button(panel(element), 'Convidar alguém')!.click();
    await until(() => panel(element)!.activeElement?.id === 'name');
    await expect(element).to.be.accessible();
    button(panel(element), 'Enviar convite')!.click();
    await until(() => panel(element)!.querySelectorAll('[aria-invalid=true]').length === 2);
    expect(panel(element)!.activeElement?.id).to.equal('name');
    await type(panel(element)!, { name: ' Caio Reis ', email: 'caio@carmim.example' });
    panel(element)!.querySelector<HTMLInputElement>('[value=owner]')!.click();
    await sendKeys({ press: 'Enter' });
    await until(() => notice(element) === 'Convite enviado para caio@carmim.example' && rows(element).length === 4);

    expect(asked).to.deep.equal([['invite', { name: 'Caio Reis', email: 'caio@carmim.example', role: 'owner' }]]);
    expect(rows(element)[3]).to.equal('Caio Reis caio@carmim.example Convite enviado Responsável Mudar Remover');
    expect(words(panel(element)!.activeElement)).to.equal('Convidar alguém');
  });

  it('says at the address that it is on the team, and keeps what was written', async () => {
    refused = 'conflict';
    const element = await team();
    button(panel(element), 'Convidar alguém')!.click();
    await until(() => panel(element)!.querySelector('#email'));
    await type(panel(element)!, { name: 'Rafael', email: rafael.email });
    button(panel(element), 'Enviar convite')!.click();
    await until(() => words(panel(element)!.querySelector('#email-note')) === 'Esta pessoa já está na equipe');

    expect(panel(element)!.activeElement?.id).to.equal('email');
    expect(panel(element)!.querySelector<HTMLInputElement>('#name')!.value).to.equal('Rafael');
    await sendKeys({ press: 'Escape' });
    await until(() => words(panel(element)!.activeElement) === 'Convidar alguém');
  });

  it('shows another role at once', async () => {
    const untouched = await team();
    await setRole(untouched, rafael, 'viewer');
    await until(() => untouched && act(untouched, rafael, 'role'));
    expect(asked, 'nothing has changed').to.deep.equal([]);
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    const slow = { mutate: async (input: Member) => held.then(() => (members = members.map((member) => ({ ...member, ...(member.id === input.id && input) })))) };
    const element = await team('pt-BR', { members: { ...api.members, setRole: slow } } as unknown as ApiStub);
    await setRole(element, rafael, 'owner');
    await until(() => rows(element)[1] === 'Rafael Nunes rafael@carmim.example Responsável Mudar Remover');
    expect(notice(element)).to.equal('');
    release();
    await until(() => notice(element) === 'Rafael Nunes agora é responsável');

    expect(panel(element)!.activeElement, 'the focus stays where it was').to.equal(act(element, rafael, 'role'));
  });

  it('puts the role back where the server keeps the last owner, and says so beside them', async () => {
    refused = 'conflict';
    const element = await team();
    await setRole(element, marina, 'viewer');
    const alert = await until(() => panel(element)!.querySelector('li [role=alert]'));

    expect(rows(element)[0]).to.equal(
      'Marina Castro marina@carmim.example Responsável Mudar Remover Marina Castro é a única pessoa responsável que já entrou. Passe outra a responsável antes.',
    );
    expect(panel(element)!.activeElement).to.equal(alert);
    await expect(element).to.be.accessible();
  });

  it('asks before it removes, naming the person, and says in place why it could not', async () => {
    const element = await team();
    await remove(element, rafael);
    const question = await until(() => panel(element)!.querySelector('.lead'));
    expect(words(question)).to.equal('Remover Rafael Nunes? A pessoa deixa de ver este cliente na hora.');
    await until(() => panel(element)!.activeElement === question);
    await expect(element).to.be.accessible();
    await sendKeys({ press: 'Escape' });
    await until(() => panel(element)!.activeElement === act(element, rafael, 'remove'));
    expect(asked).to.deep.equal([]);
    await remove(element, rafael);
    refused = 'conflict';
    sure(element).click();
    await until(() => words(panel(element)!.querySelector('li [role=alert]')).startsWith('Rafael Nunes é a única'));
    refused = undefined;
    sure(element).click();
    await until(() => notice(element) === 'Rafael Nunes não tem mais acesso');

    expect(asked).to.deep.equal([['remove', { id: 'r' }], ['remove', { id: 'r' }]]);
    expect(rows(element)).to.have.length(2);
    expect(panel(element)!.activeElement?.localName).to.equal('h4');
  });

  it('asks who is there when the server wants to know, and does then what was asked', async () => {
    refused = 'confirmation_required';
    const element = await team();
    await setRole(element, rafael, 'owner');
    await until(() => confirm(element)?.querySelector('#password'));
    await expect(element).to.be.accessible();
    await type(confirm(element)!, { password: 'azul-42-barco' });
    button(confirm(element), 'Confirmar')!.click();
    await until(() => notice(element) === 'Rafael Nunes agora é responsável');
    await until(() => !confirm(element));

    expect(server.sent('/api/auth/confirm')).to.deep.equal([{ password: 'azul-42-barco' }]);
    expect(asked).to.have.length(2);
  });

  it('takes a passkey for it', async () => {
    refused = 'confirmation_required';
    server.answers['/api/auth/passkey/list'] = [{ id: '1', name: 'Celular', createdAt: '2025-08-04T13:10:00.000Z', lastUsedAt: null }];
    server.answers['/api/auth/passkey/sign-in-options'] = { challenge: 'AQID' };
    server.answers['/api/auth/passkey/confirm'] = () => ((refused = undefined), {});
    const container = navigator.credentials;
    container.get = async () => ({ toJSON: () => ({ id: 'signed' }) }) as unknown as Credential;
    try {
      const element = await team();
      await remove(element, bia);
      sure(element).click();
      (await until(() => button(confirm(element), 'Usar biometria ou chave'))).click();
      await until(() => notice(element) === 'Beatriz Lima não tem mais acesso');
    } finally {
      delete (container as Partial<CredentialsContainer>).get;
    }
    expect(server.sent('/api/auth/passkey/confirm')).to.deep.equal([{ response: { id: 'signed' } }]);
  });

  it('leaves everything as it was, without a reproach, when nobody confirms', async () => {
    refused = 'confirmation_required';
    const element = await team();
    await setRole(element, rafael, 'owner');
    await until(() => confirm(element)?.querySelector('arco-ui-dialog')?.shadowRoot?.querySelector('dialog[open]'));
    await sendKeys({ press: 'Escape' });
    await until(() => !confirm(element) && rows(element)[1] === 'Rafael Nunes rafael@carmim.example Leitura Mudar Remover');

    expect(panel(element)!.querySelector('[role=alert]')).to.equal(null);
    expect(asked).to.have.length(1);
  });

  it('tells of a failure beside the person, and of one who is gone', async () => {
    const element = await team();
    for (const [reason, said] of [['internal', 'O problema é do nosso lado.'], ['not_found', 'Isto já não existe.'], ['forbidden', 'Só quem é responsável']] as const) {
      refused = reason;
      await setRole(element, rafael, 'owner');
      await until(() => words(panel(element)!.querySelector('li [role=alert]')).startsWith(said));
      expect(rows(element)[1]).to.contain('Leitura');
    }
    refused = undefined;
    await setRole(element, rafael, 'owner');
    await until(() => notice(element) && !panel(element)!.querySelector('[role=alert]'));
  });

  it('is not for everybody, also when that is found out by an action', async () => {
    let denied: ArcoReason | undefined = 'scope_missing';
    const query = async () => {
      if (denied) throw refusal(denied);
      return members;
    };
    const stub = { members: { ...api.members, list: { query } } } as unknown as ApiStub;
    const stranger = await mount<ArcoMembers>(html`<arco-members></arco-members>`, stub);
    await until(() => stranger.getAttribute('state') === 'unauthorized');
    await expect(stranger).to.be.accessible();

    denied = undefined;
    const element = await team('pt-BR', stub);
    denied = refused = 'forbidden';
    await setRole(element, rafael, 'owner');
    await until(() => element.getAttribute('state') === 'unauthorized');
    expect(panel(element)).to.equal(undefined);
  });

  it('starts an empty team with the form, and goes on to the list', async () => {
    members = [];
    const element = await mount<ArcoMembers>(html`<arco-members></arco-members>`, api);
    const first = await until(() => element.shadowRoot!.querySelector<HTMLElement>('[part=invite]'));
    expect(element).to.have.attribute('state', 'empty');
    await expect(element).to.be.accessible();
    first.click();
    await until(() => panel(element)?.activeElement?.id === 'name');
    await type(panel(element)!, { name: 'Caio Reis', email: 'caio@carmim.example' });
    button(panel(element), 'Enviar convite')!.click();
    await until(() => rows(element).length === 1 && notice(element));
  });

  it('shows its shape while loading, a way out of a failure, and no changes on saved data', async () => {
    let broken = true;
    const query = async () => {
      if (broken) throw new ArcoError('internal', { status: 500 });
      return members;
    };
    const stub = { members: { ...api.members, list: { query } } } as unknown as ApiStub;
    const loading = await mount<ArcoMembers>(html`<arco-members></arco-members>`, { members: { list: { query: () => new Promise<never>(() => {}) } } } as unknown as ApiStub);
    expect(loading.shadowRoot!.querySelectorAll('.sk')).to.have.length(4);
    const element = await mount<ArcoMembers>(html`<arco-members></arco-members>`, stub);
    const retry = await until(() => element.shadowRoot!.querySelector<HTMLElement>('[part=retry]'));
    broken = false;
    retry.click();
    await until(() => act(element, marina, 'role'));
    broken = true;
    await element.reload();
    await until(() => element.getAttribute('state') === 'stale' && !act(element, marina, 'role'));
    expect(button(panel(element), 'Convidar alguém')).to.equal(undefined);
    expect(rows(element)).to.have.length(3);
  });

  it('fits whatever room there is, in both themes', async () => {
    for (const theme of ['light', 'dark'] as const) {
      const element = await team();
      element.theme = theme;
      button(panel(element), 'Convidar alguém')!.click();
      await until(() => panel(element)!.querySelector('form'));
      for (const width of [160, 320, 480, 960]) {
        Object.assign(element.parentElement!.style, { display: 'block', inlineSize: `${width}px` });
        const card = element.shadowRoot!.querySelector('[part=card]')!;
        expect(card.scrollWidth, `${width}`).to.be.at.most(card.clientWidth);
      }
      await expect(element).to.be.accessible();
    }
  });

  it('speaks the language of the reader, and shows changes of example data without a network', async () => {
    expect(rows(await team('en'))[2]).to.equal('Beatriz Lima beatriz@carmim.example Invitation sent Viewer Change Remove');
    expect(words(panel(await team('es'))!.querySelector('h4'))).to.equal('Quién tiene acceso');
    server.restore();
    const element = await fixture<ArcoMembers>(html`<arco-members mock loading="eager"></arco-members>`);
    await until(() => panel(element)?.querySelector('li'));
    const [, known] = shown(element)!.members;
    await setRole(element, known!, 'owner');
    await until(() => notice(element) === 'Rafael Nunes agora é responsável');
    await remove(element, known!);
    sure(element).click();
    await until(() => rows(element).length === 2);
    button(panel(element), 'Convidar alguém')!.click();
    await until(() => panel(element)!.querySelector('form'));
    await type(panel(element)!, { name: 'Caio Reis', email: 'caio@carmim.example' });
    button(panel(element), 'Enviar convite')!.click();
    await until(() => rows(element).length === 3);
  });
});
