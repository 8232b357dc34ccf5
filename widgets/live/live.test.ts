import { expect, html, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { Live } from '../../server/modules/live/live.schema.ts';
import { Clock } from '../test/clock.ts';
import { mount, settled, type ApiStub } from '../test/mount.ts';
import { liveFixture } from './live.fixtures.ts';
import { ArcoLive } from './live.ts';

ArcoLive.register();

const answering = (query: () => Promise<Live>): ApiStub => ({ live: { get: { query } } }) as object as ApiStub;
const answer = (changes: Partial<Live> = {}) => answering(async () => ({ ...(await liveFixture()), ...changes }));
const part = (element: ArcoLive, name: string) => element.shadowRoot!.querySelector<HTMLElement>(`[part~=${name}]`);
const text = (element: ArcoLive) => part(element, 'card')!.innerText.replace(/\s+/g, ' ');

function sized(element: ArcoLive, width: number): void {
  Object.assign(element.parentElement!.style, { display: 'block', inlineSize: `${width}px` });
}

describe('<arco-live>', function () {
  // Pages are audited in here, on whatever machine there is.
  this.timeout(20_000);

  it('shows who is there, what they did, where they are and came from', async () => {
    const element = await mount<ArcoLive>(html`<arco-live></arco-live>`, answer());
    sized(element, 480);

    expect(part(element, 'heading')).to.have.text('Ao vivo');
    expect(part(element, 'figure')).to.have.text('47');
    expect(text(element)).to.contain('visitantes nos últimos 5 min');
    expect(text(element)).to.match(/Conversões, últimas 2 h 3 Taxa de conversão, últimas 24 h 2,8\s% \+0,4\sp\.p\. ?vs\. 2,4\s% há uma semana/);
    expect(part(element, 'delta')!.getAttribute('aria-label')).to.match(/^subiu 0,4\sp\.p\., bom$/);
    expect(part(element, 'pages')!.innerText).to.contain('/pre-black-friday');
    expect(part(element, 'sources')!.innerText).to.contain('Acesso direto');
    await expect(element).to.be.accessible();
  });

  it('says the minutes in words, and one by one to the keyboard', async () => {
    const element = await mount<ArcoLive>(html`<arco-live></arco-live>`, answer());
    const minutes = part(element, 'minutes')!;
    const said = () => element.shadowRoot!.querySelector('[aria-live]')!.textContent;
    expect(minutes.querySelectorAll('rect')).to.have.length(30);
    expect(minutes.getAttribute('aria-label')).to.match(/^Páginas vistas por minuto na última meia hora: 399 ao todo, no máximo 24, às \d\d:39$/);

    minutes.focus();
    await sendKeys({ press: 'ArrowLeft' });
    await settled(element);
    expect(said()).to.match(/^\d\d:41: 8 páginas vistas, até agora$/);
    await sendKeys({ press: 'Home' });
    await settled(element);
    expect(said()).to.match(/^\d\d:12: 6 páginas vistas$/);
  });

  it('pulses while it is pushed; soon after that it says how old it is', async () => {
    const element = await mount<ArcoLive>(html`<arco-live></arco-live>`, answer());
    const clock = new Clock();
    try {
      element.isPushed = true;
      await element.updateComplete;
      expect(element).to.have.attribute('live');
      element.isPushed = false;
      await element.updateComplete;
      await clock.advance(4_000);
      await element.updateComplete;
      expect(element, 'a line that is replaced').to.have.attribute('live');
      expect(part(element, 'updated')).to.equal(null);

      await clock.advance(2_000);
      await element.updateComplete;
      expect(element).not.to.have.attribute('live');
      expect(part(element, 'updated')).to.have.text('Atualizado há menos de 1 min');
      await clock.advance(180_000);
      await element.updateComplete;
      expect(part(element, 'updated')!.textContent).to.match(/^Atualizado há 3 min/);

      element.isPushed = true;
      await element.updateComplete;
      expect([part(element, 'updated'), element.hasAttribute('live'), clock.pending]).to.deep.equal([null, true, 0]);
    } finally {
      clock.restore();
    }
  });

  it('says the next step where no hit ever came, and that nobody is there now', async () => {
    const none = await mount<ArcoLive>(html`<arco-live></arco-live>`, answer({ lastHitAt: null, visitors: 0 }));
    await waitUntil(() => part(none, 'snippet'));
    expect(none.state).to.equal('empty');
    expect(text(none)).to.contain('Instale o coletor para ver quem está no site');
    expect(part(none, 'snippet')!.textContent).to.contain('/sdk/v1/collect.js');
    await expect(none).to.be.accessible();

    const quiet = await mount<ArcoLive>(html`<arco-live></arco-live>`, answer({ visitors: 0, pages: [], sources: [], lastHitAt: new Date(Date.now() - 7_200_000).toISOString() }));
    expect(text(quiet)).to.match(/0 visitantes.*Ninguém no site agora\. Última visita há 2 h/);
  });

  it('has dashes and reasons where there is no rate', async () => {
    const { conversionRate } = await liveFixture();
    const element = await mount<ArcoLive>(html`<arco-live></arco-live>`, answer({ conversionRate: { ...conversionRate, value: null, previous: null, change: null } }));
    expect(text(element)).to.contain('– Nenhuma visita nas últimas 24 h');
    expect(part(element, 'delta')).to.equal(null);
  });

  it('explains its figures, with the counts behind them', async () => {
    const element = await mount<ArcoLive>(html`<arco-live></arco-live>`, answer());
    part(element, 'explain')!.click();
    const panel = () => element.shadowRoot!.querySelector('arco-ui-live-facts')?.shadowRoot;
    await waitUntil(() => panel()?.querySelector('dl'), 'It did not open', { timeout: 8_000 });
    expect(panel()!.textContent!.replace(/\s+/g, ' ')).to.match(/14 ÷ 500 visitas = 2,8\s%/);
    await expect(element).to.be.accessible();
  });

  it('speaks English and Spanish', async () => {
    const [en, es] = await Promise.all(['en', 'es'].map((lang) => mount<ArcoLive>(html`<arco-live></arco-live>`, answer(), lang)));
    await waitUntil(() => part(en!, 'figure') && part(es!, 'figure'));
    expect(text(en!)).to.contain('visitors in the last 5 min').and.to.contain('Direct');
    expect(text(es!)).to.contain('visitantes en los últimos 5 min').and.to.contain('Acceso directo');
  });

  it('never cuts the figure, at any width', async () => {
    const long = { pages: [{ page: `/${'muito-longa-'.repeat(20)}`, visitors: 12_345 }], visitors: 88_888 };
    for (const width of [160, 320, 480, 720]) {
      const element = await mount<ArcoLive>(html`<arco-live></arco-live>`, answer(long));
      sized(element, width);
      const [box, card] = [part(element, 'figure')!, part(element, 'card')!].map((each) => each.getBoundingClientRect());
      expect(box!.right, `${width} px`).to.be.at.most(card!.right);
      expect(part(element, 'card')!.scrollWidth, `${width} px`).to.be.at.most(part(element, 'card')!.clientWidth);
    }
  });
});
