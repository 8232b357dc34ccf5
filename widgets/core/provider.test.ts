import { aTimeout, expect, fixture, html } from '@open-wc/testing';
import { settled } from '../test/mount.ts';
import { part, SampleWidget } from '../test/sample.ts';
import { FakeServer } from '../test/server.ts';
import { page } from './page.ts';
import { providePage } from './page-provider.ts';
import { ArcoProvider } from './provider.ts';

ArcoProvider.register();
SampleWidget.register();

async function loaded(root: Element): Promise<SampleWidget[]> {
  const elements = [...root.querySelectorAll<SampleWidget>('arco-sample')];
  await aTimeout(60);
  for (const element of elements) await settled(element);
  return elements;
}

describe('<arco-provider>', () => {
  let server: FakeServer;

  beforeEach(() => {
    server = new FakeServer();
    server.answer = (_, __, { url, headers }) => ({ data: [`${url.host} ${headers.get('x-arco-key') ?? headers.get('authorization')}`] });
  });

  afterEach(() => {
    server.restore();
    page().provided?.api.setValue(undefined);
    delete page().base;
  });

  const shown = (elements: SampleWidget[]) => elements.map((element) => part(element, 'rows')?.textContent);

  it('makes an api from its attributes', async () => {
    const root = await fixture(html`
      <div>
        <arco-provider api="https://one.example" publishable-key="pk_live_1"><arco-sample></arco-sample></arco-provider>
        <arco-provider api="https://two.example" token-url="/token"><arco-sample></arco-sample></arco-provider>
      </div>
    `);

    expect(shown(await loaded(root))).to.deep.equal(['one.example pk_live_1', 'two.example Bearer token-1']);
  });

  it('makes another when they change, and loads again with it', async () => {
    const root = await fixture(html`<arco-provider api="https://one.example" publishable-key="pk_live_1"><arco-sample></arco-sample></arco-provider>`);
    await loaded(root);

    root.setAttribute('publishable-key', 'pk_live_2');

    expect(shown(await loaded(root))).to.deep.equal(['one.example pk_live_2']);
  });

  it('asks the host\'s code for tokens', async () => {
    const provider = document.createElement('arco-provider');
    provider.url = 'https://one.example';
    provider.fetchToken = async () => 'mine';
    provider.innerHTML = '<arco-sample></arco-sample>';
    const root = await fixture(provider);

    expect(shown(await loaded(root))).to.deep.equal(['one.example Bearer mine']);
  });

  it('takes what it does not set from the provider around it', async () => {
    const root = await fixture(html`
      <arco-provider api="https://one.example" publishable-key="pk_live_1" lang="en">
        <arco-provider theme="dark"><arco-sample></arco-sample></arco-provider>
      </arco-provider>
    `);
    const [element] = await loaded(root);

    expect(shown([element!])).to.deep.equal(['one.example pk_live_1']);
    expect(getComputedStyle(element!).colorScheme).to.equal('dark');
    expect(server.requests[0]!.headers.get('accept-language')).to.equal('en');
  });

  it('changes the language of the widgets inside', async () => {
    const root = await fixture<ArcoProvider>(html`<arco-provider lang="en"><arco-sample preview-state="loading"></arco-sample></arco-provider>`);
    const said = async () => (await loaded(root))[0]!.shadowRoot!.querySelector('[role=status]')!.textContent;
    expect(await said()).to.equal('Loading…');

    root.lang = 'es';

    expect(await said()).to.equal('Cargando…');
  });

  it('stands above the page, which provides for everything else', async () => {
    const root = await fixture(html`
      <div>
        <arco-sample></arco-sample>
        <arco-provider api="https://one.example" publishable-key="pk_live_1"><arco-sample></arco-sample></arco-provider>
      </div>
    `);
    providePage({ url: 'https://page.example', publishableKey: 'pk_live_0' });

    expect(shown(await loaded(root))).to.deep.equal(['page.example pk_live_0', 'one.example pk_live_1']);
  });

  it('lets the page provide once, whatever copies of the SDK are on it', async () => {
    const first = providePage({ url: 'https://page.example', tokenUrl: '/token' });
    const second = providePage({ url: 'https://other.example', tokenUrl: '/other' });
    const root = await fixture(html`<div><arco-sample></arco-sample><arco-sample></arco-sample></div>`);
    await loaded(root);

    expect(second).to.equal(first);
    expect(server.mints).to.have.length(1);
  });

  it('asks where the script tag came from unless it is told another place', async () => {
    providePage({ url: 'https://page.example', publishableKey: 'pk_live_0' });
    const root = await fixture(html`<arco-provider publishable-key="pk_live_1"><arco-sample></arco-sample></arco-provider>`);

    expect(shown(await loaded(root))).to.deep.equal(['page.example pk_live_1']);
  });

  it('holds for widgets that were there before it', async () => {
    const root = await fixture<HTMLElement>(html`<div><arco-sample></arco-sample></div>`);
    const [element] = await loaded(root);
    expect(element).to.have.attribute('state', 'loading');

    const provider = document.createElement('arco-provider');
    provider.setAttribute('api', 'https://one.example');
    provider.setAttribute('publishable-key', 'pk_live_1');
    root.append(provider);
    provider.append(element!);

    expect(shown(await loaded(root))).to.deep.equal(['one.example pk_live_1']);
  });
});
