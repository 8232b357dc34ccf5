import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { sessionFixture, staffFixture } from '../login/auth.fixtures.ts';
import type { Session } from '../login/auth.ts';
import { AuthServer, refuse } from '../test/auth-server.ts';
import { mount, settled } from '../test/mount.ts';
import type { ClientChooseEvent } from './client-switcher.events.ts';
import { ArcoClientSwitcher } from './client-switcher.ts';

ArcoClientSwitcher.register();

const words = (element: Element | null | undefined) => (element as HTMLElement | null)?.innerText.replace(/\s+/g, ' ').trim() ?? '';
const client = (element: ArcoClientSwitcher) => element.shadowRoot!.querySelector<HTMLElement>('[part=client]')!;
const list = (element: ArcoClientSwitcher) => element.shadowRoot!.querySelector('arco-ui-client-list')?.shadowRoot ?? undefined;
const options = (element: ArcoClientSwitcher) => [...list(element)!.querySelectorAll<HTMLElement>('[role=option]')];
const pointed = (element: ArcoClientSwitcher) => words(list(element)!.querySelector(`#${list(element)!.activeElement!.getAttribute('aria-activedescendant')}`));

async function until<T>(found: () => T): Promise<NonNullable<T>> {
  await waitUntil(found, 'It did not happen', { interval: 10, timeout: 4000 });
  return found()!;
}

const few: Session = { ...sessionFixture, clients: [{ slug: 'moda', name: 'Carmim Moda', role: 'owner' }, { slug: 'aurora', name: 'Clínica Aurora', role: 'viewer' }] };

describe('<arco-client-switcher>', function () {
  // Chunks are fetched and pages audited in here, on whatever machine there is.
  this.timeout(20_000);

  let server: AuthServer;
  let heard: string[];

  async function switcher(session: unknown, lang = 'pt-BR'): Promise<ArcoClientSwitcher> {
    server = new AuthServer({ '/api/session': session });
    heard = [];
    const element = await mount<ArcoClientSwitcher>(html`<arco-client-switcher client="moda"></arco-client-switcher>`, {}, lang);
    element.addEventListener('arco-client-choose', (event) => heard.push((event as ClientChooseEvent).detail.client));
    await until(() => element.getAttribute('state') !== 'loading');
    await settled(element);
    return element;
  }

  async function opened(session: Session): Promise<ArcoClientSwitcher> {
    const element = await switcher(session);
    client(element).focus();
    await sendKeys({ press: 'Enter' });
    await until(() => list(element)?.activeElement);
    return element;
  }

  afterEach(() => server.restore());

  it('is the name alone for who has one client', async () => {
    const element = await switcher(sessionFixture);

    expect([words(client(element)), client(element).localName]).to.deep.equal(['CM Carmim Moda Responsável', 'div']);
    expect(element.shadowRoot!.querySelector('button')).to.equal(null);
    await expect(element).to.be.accessible();
  });

  it('lists a few, and chooses with the arrow keys', async () => {
    const element = await opened(few);

    expect(list(element)!.activeElement).to.have.attribute('role', 'listbox');
    expect(options(element).map(words)).to.deep.equal(['Carmim Moda Responsável', 'Clínica Aurora Consulta']);
    expect(options(element).map((option) => option.getAttribute('aria-selected'))).to.deep.equal(['true', 'false']);
    expect(pointed(element)).to.equal('Carmim Moda Responsável');
    await expect(element).to.be.accessible();
    await sendKeys({ press: 'ArrowDown' });
    await until(() => pointed(element) === 'Clínica Aurora Consulta');
    await sendKeys({ press: 'Enter' });
    await until(() => !list(element));

    expect(heard).to.deep.equal(['aurora']);
    expect(words(client(element))).to.equal('CA Clínica Aurora Consulta Trocar de cliente');
    expect(element).to.have.attribute('client', 'aurora');
    expect(element.shadowRoot!.activeElement, 'the focus comes back').to.equal(client(element));
  });

  it('keeps the former when the page prevents it', async () => {
    const element = await opened(few);
    element.addEventListener('arco-client-choose', (event) => event.preventDefault());
    options(element)[1]!.click();
    await until(() => !list(element));

    expect([heard, element.client]).to.deep.equal([['aurora'], 'moda']);
  });

  it('tells nothing when the same is chosen, or Esc is pressed', async () => {
    const element = await opened(few);
    options(element)[0]!.click();
    await until(() => !list(element));
    client(element).click();
    await until(() => list(element)?.activeElement);
    await sendKeys({ press: 'Escape' });
    await until(() => !list(element));

    expect(heard).to.deep.equal([]);
  });

  it('searches among many, whatever the accents', async () => {
    const element = await opened(staffFixture);

    expect(list(element)!.activeElement).to.have.attribute('role', 'combobox');
    expect(options(element)).to.have.length(10);
    expect(getComputedStyle(list(element)!.querySelector('.active')!).outlineStyle, 'what Enter would choose is seen').to.equal('solid');
    await sendKeys({ type: 'textil' });
    await until(() => options(element).length === 1);
    expect(words(list(element)!.querySelector('[role=status]'))).to.equal('1 cliente');
    await expect(element).to.be.accessible();
    await sendKeys({ press: 'Enter' });
    await until(() => heard.length);

    expect(heard).to.deep.equal(['cliente-9']);
  });

  it('says so when none is found', async () => {
    const element = await opened(staffFixture);
    await sendKeys({ type: 'zzz' });
    await until(() => !options(element).length);

    expect(words(list(element)!.querySelector('[role=status]'))).to.equal('Nenhum cliente com esse nome');
    await sendKeys({ press: 'Enter' });
    expect(heard).to.deep.equal([]);
  });

  it('says what staff are', async () => {
    for (const [staff, badge] of [['manager', 'Gerente'], ['agent', 'Suporte'], ['admin', 'Administração']] as const) {
      const element = await switcher({ ...staffFixture, person: { ...staffFixture.person, staff } });
      expect(words(element.shadowRoot!.querySelector('[part=staff]'))).to.equal(badge);
      server.restore();
    }
  });

  it('has something to say to who has none, to who is signed out, and when it cannot know', async () => {
    const states = [];
    for (const session of [{ ...few, clients: [] }, refuse(401), refuse(500)]) {
      const element = await switcher(session);
      states.push(element.getAttribute('state'));
      await expect(element).to.be.accessible();
      server.restore();
    }
    expect(states).to.deep.equal(['empty', 'unauthorized', 'error']);
  });

  it('speaks the language of the reader, and shows example data without a network', async () => {
    expect(words(client(await switcher(few, 'en')))).to.equal('CM Carmim Moda Owner Switch client');
    expect(words(client(await switcher(few, 'es')))).to.equal('CM Carmim Moda Responsable Cambiar de cliente');
    server.restore();
    const element = await fixture<ArcoClientSwitcher>(html`<arco-client-switcher client="moda" mock loading="eager"></arco-client-switcher>`);
    await until(() => element.getAttribute('state') === 'ready');
    expect(words(client(element))).to.equal('CM Carmim Moda Gerente Trocar de cliente');
  });
});
