import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { authFixture, optionsFixture, sessionFixture } from '../login/auth.fixtures.ts';
import { AuthServer, refuse, type AuthRequest } from '../test/auth-server.ts';
import { mount, settled } from '../test/mount.ts';
import type { Device, Passkey } from './account-panel.ts';
import { ArcoAccount } from './account.ts';

ArcoAccount.register();

type Section = 'data' | 'password' | 'keys' | 'factor' | 'devices' | 'leave' | 'confirm';

const words = (element: Element | null | undefined) => (element as HTMLElement | null)?.innerText.replace(/\s+/g, ' ').trim() ?? '';
const panel = (element: ArcoAccount) => element.shadowRoot!.querySelector('arco-ui-account')?.shadowRoot;
const section = (element: ArcoAccount, name: Section) => panel(element)?.querySelector(`arco-ui-account-${name}`)?.shadowRoot;
const shown = (element: ArcoAccount, name: Section) => words(section(element, name)?.firstElementChild);
const focused = (element: ArcoAccount, name: Section) => section(element, name)?.activeElement;
const notice = (element: ArcoAccount, name: Section) => words(section(element, name)?.querySelector('arco-ui-toast')?.shadowRoot?.querySelector('[role=status]'));
const dialog = (element: ArcoAccount) => section(element, 'confirm')?.querySelector('arco-ui-dialog')?.shadowRoot?.querySelector('dialog[open]');

async function until<T>(found: () => T): Promise<NonNullable<T>> {
  await waitUntil(found, 'It did not happen', { interval: 10, timeout: 4000 });
  return found()!;
}

const button = (element: ArcoAccount, name: Section, label: string) =>
  [...(section(element, name)?.querySelectorAll('button') ?? [])].find((each) => (each.getAttribute('aria-label') ?? words(each)) === label);
const press = async (element: ArcoAccount, name: Section, label: string) => (await until(() => button(element, name, label))).click();

async function type(element: ArcoAccount, name: Section, values: Record<string, string>): Promise<void> {
  for (const [id, value] of Object.entries(values)) {
    const field = await until(() => section(element, name)?.querySelector<HTMLInputElement>(`#${id}`));
    field.value = value;
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }
}

const enabled = await authFixture.ask<{ totpURI: string; backupCodes: string[] }>('/api/auth/two-factor/enable');

describe('<arco-account>', function () {
  // Chunks are fetched and pages audited in here, on whatever machine there is.
  this.timeout(20_000);

  let server: AuthServer;
  let session = sessionFixture;
  let keys: Passkey[];
  let devices: Device[];
  const container = navigator.credentials;

  async function account(lang = 'pt-BR'): Promise<ArcoAccount> {
    const element = await mount<ArcoAccount>(html`<arco-account next="#outside"></arco-account>`, {}, lang);
    await until(() => shown(element, 'leave'));
    await settled(element);
    return element;
  }

  /** Refuses a path until the person has confirmed who they are. */
  function confirming(path: string, answer: unknown = {}): void {
    const isConfirmed = () => server.sent('/api/auth/confirm').length + server.sent('/api/auth/passkey/confirm').length > 0;
    server.answers[path] = () => (isConfirmed() ? answer : refuse(403, 'CONFIRMATION_REQUIRED'));
  }

  beforeEach(async () => {
    session = sessionFixture;
    keys = [...(await authFixture.ask<Passkey[]>('/api/auth/passkey/list'))];
    devices = [...(await authFixture.ask<Device[]>('/api/auth/sessions'))];
    server = new AuthServer({
      '/api/session/options': optionsFixture,
      '/api/session': () => session,
      '/api/auth/passkey/list': () => keys,
      '/api/auth/sessions': () => devices,
    });
    container.create = async () => ({ toJSON: () => ({ id: 'made' }) }) as unknown as Credential;
    container.get = async () => ({ toJSON: () => ({ id: 'signed' }) }) as unknown as Credential;
  });

  afterEach(() => {
    server.restore();
    delete (container as Partial<CredentialsContainer>).create;
    delete (container as Partial<CredentialsContainer>).get;
    history.replaceState(null, '', location.pathname + location.search);
  });

  it('shows who one is and how one comes in', async () => {
    const element = await account();

    expect(element).to.have.attribute('state', 'ready');
    const headings = (['data', 'password', 'keys', 'factor', 'devices', 'leave'] as const).map((name) => words(section(element, name)!.querySelector('h4')));
    expect(headings).to.deep.equal(['Seus dados', 'Senha', 'Biometria e chaves', 'Verificação em duas etapas', 'Aparelhos conectados', 'Sair']);
    expect(shown(element, 'data')).to.contain('Nome Marina Castro E-mail marina@carmim.example');
    expect(shown(element, 'keys')).to.contain('Notebook da loja Criada em 16 out. 2025, ainda sem uso');
    expect(shown(element, 'devices')).to.contain('Chrome, Windows Visto 24 nov. Este aparelho Safari, iPhone Visto 23 nov. Encerrar');
    expect(button(element, 'devices', 'Encerrar Chrome, Windows'), 'this one is left by signing out').to.equal(undefined);
    await expect(element).to.be.accessible();
  });

  it('signs out, tells the page, and goes on to an address of this origin', async () => {
    const element = await account();
    const heard: boolean[] = [];
    element.addEventListener('arco-session-end', ({ cancelable }) => heard.push(cancelable));
    await press(element, 'leave', 'Sair');
    await until(() => location.hash === '#outside');

    expect(heard).to.deep.equal([true]);
    expect(server.sent('/api/auth/sign-out')).to.deep.equal([{}]);
  });

  it('stays where it is when the page prevents it, or when it did not work', async () => {
    const element = await account();
    let count = 0;
    element.addEventListener('arco-session-end', (event) => {
      event.preventDefault();
      count += 1;
    });
    server.answers['/api/auth/sign-out'] = refuse(500);
    await press(element, 'leave', 'Sair');
    await until(() => shown(element, 'leave').includes('O problema é do nosso lado'));
    expect(count).to.equal(0);
    server.answers['/api/auth/sign-out'] = {};
    await press(element, 'leave', 'Sair');
    await until(() => count);

    expect(location.hash).to.equal('');
  });

  it('changes the password, and says at each field what is wrong with it', async () => {
    const element = await account();
    await press(element, 'password', 'Trocar a senha');
    await until(() => focused(element, 'password')?.id === 'password');
    await press(element, 'password', 'Trocar a senha');
    await until(() => shown(element, 'password').includes('Escreva a senha'));
    await expect(element).to.be.accessible();
    server.answers['/api/auth/change-password'] = refuse(400, 'INVALID_PASSWORD');
    await type(element, 'password', { password: 'errada', next: 'azul-42-barco' });
    await press(element, 'password', 'Trocar a senha');
    await until(() => shown(element, 'password').includes('A senha não confere'));
    server.answers['/api/auth/change-password'] = refuse(400, 'PASSWORD_TOO_COMMON');
    await press(element, 'password', 'Trocar a senha');
    await until(() => shown(element, 'password').includes('Esta senha está entre as mais comuns'));
    server.answers['/api/auth/change-password'] = {};
    await press(element, 'password', 'Trocar a senha');
    await until(() => notice(element, 'password') === 'Senha trocada');

    expect(server.sent('/api/auth/change-password').at(-1)).to.deep.equal({ currentPassword: 'errada', newPassword: 'azul-42-barco', revokeOtherSessions: true });
    expect(focused(element, 'password'), 'the focus comes back').to.equal(button(element, 'password', 'Trocar a senha'));
  });

  describe('what wants confirmation', () => {
    it('asks for the password, and then does what was asked', async () => {
      confirming('/api/auth/passkey/remove');
      const element = await account();
      await press(element, 'keys', 'Remover Notebook da loja');
      await until(() => focused(element, 'keys')?.classList.contains('lead'));
      await press(element, 'keys', 'Remover');
      await until(() => dialog(element));
      await expect(element).to.be.accessible();
      server.answers['/api/auth/confirm'] = refuse(401, 'INVALID_PASSWORD');
      await type(element, 'confirm', { password: 'errada' });
      await press(element, 'confirm', 'Confirmar');
      await until(() => words(section(element, 'confirm')!.querySelector('#password-note')) === 'A senha não confere');
      server.requests.length = 0;
      server.answers['/api/auth/confirm'] = { confirmedUntil: '2025-11-24T15:00:00.000Z' };
      keys = keys.slice(0, 1);
      await type(element, 'confirm', { password: 'azul-42-barco' });
      await press(element, 'confirm', 'Confirmar');
      await until(() => notice(element, 'keys') === 'Notebook da loja: chave removida');

      expect(server.requests.slice(0, 2)).to.deep.equal([
        { path: '/api/auth/confirm', method: 'POST', credentials: 'same-origin', body: { password: 'azul-42-barco' } },
        { path: '/api/auth/passkey/remove', method: 'POST', credentials: 'same-origin', body: { id: '2' } },
      ] satisfies AuthRequest[]);
      await until(() => !button(element, 'keys', 'Remover Notebook da loja'));
      expect(dialog(element)).to.not.exist;
    });

    it('takes a passkey too', async () => {
      confirming('/api/session/erase');
      server.answers['/api/auth/passkey/sign-in-options'] = { challenge: 'AQID' };
      const element = await account();
      await press(element, 'data', 'Apagar minha conta');
      await type(element, 'data', { word: 'Apagar ' });
      await press(element, 'data', 'Apagar minha conta');
      await press(element, 'confirm', 'Usar biometria ou chave');
      await until(() => location.hash === '#outside');

      expect(server.sent('/api/auth/passkey/confirm')).to.deep.equal([{ response: { id: 'signed' } }]);
      expect(server.sent('/api/session/erase')).to.deep.equal([{}, {}]);
    });

    it('is left undone, without a reproach, when the dialog is closed', async () => {
      confirming('/api/auth/passkey/remove');
      const element = await account();
      await press(element, 'keys', 'Remover Notebook da loja');
      await press(element, 'keys', 'Remover');
      await until(() => dialog(element));
      await sendKeys({ press: 'Escape' });
      await until(() => !section(element, 'confirm') && button(element, 'keys', 'Remover'));

      expect(section(element, 'keys')!.querySelector('[role=alert]')).to.equal(null);
      await press(element, 'keys', 'Remover');
      await until(() => dialog(element));
      expect(server.sent('/api/auth/passkey/remove')).to.have.length(2);
    });
  });

  it('adds a passkey under a name', async () => {
    const element = await account();
    await press(element, 'keys', 'Adicionar chave');
    await until(() => focused(element, 'keys')?.id === 'key');
    server.answers['/api/auth/passkey/register-options'] = { challenge: 'AQID', rp: { name: 'ARCO' }, user: { id: 'AQ', name: 'm', displayName: 'M' }, pubKeyCredParams: [] };
    await type(element, 'keys', { key: 'Celular da loja' });
    await press(element, 'keys', 'Continuar');
    await until(() => notice(element, 'keys') === 'Celular da loja: chave adicionada');

    expect(server.sent('/api/auth/passkey/register')).to.deep.equal([{ name: 'Celular da loja', response: { id: 'made' } }]);
    expect(focused(element, 'keys')).to.equal(button(element, 'keys', 'Adicionar chave'));
  });

  it('says when the device has a passkey already', async () => {
    container.create = () => Promise.reject(new DOMException('Known', 'InvalidStateError'));
    const element = await account();
    server.answers['/api/auth/passkey/register-options'] = { challenge: 'AQID', rp: { name: 'ARCO' }, user: { id: 'AQ', name: 'm', displayName: 'M' }, pubKeyCredParams: [] };
    await press(element, 'keys', 'Adicionar chave');
    await press(element, 'keys', 'Continuar');
    await until(() => shown(element, 'keys').includes('Este aparelho já tem uma chave desta conta.'));

    expect(focused(element, 'keys')).to.have.attribute('role', 'alert');
  });

  describe('the second factor', () => {
    beforeEach(() => {
      server.answers['/api/auth/two-factor/enable'] = enabled;
      server.answers['/api/auth/two-factor/generate-backup-codes'] = { backupCodes: ['aaaaa-bbbbb'] };
    });

    it('is turned on with a password, a picture and its first code, and shows the recovery codes once', async () => {
      const element = await account();
      await press(element, 'factor', 'Ligar');
      await type(element, 'factor', { password: 'azul-42-barco' });
      await press(element, 'factor', 'Continuar');
      const picture = await until(() => section(element, 'factor')!.querySelector('svg[role=img] path'));
      expect(picture.getAttribute('d')!.match(/M/g)!.length).to.be.greaterThan(300);
      expect(words(section(element, 'factor')!.querySelector('code')).replace(/ /g, '')).to.equal('JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP');
      expect(focused(element, 'factor')?.id).to.equal('code');
      await expect(element).to.be.accessible();
      session = { ...session, secondFactor: true };
      await type(element, 'factor', { code: '123456' });
      await until(() => section(element, 'factor')!.querySelector('.codes'));
      expect(server.sent('/api/auth/two-factor/enable')).to.deep.equal([{ password: 'azul-42-barco' }]);
      expect(server.sent('/api/auth/two-factor/verify-totp')).to.deep.equal([{ code: '123456', trustDevice: false }]);
      expect([...section(element, 'factor')!.querySelectorAll('.codes li')].map(words)).to.deep.equal(enabled.backupCodes);
      await until(() => focused(element, 'factor')?.classList.contains('lead'));
      await expect(element).to.be.accessible();
      await press(element, 'factor', 'Já guardei');
      await until(() => notice(element, 'factor') === 'Verificação em duas etapas ligada');

      expect(shown(element, 'factor')).to.contain('Ligada Novos códigos de recuperação Desligar');
      expect(section(element, 'factor')!.textContent).not.to.contain(enabled.backupCodes[0]);
    });

    it('stays off while the first code is wrong, and when it is given up', async () => {
      server.answers['/api/auth/two-factor/verify-totp'] = refuse(401, 'INVALID_CODE');
      const element = await account();
      await press(element, 'factor', 'Ligar');
      await type(element, 'factor', { password: 'x' });
      await press(element, 'factor', 'Continuar');
      await type(element, 'factor', { code: '000000' });
      await until(() => shown(element, 'factor').includes('O código não confere'));
      await press(element, 'factor', 'Cancelar');
      await until(() => focused(element, 'factor') === button(element, 'factor', 'Ligar'));

      expect(shown(element, 'factor')).to.contain('Desligada');
    });

    it('copies the codes, and says so', async () => {
      session = { ...session, secondFactor: true };
      const copied: string[] = [];
      Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText: async (text: string) => void copied.push(text) } });
      try {
        const element = await account();
        await press(element, 'factor', 'Novos códigos de recuperação');
        await type(element, 'factor', { password: 'azul-42-barco' });
        await press(element, 'factor', 'Novos códigos de recuperação');
        await press(element, 'factor', 'Copiar');
        await until(() => words(section(element, 'factor')!.querySelector('[role=status]')) === 'Copiado');
      } finally {
        delete (navigator as unknown as { clipboard?: unknown }).clipboard;
      }
      expect(copied).to.deep.equal(['aaaaa-bbbbb']);
      expect(server.sent('/api/auth/two-factor/generate-backup-codes')).to.deep.equal([{ password: 'azul-42-barco' }]);
    });

    it('is turned off with the password', async () => {
      session = { ...session, secondFactor: true };
      const element = await account();
      await press(element, 'factor', 'Desligar');
      await type(element, 'factor', { password: 'azul-42-barco' });
      session = { ...session, secondFactor: false };
      await press(element, 'factor', 'Desligar');
      await until(() => notice(element, 'factor') === 'Verificação em duas etapas desligada' && shown(element, 'factor').includes('Desligada'));

      expect(server.sent('/api/auth/two-factor/disable')).to.deep.equal([{ password: 'azul-42-barco' }]);
    });
  });

  it('ends the session on one device, and on all others', async () => {
    devices.push({ ...devices[1]!, id: '3', device: 'Firefox, Linux' });
    const element = await account();
    devices = devices.filter(({ id }) => id !== '2');
    await press(element, 'devices', 'Encerrar Safari, iPhone');
    await until(() => notice(element, 'devices') === 'Safari, iPhone: sessão encerrada' && !button(element, 'devices', 'Encerrar Safari, iPhone'));
    devices = devices.slice(0, 1);
    await press(element, 'devices', 'Encerrar todos os outros');
    await until(() => !button(element, 'devices', 'Encerrar todos os outros'));

    expect(server.sent('/api/auth/sessions/revoke')).to.deep.equal([{ id: '2' }]);
    expect(server.sent('/api/auth/revoke-other-sessions')).to.deep.equal([{}]);
  });

  describe('the person’s data', () => {
    it('are a file that the browser keeps', async () => {
      server.answers['/api/session/export'] = new Response('zip');
      const element = await account();
      const saved: string[] = [];
      const click = HTMLAnchorElement.prototype.click;
      HTMLAnchorElement.prototype.click = function () {
        saved.push(`${this.download} ${this.protocol}`);
      };
      try {
        await press(element, 'data', 'Baixar meus dados');
        await until(() => notice(element, 'data') === 'Seus dados estão no arquivo que baixou');
      } finally {
        HTMLAnchorElement.prototype.click = click;
      }
      expect(saved).to.deep.equal(['arco-meus-dados.zip blob:']);
    });

    it('are erased only when the word was typed, and not while a client would have no owner', async () => {
      server.answers['/api/session/erase'] = refuse(409);
      const element = await account();
      await press(element, 'data', 'Apagar minha conta');
      await until(() => focused(element, 'data')?.id === 'word');
      await press(element, 'data', 'Apagar minha conta');
      await until(() => section(element, 'data')!.querySelector('[aria-invalid=true]'));
      expect(server.sent('/api/session/erase')).to.deep.equal([]);
      await expect(element).to.be.accessible();
      await type(element, 'data', { word: 'apagar' });
      await press(element, 'data', 'Apagar minha conta');
      await until(() => shown(element, 'data').includes('Você é a única pessoa responsável por um cliente.'));
      await sendKeys({ press: 'Escape' });

      expect(location.hash).to.equal('');
    });
  });

  it('says that the session is over when something is asked of it', async () => {
    const element = await account();
    server.answers['/api/session'] = server.answers['/api/auth/sessions/revoke'] = refuse(401);
    await press(element, 'devices', 'Encerrar Safari, iPhone');
    await until(() => element.getAttribute('state') === 'unauthorized');
    expect(words(element.shadowRoot!.querySelector('[part=status]'))).to.contain('Sua sessão terminou.');
  });

  it('says that the session is over, and that it could not be loaded', async () => {
    for (const [status, state] of [[401, 'unauthorized'], [500, 'error']] as const) {
      server.answers['/api/session'] = refuse(status);
      const element = await mount<ArcoAccount>(html`<arco-account></arco-account>`);
      await until(() => element.getAttribute('state') === state);
      await settled(element);
      expect(element.matches(`:state(${state})`)).to.equal(true);
      await expect(element).to.be.accessible();
    }
  });

  it('speaks the language of the reader, and shows example data without a network', async () => {
    expect(shown(await account('en'), 'factor')).to.equal('Two-step verification Beside the password, a code from the app on your phone. Off Turn on');
    expect(shown(await account('es'), 'leave')).to.equal('Salir Cierra la sesión en este dispositivo. Salir');
    server.restore();
    const element = await fixture<ArcoAccount>(html`<arco-account mock loading="eager"></arco-account>`);
    await until(() => shown(element, 'leave'));
    expect(element).to.have.attribute('state', 'ready');
  });
});
