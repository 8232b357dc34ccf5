import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { ListedKey } from '../../server/modules/keys/keys.schema.ts';
import { ArcoError, type ArcoReason } from '../core/errors.ts';
import { AuthServer } from '../test/auth-server.ts';
import { mount, settled, type ApiStub } from '../test/mount.ts';
import { isOrigin, readOrigins } from './key-origins.ts';
import type { KeysPanel } from './keys-panel.ts';
import { ArcoKeys } from './keys.ts';

ArcoKeys.register();

const page: ListedKey = { id: 'p', kind: 'publishable', mode: 'live', hint: 'q7Rm', origins: ['https://carmim.example'], createdAt: '2025-03-10T12:00:00.000Z', expiresAt: null, revokedAt: null };
const secret: ListedKey = { ...page, id: 's', kind: 'secret', hint: 'x0Kd', origins: [] };
const trial: ListedKey = { ...page, id: 't', mode: 'test', hint: 'T4pe', origins: ['loopback'] };
const former: ListedKey = { ...secret, id: 'f', hint: 'b9Wn', revokedAt: '2025-06-04T12:00:00.000Z' };

const words = (element: Element | null | undefined) => (element as HTMLElement | null)?.innerText.replace(/\s+/g, ' ').trim() ?? '';
const shown = (element: ArcoKeys) => element.shadowRoot!.querySelector<KeysPanel>('arco-ui-keys');
const panel = (element: ArcoKeys) => shown(element)?.shadowRoot;
const rows = (element: ArcoKeys) => [...panel(element)!.querySelectorAll('li')].filter((row) => !row.closest('details')).map(words);
const notice = (element: ArcoKeys) => words(panel(element)?.querySelector('arco-ui-toast')?.shadowRoot?.querySelector('[role=status]'));
const confirm = (element: ArcoKeys) => panel(element)?.querySelector('arco-ui-account-confirm')?.shadowRoot;
const button = (root: ParentNode | null | undefined, label: string) => [...(root?.querySelectorAll('button') ?? [])].find((each) => words(each) === label);
const act = (element: ArcoKeys, { id }: ListedKey, what: 'rotate' | 'revoke') => panel(element)?.querySelector<HTMLElement>(`[data-open="${what}-${id}"]`);
const value = (element: ArcoKeys) => words(panel(element)?.querySelector('code.value'));
const said = (element: ArcoKeys, id: string) => words(panel(element)?.querySelector(`#${id}-note`));

async function until<T>(found: () => T): Promise<NonNullable<T>> {
  await waitUntil(found, 'It did not happen', { interval: 10, timeout: 4000 });
  return found()!;
}

async function write(element: ArcoKeys, text: string): Promise<void> {
  const field = await until(() => panel(element)?.querySelector<HTMLTextAreaElement>('#origins'));
  field.value = text;
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
}

async function creating(element: ArcoKeys): Promise<void> {
  (await until(() => button(panel(element), 'Criar chave'))).click();
  await until(() => panel(element)!.activeElement?.matches('[type=radio]'));
}

const submit = (element: ArcoKeys) => panel(element)!.querySelector('form')!.requestSubmit();

describe('<arco-keys>', function () {
  // Chunks are fetched and pages audited in here, on whatever machine there is.
  this.timeout(20_000);

  let server: AuthServer;
  let keys: ListedKey[];
  let asked: [string, object][];
  /** What the server does not do, and why. */
  let refused: ArcoError | undefined;

  const answer = (name: string, change: (input: never) => object) => ({
    mutate: async (input: object) => {
      asked.push([name, input]);
      if (refused) throw refused;
      return change(input as never);
    },
  });

  const add = (key: ListedKey, made: string) => {
    keys = [...keys, { ...key, id: made, hint: made.slice(-4), expiresAt: null }];
    return { id: made, value: made };
  };
  const edit = (which: string, changes: Partial<ListedKey>) => (keys = keys.map((key) => (key.id === which ? { ...key, ...changes } : key)));

  const api = {
    keys: {
      list: { query: async () => keys },
      create: answer('create', (input: Pick<ListedKey, 'kind' | 'origins'>) => add({ ...page, ...input }, 'pk_live_nova')),
      rotate: answer('rotate', ({ id, overlapHours }: { id: string; overlapHours: number }) => {
        const made = add(keys.find((key) => key.id === id)!, 'sk_live_outr');
        edit(id, { expiresAt: new Date(Date.now() + overlapHours * 3_600_000).toISOString() });
        return made;
      }),
      revoke: answer('revoke', ({ id }: { id: string }) => (edit(id, { revokedAt: '2025-11-24T12:00:00.000Z' }), { id })),
    },
  } as unknown as ApiStub;

  async function ring(lang = 'pt-BR', stub = api): Promise<ArcoKeys> {
    const element = await mount<ArcoKeys>(html`<arco-keys></arco-keys>`, stub, lang);
    await until(() => panel(element)?.querySelector('h4'));
    await settled(element);
    return element;
  }

  const refusal = (reason: ArcoReason, status: number, fields: object[] = []) => new ArcoError(reason, { status, cause: { data: { fields } } });

  beforeEach(() => {
    keys = [page, secret, trial, former];
    asked = [];
    refused = undefined;
    server = new AuthServer({ '/api/auth/passkey/list': [], '/api/auth/confirm': () => ((refused = undefined), { confirmedUntil: '2025-11-24T15:00:00Z' }) });
  });

  afterEach(() => server.restore());

  it('lists the keys in use by their ends, and keeps those that are over apart', async () => {
    keys.push({ ...page, id: 'e', hint: 'g5Lt', expiresAt: new Date(Date.now() + 3_600_000).toISOString() });
    const element = await ring();

    expect(words(element.shadowRoot!.querySelector('[part=heading]'))).to.equal('Chaves');
    expect(rows(element).slice(0, 3)).to.deep.equal([
      'Pública …q7Rm https://carmim.example Criada em 10 mar. 2025 Trocar Revogar',
      'Secreta …x0Kd Criada em 10 mar. 2025 Trocar Revogar',
      'Pública …T4pe localhost Criada em 10 mar. 2025 Teste Trocar Revogar',
    ]);
    expect(rows(element)[3]).to.match(/^Pública …g5Lt .*Termina em .*, \d\d:\d\d Revogar$/);
    expect(words(panel(element)!.querySelector('summary'))).to.equal('Fora de uso (1)');
    panel(element)!.querySelector('summary')!.click();
    await until(() => words(panel(element)!.querySelector('details li')).includes('Revogada em 4 jun. 2025'));
    await expect(element).to.be.accessible();
  });

  it('creates a key for some sites, and shows its value once', async () => {
    const element = await ring();
    await creating(element);
    await expect(element).to.be.accessible();
    submit(element);
    await until(() => said(element, 'origins') === 'Escreva ao menos um site, como https://loja.com.br');
    expect(panel(element)!.activeElement?.id).to.equal('origins');
    await write(element, 'https://loja.com.br\nhttps://loja.com.br/carrinho');
    submit(element);
    await until(() => said(element, 'origins').startsWith('https://loja.com.br/carrinho não serve.'));
    expect(asked).to.deep.equal([]);
    await write(element, ' https://loja.com.br \n\nhttps://*.loja.com.br');
    submit(element);
    await until(() => value(element) === 'pk_live_nova');
    expect(asked).to.deep.equal([['create', { kind: 'publishable', test: false, origins: ['https://loja.com.br', 'https://*.loja.com.br'] }]]);
    expect(words(panel(element)!.activeElement)).to.equal('Copie a chave agora: ela não aparece de novo.');
    expect(act(element, page, 'rotate'), 'nothing else is done before it is kept').to.equal(null);
    await expect(element).to.be.accessible();
    button(panel(element), 'Já guardei')!.click();
    await until(() => notice(element) === 'Criamos a chave pública …nova' && rows(element).length === 4);

    expect(panel(element)!.textContent).not.to.contain('pk_live_nova');
    expect(words(panel(element)!.activeElement)).to.equal('Criar chave');
  });

  it('says at the sites what the server has against them, and keeps what was written', async () => {
    const element = await ring();
    await creating(element);
    await write(element, 'https://loja.com.br\nhttps://*.com.br');
    refused = refusal('invalid_input', 400, [{ path: 'origins', expected: 'a domain of your own' }]);
    submit(element);
    await until(() => said(element, 'origins').endsWith('Confira https://*.com.br'));
    expect(panel(element)!.activeElement?.id).to.equal('origins');
    await write(element, 'https://loja.com.br');
    expect(await until(() => said(element, 'origins').startsWith('Um por linha'))).to.equal(true);
    submit(element);
    await until(() => said(element, 'origins').startsWith('Algum dos sites não foi aceito.'));

    expect(panel(element)!.querySelector<HTMLTextAreaElement>('#origins')!.value).to.equal('https://loja.com.br');
  });

  it('asks for no site where the key needs none, and copies the value', async () => {
    const copied: string[] = [];
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText: async (text: string) => void copied.push(text) } });
    try {
      const element = await ring();
      await creating(element);
      await sendKeys({ press: 'ArrowDown' });
      await until(() => !panel(element)!.querySelector('#origins'));
      submit(element);
      await until(() => value(element));
      button(panel(element), 'Copiar')!.click();
      await until(() => button(panel(element), 'Copiada'));
      button(panel(element), 'Já guardei')!.click();
      await creating(element);
      expect(panel(element)!.activeElement, 'it begins anew').to.have.attribute('value', 'publishable');
      await until(() => panel(element)!.querySelector('#origins'));
      panel(element)!.querySelector<HTMLElement>('#test')!.click();
      submit(element);
      await until(() => asked.length === 2);
    } finally {
      delete (navigator as unknown as { clipboard?: unknown }).clipboard;
    }
    expect(copied).to.deep.equal(['pk_live_nova']);
    expect(asked).to.deep.equal([
      ['create', { kind: 'secret', test: false, origins: [] }],
      ['create', { kind: 'publishable', test: true, origins: [] }],
    ]);
  });

  it('rotates a key, with an overlap', async () => {
    const element = await ring();
    act(element, secret, 'rotate')!.click();
    const overlap = await until(() => panel(element)!.querySelector<HTMLSelectElement>('#overlap'));
    await until(() => panel(element)!.activeElement === overlap);
    expect([...overlap.options].map((option) => `${option.value} ${option.text}`)).to.deep.equal(['0 Agora', '24 Em 24 horas', '48 Em 48 horas', '168 Em 7 dias']);
    expect(overlap.value).to.equal('24');
    await expect(element).to.be.accessible();
    overlap.value = '168';
    submit(element);
    await until(() => value(element) === 'sk_live_outr');
    button(panel(element), 'Já guardei')!.click();
    await until(() => notice(element) === 'Trocamos a chave secreta …x0Kd' && rows(element).length === 4);

    expect(asked).to.deep.equal([['rotate', { id: 's', overlapHours: 168 }]]);
    expect(rows(element)[1]).to.contain('Termina em');
    expect(panel(element)!.activeElement?.localName).to.equal('h4');
  });

  it('asks before it revokes, saying what stops', async () => {
    const element = await ring();
    act(element, page, 'revoke')!.click();
    const question = await until(() => panel(element)!.querySelector('.lead'));
    expect(words(question)).to.equal('Revogar a chave pública …q7Rm? As páginas que a usam deixam de mostrar o conteúdo em segundos.');
    await until(() => panel(element)!.activeElement === question);
    await expect(element).to.be.accessible();
    await sendKeys({ press: 'Escape' });
    await until(() => panel(element)!.activeElement === act(element, page, 'revoke'));
    act(element, secret, 'revoke')!.click();
    await until(() => words(panel(element)!.querySelector('.lead')).includes('Os servidores que a usam'));
    refused = refusal('internal', 500);
    panel(element)!.querySelector<HTMLElement>('.danger')!.click();
    await until(() => words(panel(element)!.querySelector('li [role=alert]')).startsWith('O problema é do nosso lado.'));
    refused = undefined;
    panel(element)!.querySelector<HTMLElement>('.danger')!.click();
    await until(() => notice(element) === 'A chave secreta …x0Kd não funciona mais');

    expect(rows(element)).to.have.length(2);
    expect(words(panel(element)!.querySelector('summary'))).to.equal('Fora de uso (2)');
    expect(panel(element)!.activeElement?.localName).to.equal('h4');
  });

  it('asks who is there when the server wants to know, and does then what was asked', async () => {
    refused = refusal('confirmation_required', 403);
    const element = await ring();
    await creating(element);
    await write(element, 'https://loja.com.br');
    submit(element);
    const field = await until(() => confirm(element)?.querySelector<HTMLInputElement>('#password'));
    field.value = 'azul-42-barco';
    button(confirm(element), 'Confirmar')!.click();
    await until(() => value(element) === 'pk_live_nova' && !confirm(element));

    expect(server.sent('/api/auth/confirm')).to.deep.equal([{ password: 'azul-42-barco' }]);
    expect(asked).to.have.length(2);
    expect(asked[1]).to.deep.equal(asked[0]);
  });

  it('keeps the form when nobody confirms', async () => {
    refused = refusal('confirmation_required', 403);
    const element = await ring();
    await creating(element);
    await write(element, 'https://loja.com.br');
    submit(element);
    await until(() => confirm(element)?.querySelector('arco-ui-dialog')?.shadowRoot?.querySelector('dialog[open]'));
    await sendKeys({ press: 'Escape' });
    await until(() => !confirm(element));

    expect(panel(element)!.querySelector('[role=alert]')).to.equal(null);
    expect(panel(element)!.querySelector<HTMLTextAreaElement>('#origins')!.value).to.equal('https://loja.com.br');
    expect(value(element)).to.equal('');
  });

  it('is not for everybody', async () => {
    const query = async () => {
      throw refusal('scope_missing', 403);
    };
    const element = await mount<ArcoKeys>(html`<arco-keys></arco-keys>`, { keys: { ...api.keys, list: { query } } } as unknown as ApiStub);
    await until(() => element.getAttribute('state') === 'unauthorized');
    await expect(element).to.be.accessible();
  });

  it('starts without any with the form, and shows the first value too', async () => {
    keys = [];
    const element = await mount<ArcoKeys>(html`<arco-keys></arco-keys>`, api);
    const first = await until(() => element.shadowRoot!.querySelector<HTMLElement>('[part=create]'));
    expect(element).to.have.attribute('state', 'empty');
    await expect(element).to.be.accessible();
    first.click();
    await write(element, 'https://loja.com.br');
    submit(element);
    await until(() => value(element));
    button(panel(element), 'Já guardei')!.click();
    await until(() => rows(element).length === 1 && notice(element));
  });

  it('shows its shape while loading, a way out of a failure, and no changes on saved data', async () => {
    let broken = true;
    const query = async () => {
      if (broken) throw refusal('internal', 500);
      return keys;
    };
    const loading = await mount<ArcoKeys>(html`<arco-keys></arco-keys>`, { keys: { list: { query: () => new Promise<never>(() => {}) } } } as unknown as ApiStub);
    expect(loading.shadowRoot!.querySelectorAll('.sk')).to.have.length(4);
    const element = await mount<ArcoKeys>(html`<arco-keys></arco-keys>`, { keys: { ...api.keys, list: { query } } } as unknown as ApiStub);
    const retry = await until(() => element.shadowRoot!.querySelector<HTMLElement>('[part=retry]'));
    broken = false;
    retry.click();
    await until(() => act(element, page, 'revoke'));
    broken = true;
    await element.reload();
    await until(() => element.getAttribute('state') === 'stale' && !act(element, page, 'revoke'));
    expect(button(panel(element), 'Criar chave')).to.equal(undefined);
  });

  it('fits whatever room there is, in both themes', async () => {
    for (const theme of ['light', 'dark'] as const) {
      const element = await ring();
      element.theme = theme;
      await creating(element);
      for (const width of [160, 320, 480, 960]) {
        Object.assign(element.parentElement!.style, { display: 'block', inlineSize: `${width}px` });
        const card = element.shadowRoot!.querySelector('[part=card]')!;
        expect(card.scrollWidth, `${width}`).to.be.at.most(card.clientWidth);
      }
      await expect(element).to.be.accessible();
    }
  });

  it('speaks the language of the reader, and shows changes of example data without a network', async () => {
    expect(rows(await ring('en'))[1]).to.equal('Secret …x0Kd Created Mar 10, 2025 Rotate Revoke');
    expect(words(panel(await ring('es'))!.querySelector('h4'))).to.equal('Claves de tu sitio');
    server.restore();
    const element = await fixture<ArcoKeys>(html`<arco-keys mock loading="eager"></arco-keys>`);
    await until(() => panel(element)?.querySelector('li'));
    const [, second] = shown(element)!.keys;
    act(element, second!, 'rotate')!.click();
    await until(() => panel(element)!.querySelector('#overlap'));
    submit(element);
    await until(() => value(element).startsWith('sk_live_exemplo'));
    button(panel(element), 'Já guardei')!.click();
    await until(() => rows(element).length === 4);
    act(element, second!, 'revoke')!.click();
    (await until(() => panel(element)!.querySelector<HTMLElement>('.danger'))).click();
    await until(() => rows(element).length === 3);
    await creating(element);
    panel(element)!.querySelector<HTMLElement>('#test')!.click();
    submit(element);
    await until(() => value(element).startsWith('pk_test_exemplo'));
  });
});

describe('origins', () => {
  it('are read one a line, and told from other addresses as the server does', () => {
    expect(readOrigins(' https://a.com\n\nhttps://b.com\nhttps://a.com ')).to.deep.equal(['https://a.com', 'https://b.com']);
    expect(['https://a.com', 'http://localhost:5173', 'https://*.a.com'].every(isOrigin)).to.equal(true);
    for (const odd of ['a.com', 'https://a.com/', 'https://a.com/loja', 'http://*.a.com', 'https://*', 'https://A.com', 'ftp://a.com', 'https://a..com']) expect(isOrigin(odd), odd).to.equal(false);
  });
});
