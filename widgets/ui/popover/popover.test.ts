import { expect, html } from '@open-wc/testing';
import { sendKeys, sendMouse, setViewport } from '@web/test-runner-commands';
import { find, stage } from '../../test/stage.ts';
import './popover.ts';
import type { Popover } from './popover.ts';

let closed = 0;

async function popover(look: Parameters<typeof stage>[1] = {}): Promise<Popover> {
  const button = await stage<HTMLButtonElement>(
    html`<button aria-haspopup="dialog">Período</button
      ><arco-ui-popover heading="Período" @close=${() => (closed += 1)}><p>Escolha um período.</p><button>Aplicar</button></arco-ui-popover><button id="next">Depois</button>`,
    look,
  );
  const element = button.nextElementSibling as Popover;
  await element.updateComplete;
  return element;
}

const panel = (element: Popover) => find<HTMLDialogElement>(element, 'dialog')!;
const button = (element: Popover) => element.previousElementSibling as HTMLButtonElement;
const rootOf = (element: Popover) => element.getRootNode() as ShadowRoot;
// Compared by their words: what fails to be an element would be written out with all that hangs on it.
const focused = (element: Popover) => rootOf(element).activeElement?.textContent;
const turn = () => new Promise((resolve) => setTimeout(resolve, 20));

describe('<arco-ui-popover>', function () {
  this.timeout(10_000);

  beforeEach(() => (closed = 0));
  afterEach(() => setViewport({ width: 800, height: 600 }));

  for (const theme of ['light', 'dark'] as const) {
    it(`is open beside its button, and passes every rule: ${theme}`, async () => {
      const element = await popover({ theme });
      expect(panel(element).matches(':popover-open')).to.equal(true);
      expect(button(element).getAttribute('aria-expanded')).to.equal('true');
      expect(element.shadowRoot!.activeElement?.textContent).to.equal('Período');
      expect(panel(element).getBoundingClientRect().top).to.be.closeTo(button(element).getBoundingClientRect().bottom, 12);
      await expect(element).to.be.accessible();
    });
  }

  it('closes on Esc and with its button, and gives the focus back', async () => {
    const element = await popover();
    await sendKeys({ press: 'Escape' });
    await turn();
    expect(closed).to.equal(1);
    expect(focused(element)).to.equal('Período');

    const another = await popover();
    find(another, '.ibtn')!.click();
    await turn();
    expect(closed).to.equal(2);
    expect(focused(another)).to.equal('Período');
  });

  it('closes when the focus goes on, and stays where it goes to', async () => {
    const element = await popover();
    const next = rootOf(element).querySelector<HTMLElement>('#next')!;
    element.querySelector('button')!.focus();
    await turn();
    expect(closed).to.equal(0);
    next.focus();
    await turn();
    expect(closed).to.equal(1);
    expect(focused(element)).to.equal('Depois');
  });

  it('closes on a click elsewhere', async () => {
    await popover();
    await sendMouse({ type: 'click', position: [780, 580] });
    await turn();
    expect(closed).to.equal(1);
  });

  it('says on its button that it is gone', async () => {
    const element = await popover();
    const anchor = button(element);
    element.remove();
    expect(anchor.getAttribute('aria-expanded')).to.equal('false');
  });

  it('is a sheet at the foot of a phone, closed by its backdrop', async () => {
    await setViewport({ width: 360, height: 640 });
    const element = await popover();
    expect(panel(element).matches(':modal')).to.equal(true);
    await Promise.all(panel(element).getAnimations().map(({ finished }) => finished));
    const { left, right, bottom } = panel(element).getBoundingClientRect();
    expect([left, right, bottom]).to.deep.equal([0, 360, 640]);
    await expect(element).to.be.accessible();
    await sendMouse({ type: 'click', position: [180, 40] });
    await turn();
    expect(closed).to.equal(1);
  });

  it('stays on the screen from right to left', async () => {
    await setViewport({ width: 500, height: 400 });
    const { left, right } = panel(await popover({ dir: 'rtl', width: 160 })).getBoundingClientRect();
    expect(left).to.be.at.least(8);
    expect(right).to.be.at.most(492);
  });
});
