import { expect, html } from '@open-wc/testing';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import { stage } from '../../test/stage.ts';
import './tooltip.ts';
import type { Tooltip } from './tooltip.ts';

async function tip(look: Parameters<typeof stage>[1] = {}): Promise<Tooltip> {
  const root = await stage<HTMLElement>(
    html`<div><button>Antes</button> <button id="anchor">ROAS</button><arco-ui-tooltip>Receita para cada real investido em anúncios</arco-ui-tooltip></div>`,
    look,
  );
  const element = root.querySelector('arco-ui-tooltip') as Tooltip;
  await element.updateComplete;
  return element;
}

const anchor = (element: Tooltip) => element.previousElementSibling as HTMLButtonElement;
const isOpen = (element: Tooltip) => element.matches(':popover-open');
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const middle = (element: Element): [number, number] => {
  const { x, y, width, height } = element.getBoundingClientRect();
  return [Math.round(x + width / 2), Math.round(y + height / 2)];
};

async function tabTo(element: Tooltip): Promise<void> {
  (element.parentElement!.firstElementChild as HTMLElement).focus();
  await sendKeys({ press: 'Tab' });
}

describe('<arco-ui-tooltip>', function () {
  this.timeout(10_000);

  beforeEach(() => sendMouse({ type: 'move', position: [790, 590] }));

  for (const theme of ['light', 'dark'] as const) {
    it(`describes what is before it, shown or not, and passes every rule: ${theme}`, async () => {
      const element = await tip({ theme });
      expect(anchor(element).getAttribute('aria-describedby')).to.equal(element.id);
      expect(element.getAttribute('role')).to.equal('tooltip');
      expect(element.checkVisibility()).to.equal(false);
      await tabTo(element);
      expect(element.checkVisibility()).to.equal(true);
      await expect(element).to.be.accessible();
    });
  }

  it('is shown with the focus, and goes with it or with Esc, which nobody else hears', async () => {
    const element = await tip();
    const heard: string[] = [];
    const hear = ({ key }: KeyboardEvent) => heard.push(key);
    document.addEventListener('keydown', hear);
    await tabTo(element);
    expect(isOpen(element)).to.equal(true);
    await sendKeys({ press: 'Escape' });
    expect(isOpen(element)).to.equal(false);
    expect(heard).not.to.include('Escape');
    await sendKeys({ press: 'Escape' });
    expect(heard).to.include('Escape');
    document.removeEventListener('keydown', hear);

    await tabTo(element);
    anchor(element).blur();
    expect(isOpen(element)).to.equal(false);
  });

  it('is shown while a pointer rests on it, stays while it is on the words, and goes with it', async () => {
    const element = await tip();
    await sendMouse({ type: 'move', position: middle(anchor(element)) });
    expect(isOpen(element)).to.equal(false);
    await pause(400);
    expect(isOpen(element)).to.equal(true);
    await sendMouse({ type: 'move', position: middle(element) });
    await pause(250);
    expect(isOpen(element)).to.equal(true);
    await sendMouse({ type: 'move', position: [790, 590] });
    await pause(250);
    expect(isOpen(element)).to.equal(false);
  });

  it('takes itself back', async () => {
    const element = await tip();
    const button = anchor(element);
    await tabTo(element);
    element.remove();
    expect(button.hasAttribute('aria-describedby')).to.equal(false);
  });

  it('stays on the screen from either side', async () => {
    for (const dir of ['ltr', 'rtl'] as const) {
      const element = await tip({ dir, width: 160 });
      await tabTo(element);
      const { left, right } = element.getBoundingClientRect();
      expect(left).to.be.at.least(8);
      expect(right).to.be.at.most(innerWidth - 8);
    }
  });
});
