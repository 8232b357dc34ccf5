import { aTimeout, expect, fixture, html, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { ArcoProvider } from '../core/provider.ts';
import { AuthServer, refuse } from '../test/auth-server.ts';
import { mount, settled } from '../test/mount.ts';
import { optionsFixture } from './auth.fixtures.ts';
import { ArcoLogin } from './login.ts';

ArcoLogin.register();

const options = { ...optionsFixture, passkeys: false };
const words = (element: Element | null | undefined) => (element as HTMLElement | null)?.innerText.replace(/\s+/g, ' ').trim() ?? '';
const heading = (element: ArcoLogin) => words(element.shadowRoot!.querySelector('[part=heading]'));

async function until<T>(found: () => T): Promise<NonNullable<T>> {
  await waitUntil(found, 'It did not happen', { interval: 10, timeout: 4000 });
  return found()!;
}

/** What is inside the step that is shown. */
const step = (element: ArcoLogin) => element.shadowRoot!.querySelector('.form > :not(.sk)')?.shadowRoot ?? undefined;
const input = (element: ArcoLogin, id: string) => until(() => step(element)?.querySelector<HTMLInputElement>(`#${id}`));
const focused = (element: ArcoLogin) => step(element)?.activeElement;
const note = (element: ArcoLogin, id: string) => words(step(element)?.querySelector(`#${id}-note`));
const alert = (element: ArcoLogin) => words(step(element)?.querySelector('[role=alert]'));
const shown = (element: ArcoLogin) => [...(step(element)?.children ?? [])].map(words).filter(Boolean).join(' ');
const said = (element: ArcoLogin, text: string) => until(() => shown(element).includes(text));

async function type(element: ArcoLogin, values: Record<string, string>): Promise<void> {
  for (const [id, value] of Object.entries(values)) {
    const field = await input(element, id);
    field.value = value;
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }
}

const submit = (element: ArcoLogin) => step(element)!.querySelector('form')!.requestSubmit();
const press = async (element: ArcoLogin, label: string) => (await until(() => [...(step(element)?.querySelectorAll('button') ?? [])].find((button) => words(button) === label))).click();

async function login(lang = 'pt-BR', next = '#inside'): Promise<ArcoLogin> {
  const element = await mount<ArcoLogin>(html`<arco-login next=${next}></arco-login>`, {}, lang);
  await until(() => step(element)?.childElementCount);
  await settled(element);
  return element;
}

describe('<arco-login>', function () {
  // Chunks are fetched and pages audited in here, on whatever machine there is.
  this.timeout(20_000);

  let server: AuthServer;

  beforeEach(() => {
    server = new AuthServer({ '/api/session/options': options });
  });

  afterEach(() => {
    server.restore();
    history.replaceState(null, '', location.pathname + location.search);
  });

  it('asks for e-mail and password, in fields that password managers and passkeys know', async () => {
    const element = await login();

    expect(element).to.have.attribute('state', 'ready');
    expect(heading(element)).to.equal('Entrar no portal');
    const [email, password] = [await input(element, 'email'), await input(element, 'password')];
    expect([email.type, email.autocomplete, email.name]).to.deep.equal(['email', 'username webauthn', 'email']);
    expect([password.type, password.autocomplete, password.name]).to.deep.equal(['password', 'current-password', 'password']);
    expect(shown(element), 'no way in that this server does not have').to.equal('E-mail Senha Manter conectado Perdi a senha Entrar');
    await expect(element).to.be.accessible();
  });

  it('signs in with Enter, tells the page, and goes on to an address of this origin', async () => {
    const element = await login();
    const heard: Event[] = [];
    element.addEventListener('arco-session-start', (event) => heard.push(event));
    await type(element, { email: ' marina@carmim.example ', password: 'azul-42-barco' });
    step(element)!.querySelector<HTMLInputElement>('#remember')!.click();
    (await input(element, 'password')).focus();
    await sendKeys({ press: 'Enter' });
    await until(() => location.hash === '#inside');

    expect(server.requests.at(-1)).to.deep.equal({
      path: '/api/auth/sign-in/email',
      method: 'POST',
      credentials: 'same-origin',
      body: { email: 'marina@carmim.example', password: 'azul-42-barco', rememberMe: true },
    });
    expect(heard.map((event) => [event.bubbles, event.composed, event.cancelable, (event as CustomEvent).detail])).to.deep.equal([[true, true, true, {}]]);
    expect(element.outerHTML).not.to.contain('azul');
  });

  it('stays where it is when the page prevents it', async () => {
    const element = await login();
    let count = 0;
    element.addEventListener('arco-session-start', (event) => {
      event.preventDefault();
      count += 1;
    });
    await type(element, { email: 'a@b.example', password: 'x' });
    submit(element);
    await until(() => count);
    await aTimeout(50);

    expect(location.hash).to.equal('');
  });

  it('tells the host of the page around, which it wants nothing else of', async () => {
    const element = await login();
    const heard: string[] = [];
    const provider = element.parentElement as ArcoProvider;
    provider.api!.session.onEvent = ({ type: name }) => void (name === 'arco-ready' || heard.push(name));
    element.addEventListener('arco-session-start', (event) => event.preventDefault());
    await type(element, { email: 'a@b.example', password: 'x' });
    submit(element);

    await until(() => heard.length > 0);
    expect(heard).to.deep.equal(['arco-session-start']);
  });

  it('says at the field what is missing, and moves there', async () => {
    const element = await login();
    submit(element);
    await said(element, 'Escreva a senha');

    expect([note(element, 'email'), note(element, 'password')]).to.deep.equal(['Escreva o endereço inteiro, como nome@empresa.com.br', 'Escreva a senha']);
    expect(focused(element)?.id).to.equal('email');
    expect((await input(element, 'email')).getAttribute('aria-invalid')).to.equal('true');
    expect(server.sent('/api/auth/sign-in/email')).to.deep.equal([]);
    await type(element, { email: 'a' });
    await until(() => note(element, 'email') === '');
    await expect(element).to.be.accessible();
  });

  it('does not tell which of the two was wrong, and keeps what was typed', async () => {
    server.answers['/api/auth/sign-in/email'] = refuse(401, 'INVALID_EMAIL_OR_PASSWORD');
    const element = await login();
    await type(element, { email: 'a@b.example', password: 'errada' });
    submit(element);
    await said(element, 'O e-mail ou a senha não confere');

    expect(focused(element)?.id).to.equal('password');
    expect((await input(element, 'password')).value).to.equal('errada');
  });

  it('says when to try again, and what the owner of the account can do meanwhile', async () => {
    server.answers['/api/auth/sign-in/email'] = refuse(429, '', 45);
    const element = await login();
    await type(element, { email: 'a@b.example', password: 'x' });
    submit(element);
    await said(element, 'Foram muitas tentativas');

    expect(alert(element)).to.equal('Foram muitas tentativas. Tente de novo em 45 s. Se a conta é sua, entre por outro caminho: Criar outra senha');
    expect(focused(element)).to.have.attribute('role', 'alert');
    await expect(element).to.be.accessible();
    await press(element, 'Criar outra senha');
    expect((await input(element, 'email')).value, 'what was typed is taken along').to.equal('a@b.example');
    expect(heading(element)).to.equal('Perdi a senha');
  });

  it('blames the field that the server refused', async () => {
    server.answers['/api/auth/sign-in/email'] = Response.json({ reason: 'invalid_input', fields: [{ path: 'email', expected: 'an address' }] }, { status: 400 });
    const element = await login();
    await type(element, { email: 'a@b.c', password: 'x' });
    submit(element);
    await said(element, 'Escreva o endereço inteiro');

    expect(focused(element)?.id).to.equal('email');
  });

  it('names the time of day when that is long off', async () => {
    server.answers['/api/auth/sign-in/email'] = refuse(429, '', 900);
    const element = await login();
    await type(element, { email: 'a@b.example', password: 'x' });
    submit(element);
    await said(element, 'Foram muitas tentativas');

    expect(alert(element)).to.match(/Tente de novo às \d\d:\d\d\./);
  });

  it('tells a server that fails from a network that is gone', async () => {
    server.answers['/api/auth/sign-in/email'] = refuse(500);
    const element = await login();
    await type(element, { email: 'a@b.example', password: 'x' });
    submit(element);
    await said(element, 'O problema é do nosso lado');
    expect(alert(element)).to.equal('O problema é do nosso lado. Tente de novo em instantes. Código 7f2k9100');

    Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => false });
    try {
      server.answers['/api/auth/sign-in/email'] = () => Promise.reject(new TypeError('Failed to fetch'));
      submit(element);
      await said(element, 'Você está sem conexão');
    } finally {
      delete (navigator as unknown as { onLine?: boolean }).onLine;
    }
  });

  it('shows the password for as long as the button is pressed in', async () => {
    const element = await login();
    const password = await input(element, 'password');
    const eye = step(element)!.querySelector<HTMLButtonElement>('.eye')!;
    eye.click();
    expect([password.type, eye.getAttribute('aria-pressed'), eye.getAttribute('aria-label')]).to.deep.equal(['text', 'true', 'Mostrar a senha']);
    eye.click();
    expect([password.type, eye.getAttribute('aria-pressed')]).to.deep.equal(['password', 'false']);
  });

  describe('the second factor', () => {
    async function asked(): Promise<ArcoLogin> {
      server.answers['/api/auth/sign-in/email'] = { twoFactorRedirect: true };
      const element = await login();
      await type(element, { email: 'a@b.example', password: 'x' });
      submit(element);
      await input(element, 'code');
      await until(() => focused(element)?.id === 'code');
      return element;
    }

    it('is one field that takes a pasted code, and sends it when it is whole', async () => {
      const element = await asked();
      const code = await input(element, 'code');
      expect([code.inputMode, code.autocomplete]).to.deep.equal(['numeric', 'one-time-code']);
      await expect(element).to.be.accessible();
      step(element)!.querySelector<HTMLInputElement>('#trust')!.click();
      await type(element, { code: '12345' });
      expect(server.sent('/api/auth/two-factor/verify-totp')).to.deep.equal([]);
      await type(element, { code: '123 456' });
      await until(() => location.hash === '#inside');

      expect(server.sent('/api/auth/two-factor/verify-totp')).to.deep.equal([{ code: '123456', trustDevice: true }]);
    });

    it('lets a wrong code be typed over', async () => {
      server.answers['/api/auth/two-factor/verify-totp'] = refuse(401, 'INVALID_CODE');
      const element = await asked();
      await type(element, { code: '000000' });
      await said(element, 'O código não confere');

      expect(focused(element)?.id).to.equal('code');
      await sendKeys({ type: '1' });
      expect((await input(element, 'code')).value).to.equal('1');
    });

    it('may be a recovery code', async () => {
      const element = await asked();
      await press(element, 'Usar código de recuperação');
      await until(() => heading(element) === 'Código de recuperação' && focused(element)?.id === 'code');
      submit(element);
      await said(element, 'Escreva um dos códigos que você guardou');
      await type(element, { code: '4f7ka-92mxd' });
      submit(element);
      await until(() => location.hash === '#inside');

      expect(server.sent('/api/auth/two-factor/verify-backup-code')).to.deep.equal([{ code: '4f7ka-92mxd' }]);
    });

    it('begins again when the password no longer counts', async () => {
      server.answers['/api/auth/two-factor/verify-totp'] = refuse(401, 'INVALID_TWO_FACTOR_COOKIE');
      const element = await asked();
      await type(element, { code: '000000' });
      await said(element, 'O prazo para confirmar passou. Entre de novo.');

      expect(heading(element)).to.equal('Entrar no portal');
    });
  });

  describe('a passkey', () => {
    const request = { challenge: 'AQID', rpId: 'localhost', userVerification: 'required', allowCredentials: [] };
    const signed = { id: 'AQ', type: 'public-key', response: {} };
    const container = navigator.credentials;
    let asked: CredentialRequestOptions[];
    let get: (options: CredentialRequestOptions) => Promise<unknown>;

    beforeEach(() => {
      asked = [];
      get = async () => ({ toJSON: () => signed });
      container.get = (options = {}) => {
        asked.push(options);
        return get(options) as Promise<Credential>;
      };
      Object.assign(PublicKeyCredential, { isConditionalMediationAvailable: async () => false });
      server.answers['/api/session/options'] = optionsFixture;
      server.answers['/api/auth/passkey/sign-in-options'] = request;
    });

    afterEach(() => {
      delete (container as Partial<CredentialsContainer>).get;
      delete (PublicKeyCredential as { isConditionalMediationAvailable?: unknown }).isConditionalMediationAvailable;
    });

    it('signs in at the press of a button', async () => {
      const element = await login();
      await press(element, 'Usar biometria ou chave');
      await until(() => location.hash === '#inside');

      const { challenge, userVerification } = asked[0]!.publicKey!;
      expect([[...new Uint8Array(challenge as ArrayBuffer)], userVerification, asked[0]!.mediation]).to.deep.equal([[1, 2, 3], 'required', undefined]);
      expect(server.sent('/api/auth/passkey/sign-in')).to.deep.equal([{ response: signed }]);
    });

    it('is also offered in the field for the e-mail, until the button is pressed', async () => {
      Object.assign(PublicKeyCredential, { isConditionalMediationAvailable: async () => true });
      get = (options) =>
        new Promise((resolve, reject) => {
          if (options.mediation !== 'conditional') resolve({ toJSON: () => signed });
          options.signal?.addEventListener('abort', () => reject(new DOMException('Aborted', 'AbortError')));
        });
      const element = await login();
      await until(() => asked.length);
      expect([asked[0]!.mediation, asked[0]!.signal!.aborted]).to.deep.equal(['conditional', false]);
      await press(element, 'Usar biometria ou chave');
      await until(() => location.hash === '#inside');

      expect([asked[0]!.signal!.aborted, asked[1]!.mediation]).to.deep.equal([true, undefined]);
    });

    it('chosen from the list of the field signs in by itself', async () => {
      Object.assign(PublicKeyCredential, { isConditionalMediationAvailable: async () => true });
      await login();
      await until(() => location.hash === '#inside');
      expect(server.sent('/api/auth/passkey/sign-in')).to.deep.equal([{ response: signed }]);
    });

    it('that does not answer, or is nobody’s, is said', async () => {
      get = () => Promise.reject(new DOMException('Not allowed', 'NotAllowedError'));
      const element = await login();
      await press(element, 'Usar biometria ou chave');
      await said(element, 'A biometria ou chave não respondeu.');
      expect(focused(element)).to.have.attribute('role', 'alert');
      get = async () => ({ toJSON: () => signed });
      server.answers['/api/auth/passkey/sign-in'] = refuse(401, 'PASSKEY_REFUSED');
      await press(element, 'Usar biometria ou chave');
      await said(element, 'Esta chave não é de nenhuma conta daqui.');
    });

    it('is a way in for the owner of an account whose password somebody guesses at', async () => {
      server.answers['/api/auth/sign-in/email'] = refuse(429, '', 45);
      const element = await login();
      await type(element, { email: 'a@b.example', password: 'x' });
      submit(element);
      await said(element, 'Se a conta é sua, entre por outro caminho:');
      step(element)!.querySelector<HTMLButtonElement>('[role=alert] button')!.click();
      await until(() => location.hash === '#inside');
      expect(server.sent('/api/auth/passkey/sign-in')).to.have.length(1);
    });

    it('works where the browser has no JSON for it', async () => {
      const parsers = ['parseRequestOptionsFromJSON', 'parseCreationOptionsFromJSON'];
      const kept = parsers.map((name) => [name, Object.getOwnPropertyDescriptor(PublicKeyCredential, name)!] as const);
      for (const name of parsers) delete (PublicKeyCredential as unknown as Record<string, unknown>)[name];
      try {
        const buffer = (...bytes: number[]) => new Uint8Array(bytes).buffer;
        get = async () => ({ id: '_-8', rawId: buffer(255, 239), type: 'public-key', response: { clientDataJSON: buffer(1), authenticatorData: buffer(2), signature: buffer(3), userHandle: null }, getClientExtensionResults: () => ({}) });
        server.answers['/api/auth/passkey/sign-in-options'] = { ...request, allowCredentials: [{ id: '_-8', type: 'public-key' }] };
        const element = await login();
        await press(element, 'Usar biometria ou chave');
        await until(() => location.hash === '#inside');
      } finally {
        for (const [name, descriptor] of kept) Object.defineProperty(PublicKeyCredential, name, descriptor);
      }
      const { challenge, allowCredentials } = asked[0]!.publicKey!;
      expect([...(challenge as Uint8Array)]).to.deep.equal([1, 2, 3]);
      expect([...(allowCredentials![0]!.id as Uint8Array)]).to.deep.equal([255, 239]);
      expect(server.sent('/api/auth/passkey/sign-in')).to.deep.equal([
        { response: { id: '_-8', rawId: '_-8', type: 'public-key', response: { clientDataJSON: 'AQ', authenticatorData: 'Ag', signature: 'Aw' }, clientExtensionResults: {} } },
      ]);
    });
  });

  describe('mails', () => {
    it('sends a link for another password, and sends it again', async () => {
      const element = await login();
      await type(element, { email: 'a@b.example' });
      await press(element, 'Perdi a senha');
      await until(() => heading(element) === 'Perdi a senha' && step(element)?.querySelector('form'));
      submit(element);
      await said(element, 'Se a@b.example tem conta, um link para criar outra senha chega em instantes.');
      expect(heading(element)).to.equal('Confira seu e-mail');
      await until(() => focused(element)?.classList.contains('lead'));
      await press(element, 'Enviar de novo');
      await said(element, 'Enviado de novo');

      expect(server.sent('/api/auth/request-password-reset')).to.deep.equal([{ email: 'a@b.example' }, { email: 'a@b.example' }]);
      await expect(element).to.be.accessible();
      await press(element, 'Voltar para entrar');
      await until(() => focused(element)?.id === 'email');
    });

    it('says that the address is not confirmed, and sends that mail again', async () => {
      server.answers['/api/auth/sign-in/email'] = refuse(403, 'EMAIL_NOT_VERIFIED');
      const element = await login();
      await type(element, { email: 'a@b.example', password: 'x' });
      submit(element);
      await said(element, 'Enviamos um novo link para a@b.example.');
      expect(heading(element)).to.equal('Falta confirmar o e-mail');
      await press(element, 'Enviar de novo');
      await said(element, 'Enviado de novo');

      expect(server.sent('/api/auth/send-verification-email')).to.deep.equal([{ email: 'a@b.example' }]);
    });
  });

  describe('links', () => {
    it('are taken out of the address before anything else', async () => {
      location.hash = '#reset=s3cr%2Bt';
      const element = await mount<ArcoLogin>(html`<arco-login></arco-login>`);
      expect(location.hash).to.equal('');
      expect(heading(element)).to.equal('Nova senha');
      await type(element, { password: 'curta' });
      submit(element);
      await said(element, 'Faltam 5 caracteres');
      await expect(element).to.be.accessible();
      await type(element, { password: 'azul-42-barco' });
      submit(element);
      await said(element, 'Senha trocada. Entre com a nova.');

      expect(server.sent('/api/auth/reset-password')).to.deep.equal([{ token: 's3cr+t', newPassword: 'azul-42-barco' }]);
      expect(element.outerHTML).not.to.contain('s3cr');
    });

    it('are followed when they are opened in the page that is there already', async () => {
      const element = await login();
      location.hash = '#reset=abc';
      await until(() => heading(element) === 'Nova senha');
      expect(location.hash).to.equal('');
    });

    it('say what the server finds wrong with a password', async () => {
      location.hash = '#reset=abc';
      server.answers['/api/auth/reset-password'] = refuse(400, 'PASSWORD_TOO_COMMON');
      const element = await login();
      await type(element, { password: '1234567890' });
      submit(element);
      await said(element, 'Esta senha está entre as mais comuns. Escolha outra');
      expect(focused(element)?.id).to.equal('password');
    });

    it('that were used lead to another one', async () => {
      location.hash = '#reset=abc';
      server.answers['/api/auth/reset-password'] = refuse(400, 'INVALID_TOKEN');
      const element = await login();
      await type(element, { password: 'azul-42-barco' });
      submit(element);
      await until(() => heading(element) === 'Este link não vale mais');
      await type(element, { email: 'a@b.example' });
      submit(element);
      await said(element, 'um link para criar outra senha');
      expect(server.sent('/api/auth/request-password-reset')).to.deep.equal([{ email: 'a@b.example' }]);
    });

    it('greet who was invited, by name and client, and sign them in', async () => {
      location.hash = '#invitation=abc';
      server.answers['/api/auth/invitation/read'] = { email: 'marina@carmim.example', name: 'Marina', client: 'Carmim Moda' };
      server.answers['/api/auth/invitation/accept'] = { email: 'marina@carmim.example', signedIn: true };
      const element = await login();
      await said(element, 'Marina, Carmim Moda convidou você para o portal.');
      expect(note(element, 'password')).to.equal('10 caracteres ou mais, que não esteja entre as senhas mais comuns');
      const email = await input(element, 'email');
      expect([email.value, email.readOnly, email.autocomplete]).to.deep.equal(['marina@carmim.example', true, 'username']);
      await until(() => focused(element)?.id === 'password');
      await expect(element).to.be.accessible();
      await type(element, { name: 'Marina Castro', password: 'azul-42-barco' });
      await aTimeout(0);
      element.addEventListener('arco-session-start', (event) => event.preventDefault());
      submit(element);
      await until(() => server.sent('/api/auth/invitation/accept').length);

      expect(server.sent('/api/auth/invitation/read')).to.deep.equal([{ token: 'abc' }]);
      expect(server.sent('/api/auth/invitation/accept')).to.deep.equal([{ token: 'abc', name: 'Marina Castro', password: 'azul-42-barco', terms: '2026-11-23' }]);
    });

    it('of an invitation that is no good offer no mail, which only who invited can send', async () => {
      location.hash = '#invitation=abc';
      server.answers['/api/auth/invitation/read'] = refuse(400, 'INVALID_TOKEN');
      const element = await login();
      await until(() => heading(element) === 'Este convite não vale mais');
      expect(shown(element)).to.equal('Ele já foi usado ou venceu. Quem convidou você pode enviar outro. Voltar para entrar');
    });

    it('that prove an address sign in, with the password of the account', async () => {
      location.hash = '#verify=a%26b';
      const element = await login();
      await said(element, 'Digite a senha que você criou');
      server.answers['/api/auth/verify'] = refuse(401, 'INVALID_PASSWORD');
      await type(element, { password: 'outra coisa' });
      submit(element);
      await said(element, 'A senha não confere');
      server.answers['/api/auth/verify'] = {};
      await type(element, { password: 'azul-42-barco' });
      submit(element);
      await until(() => location.hash === '#inside');
      expect(server.sent('/api/auth/verify').at(-1)).to.deep.equal({ token: 'a&b', password: 'azul-42-barco' });
    });

    it('that prove it too late are sent again', async () => {
      location.hash = '#verify=abc';
      server.answers['/api/auth/verify'] = refuse(400, 'INVALID_TOKEN');
      const element = await login();
      await said(element, 'Digite a senha que você criou');
      await type(element, { password: 'azul-42-barco' });
      submit(element);
      await until(() => heading(element) === 'Este link não vale mais');
      await type(element, { email: 'a@b.example' });
      submit(element);
      await said(element, 'um novo link de confirmação');
      expect(server.sent('/api/auth/send-verification-email')).to.deep.equal([{ email: 'a@b.example' }]);
    });

    it('can be tried again where the server could not be reached', async () => {
      location.hash = '#invitation=abc';
      server.answers['/api/auth/invitation/read'] = refuse(503);
      const element = await login();
      await said(element, 'O problema é do nosso lado.');
      server.answers['/api/auth/invitation/read'] = { email: 'a@b.example', name: 'Ana', client: null };
      await press(element, 'Tentar de novo');
      await said(element, 'você tem um convite');
      expect(server.sent('/api/auth/invitation/read')).to.have.length(2);
    });
  });

  it('makes an account where anybody may have one', async () => {
    server.answers['/api/session/options'] = { ...options, signup: 'open' };
    const element = await login();
    await press(element, 'Criar conta');
    await until(() => heading(element) === 'Criar conta' && step(element)?.querySelector('#name'));
    submit(element);
    await said(element, 'Escreva o nome');
    expect([note(element, 'email'), note(element, 'password')]).to.deep.equal(['Escreva o endereço inteiro, como nome@empresa.com.br', 'Escreva a senha']);
    await expect(element).to.be.accessible();
    await type(element, { name: 'Marina', email: 'a@b.example', password: 'azul-42-barco' });
    submit(element);
    await said(element, 'Enviamos um link para a@b.example.');

    expect(server.sent('/api/auth/sign-up/email')).to.deep.equal([{ name: 'Marina', email: 'a@b.example', password: 'azul-42-barco' }]);
  });

  it('speaks the language of the reader', async () => {
    expect(shown(await login('en'))).to.equal('Email Password Stay signed in Forgot password Sign in');
    expect(shown(await login('es'))).to.equal('Correo Contraseña Mantener la sesión Perdí la contraseña Entrar');
  });

  it('shows every state, and example data without a network', async () => {
    server.restore();
    for (const state of ['loading', 'ready', 'empty', 'error', 'unauthorized']) {
      const element = await fixture<ArcoLogin>(html`<arco-login mock loading="eager" preview-state=${state}></arco-login>`);
      await until(() => element.getAttribute('state') === state);
      expect(element.matches(`:state(${state})`)).to.equal(true);
      if (state !== 'loading') await expect(element).to.be.accessible();
    }
  });

  it('is an error, that can be tried again, while nobody can say how to come in', async () => {
    server.answers['/api/session/options'] = refuse(500);
    const element = await mount<ArcoLogin>(html`<arco-login></arco-login>`);
    await until(() => element.getAttribute('state') === 'error');
    server.answers['/api/session/options'] = options;
    await element.reload();
    await until(() => step(element)?.querySelector('form'));
    expect(element).to.have.attribute('state', 'ready');
  });
});
