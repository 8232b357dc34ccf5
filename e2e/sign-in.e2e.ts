import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { totp } from '../server/auth/test/totp.ts';
import { invite } from '../server/cli/people.ts';
import type { Arco } from './support/arco.ts';
import { expectAccessible } from './support/axe.ts';
import { tabTo } from './support/keyboard.ts';
import { password } from './support/session.ts';
import { test } from './support/test.ts';
import type { Visitor } from './support/visitor.ts';

const owner = 'cliente@moda.example';
const newPassword = 'girassol no quintal';

/** The link of the newest mail to an address. */
async function mailed(arco: Arco, to: string): Promise<string> {
  for (let tries = 0; tries < 40; tries += 1) {
    const text = await (await fetch(`${arco.url}/dev/mail`)).text();
    const mail = text.split(/\n-{60}\n/).find((each) => each.includes(`To: ${to}\n`));
    if (mail) return /(http\S+)/.exec(mail)![1]!;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`No mail to ${to}`);
}

/** Types into a field that Tab leads to. */
async function fill({ page }: Visitor, field: RegExp, text: string): Promise<void> {
  await tabTo(page, field);
  await page.keyboard.type(text);
}

async function press({ page }: Visitor, button: RegExp): Promise<void> {
  await tabTo(page, button);
  await page.keyboard.press('Enter');
}

const door = async (visitor: Visitor, arco: Arco) => {
  await visitor.goto(`${arco.url}/portal/entrar/`);
  await visitor.page.getByRole('heading', { name: 'Entrar no portal' }).waitFor();
};

const enter = async (visitor: Visitor, email: string, secret: string) => {
  await fill(visitor, /^input E-mail$/, email);
  await fill(visitor, /^input Senha$/, secret);
  await visitor.page.keyboard.press('Enter');
};

const isIn = ({ page }: Visitor) => page.getByRole('heading', { level: 1, name: /^(Bom dia|Boa tarde|Boa noite), / }).waitFor();

/** A person of moda who has not been in yet, and the link that lets them in. */
async function invited(arco: Arco): Promise<{ email: string; link: string }> {
  const email = `${randomUUID()}@moda.example`;
  const [person] = await arco.owner<{ id: string }[]>`insert into people (email, name) values (${email}, 'Júlia') returning id`;
  await arco.owner`insert into memberships (client_id, person_id, role) select id, ${person!.id}, 'viewer' from clients where slug = 'moda'`;
  const { invitation } = await invite(arco.owner, { id: person!.id, email, name: 'Júlia' }, arco.url);
  return { email, link: invitation };
}

/** An authenticator of the browser's own, which answers as if a finger had touched it. */
async function withAuthenticator({ context, page }: Visitor): Promise<void> {
  const devtools = await context.newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
  });
}

describe('by keyboard alone, in Portuguese', () => {
  test('an invitation, a password, a verified address, and in', async ({ own, visit }) => {
    const visitor = await visit({ person: null });
    const { email, link } = await invited(own);
    await visitor.goto(link);
    const { page } = visitor;
    await page.getByRole('heading', { name: 'Seu convite' }).waitFor();
    await page.getByText('Carmim Moda convidou você').waitFor();
    expect(new URL(page.url()).hash).toBe('');
    await expectAccessible(page, 'invitation');
    visitor.allow(/status of 400/);
    await fill(visitor, /^input (Nova senha|Senha)/, 'password1234');
    await page.keyboard.press('Enter');
    await page.getByText('Esta senha está entre as mais comuns').waitFor();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type(newPassword);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Falta confirmar o e-mail' }).waitFor();
    await visitor.goto(await mailed(own, email));
    await page.getByRole('heading', { name: 'Confirmar e-mail' }).waitFor();
    await fill(visitor, /^input Senha/, newPassword);
    await page.keyboard.press('Enter');
    await isIn(visitor);
    expect(await page.title()).toBe('Carmim Moda, portal ARCO');
    // Once.
    await visitor.goto(link);
    await page.getByRole('heading', { name: 'Este convite não vale mais' }).waitFor();
  });

  test('a wrong password, then a new one by mail', async ({ own, visit }) => {
    const visitor = await visit({ person: null });
    visitor.allow(/status of 40[01]/);
    const { page } = visitor;
    await door(visitor, own);
    await expectAccessible(page, 'sign-in');
    await enter(visitor, owner, 'não é esta');
    await page.getByText('O e-mail ou a senha não confere').waitFor();
    await press(visitor, /Perdi a senha$/);
    await page.getByRole('heading', { name: 'Perdi a senha' }).waitFor();
    await tabTo(page, /^input E-mail$/);
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type(owner);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Confira seu e-mail' }).waitFor();
    await visitor.goto(await mailed(own, owner));
    await page.getByRole('heading', { name: 'Nova senha' }).waitFor();
    await fill(visitor, /^input Nova senha/, newPassword);
    await page.keyboard.press('Enter');
    await page.getByText('Senha trocada. Entre com a nova.').waitFor();
    await enter(visitor, owner, newPassword);
    await isIn(visitor);
  });

  test('a passkey is added, and opens the portal without a password', async ({ own, visit }) => {
    const visitor = await visit();
    const { page } = visitor;
    await withAuthenticator(visitor);
    await visitor.goto(`${own.url}/portal/conta/`);
    await press(visitor, /^button Adicionar chave$/);
    await tabTo(page, /^input Nome da chave/);
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('Celular da loja');
    await page.keyboard.press('Enter');
    await page.getByText(/Celular da loja: chave adicionada/).first().waitFor();
    const [stored] = await own.owner<{ name: string; counter: number }[]>`select name, counter from auth.passkeys`;
    expect(stored).toMatchObject({ name: 'Celular da loja' });

    // A browser that offers no key by itself, so that the button has something to do.
    await page.addInitScript(() => {
      PublicKeyCredential.isConditionalMediationAvailable = async () => false;
    });
    await press(visitor, /^button Sair$/);
    await page.waitForURL('**/portal/entrar/**', { waitUntil: 'commit' });
    await page.getByRole('heading', { name: 'Entrar no portal' }).waitFor();
    await press(visitor, /^button Usar biometria/);
    await isIn(visitor);
  });

  test('a second factor is turned on, asked for, and can be replaced by a recovery code', async ({ own, visit }) => {
    const visitor = await visit();
    visitor.allow(/status of 401/);
    const { page } = visitor;
    await visitor.goto(`${own.url}/portal/conta/`);
    const factor = page.locator('arco-account');
    await press(visitor, /^button Ligar$/);
    await fill(visitor, /^input (Sua senha|Senha)/, password);
    await page.keyboard.press('Enter');
    await page.getByRole('img', { name: 'Código QR para o aplicativo de códigos' }).waitFor();
    const seed = (await factor.getByText(/^[A-Z2-7 ]{16,}$/).first().innerText()).replaceAll(' ', '');
    await fill(visitor, /^input Código que o aplicativo mostra/, totp(seed));
    if (await page.getByRole('button', { name: 'Continuar' }).isVisible().catch(() => false)) await page.keyboard.press('Enter');
    await page.getByText('Guarde estes códigos').waitFor();
    const recovery = (await factor.getByText(/^[\w]{5}-[\w]{5}$/).first().innerText()).trim();
    await expectAccessible(page, 'recovery codes');

    const next = await visit({ person: null });
    next.allow(/status of 401/);
    await door(next, own);
    await enter(next, owner, password);
    await next.page.getByRole('heading', { name: 'Confirme que é você' }).waitFor();
    await expectAccessible(next.page, 'second factor');
    await fill(next, /^input Código$/, totp(seed, 1));
    await isIn(next);

    const lost = await visit({ person: null });
    await door(lost, own);
    await enter(lost, owner, password);
    await lost.page.getByRole('heading', { name: 'Confirme que é você' }).waitFor();
    await press(lost, /Usar código de recuperação$/);
    await fill(lost, /^input Código de recuperação/, recovery);
    await lost.page.keyboard.press('Enter');
    await isIn(lost);
  });

  test('a session is ended from another device', async ({ own, visit }) => {
    const [phone, laptop] = [await visit({ person: null, viewport: { width: 360, height: 740 } }), await visit({ person: null })];
    phone.allow(/status of 401/);
    for (const visitor of [phone, laptop]) {
      await door(visitor, own);
      await enter(visitor, owner, password);
      await isIn(visitor);
    }
    await phone.follows();
    await laptop.page.goto(`${own.url}/portal/conta/`);
    await press(laptop, /^button Encerrar (?!todos)/);
    await phone.page.waitForURL('**/portal/entrar/**', { timeout: 6_000, waitUntil: 'commit' });
    await laptop.page.reload();
    await laptop.page.getByRole('heading', { name: 'Aparelhos conectados' }).waitFor();
  });
});

test('the portal is closed to who has not signed in, and takes them where they wanted to go', async ({ own, visit }) => {
  const visitor = await visit({ person: null });
  await visitor.page.goto(`${own.url}/portal/?from=2026-10-01&to=2026-10-31`);
  await visitor.page.getByRole('heading', { name: 'Entrar no portal' }).waitFor();
  await enter(visitor, owner, password);
  await visitor.page.waitForURL('**/portal/?from=2026-10-01&to=2026-10-31');
  await isIn(visitor);
});

test('somebody of ARCO chooses a client, whose portal is a page of its own', async ({ own, visit }) => {
  const visitor = await visit({ person: 'admin@arco.example', viewport: { width: 1280, height: 6_000 } });
  const { page } = visitor;
  await visitor.goto(`${own.url}/portal/`);
  await isIn(visitor);
  const switcher = page.locator('arco-client-switcher:visible');
  await switcher.getByRole('button').click();
  await switcher.getByText('Padaria Três Irmãos').click();
  await page.waitForURL('**/portal/?client=padaria');
  await expect.poll(() => page.title()).toBe('Padaria Três Irmãos, portal ARCO');
  await visitor.all('ready');
});

test('signing out leaves nothing to go back to', async ({ own, visit }) => {
  const visitor = await visit();
  // What was on its way when the session ended.
  visitor.allow(/status of 401/);
  const { page } = visitor;
  await visitor.signIn(own.url, owner);
  await page.goto(`${own.url}/portal/`);
  await isIn(visitor);
  await page.locator('[data-account]:visible').click();
  await page.getByRole('button', { name: 'Sair' }).click();
  await page.waitForURL('**/portal/entrar/');
  await page.goBack();
  expect(await page.getByText('Carmim Moda').count()).toBe(0);
  await page.goto(`${own.url}/portal/`);
  await page.getByRole('heading', { name: 'Entrar no portal' }).waitFor();
});

test("another site reaches nothing with the reader's cookie", async ({ own, visit }) => {
  const visitor = await visit();
  visitor.allow(/CORS|Failed to load|status of 40/);
  await visitor.signIn(own.url, owner);
  await visitor.goto(own.host.page({ body: '<p>Outro site</p>', head: '' }).url);
  const tried = await visitor.page.evaluate(async (address) => {
    const post = (path: string, init: RequestInit = {}) =>
      fetch(address + path, { method: 'POST', credentials: 'include', ...init }).then(async (answer) => `${answer.type} ${answer.status} ${await answer.text()}`, () => 'refused');
    return Promise.all([post('/api/session/token'), post('/api/auth/sign-out', { mode: 'no-cors', headers: { 'content-type': 'text/plain' }, body: '{}' }), fetch(`${address}/api/session`, { credentials: 'include' }).then((answer) => answer.text(), () => 'refused')]);
  }, own.url);
  // The second one went out, and was refused there: its answer is kept from the page by its resource policy.
  expect(tried).toEqual(['refused', 'refused', 'refused']);
  // Nor was anything done.
  await visitor.goto(`${own.url}/portal/`);
  await isIn(visitor);
});
