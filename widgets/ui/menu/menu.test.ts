import { expect, html, oneEvent } from '@open-wc/testing';
import { sendKeys, sendMouse, setViewport } from '@web/test-runner-commands';
import { targetIcon } from '../icon/icons.ts';
import { find, findAll, stage } from '../../test/stage.ts';
import './menu.ts';
import type { Menu, MenuItem } from './menu.ts';

const items: MenuItem[] = [
  { id: 'edit', label: 'Editar', icon: targetIcon },
  { id: 'explain', label: 'Explicar' },
  { id: 'move', label: 'Mover para' },
  { id: 'remove', label: 'Excluir', tone: 'danger' },
];

const menu = (change: Parameters<typeof stage>[1] = {}) => stage<Menu>(html`<arco-ui-menu label="Mais opções" .items=${items}></arco-ui-menu>`, change);
const button = (element: Menu) => find<HTMLButtonElement>(element, '.ibtn')!;
const list = (element: Menu) => find(element, '[role=menu]')!;
const isOpen = (element: Menu) => list(element).matches(':popover-open');
const focused = (element: Menu) => element.shadowRoot!.activeElement?.textContent?.trim();

async function press(...keys: string[]): Promise<void> {
  for (const key of keys) await sendKeys({ press: key });
}

describe('<arco-ui-menu>', function () {
  this.timeout(10_000);

  it('is a named button that opens a menu, and passes every rule', async () => {
    const element = await menu();
    await expect(element).to.be.accessible();
    expect(button(element).getAttribute('aria-expanded')).to.equal('false');
    expect(button(element).offsetWidth).to.equal(32);

    button(element).focus();
    await press('Enter');
    expect(isOpen(element)).to.equal(true);
    expect(button(element).getAttribute('aria-expanded')).to.equal('true');
    expect(focused(element)).to.equal('Editar');
    await expect(element).to.be.accessible();
  });

  it('is walked through with the arrows, round both ends, and with Home and End', async () => {
    const element = await menu();
    button(element).focus();
    await press('ArrowDown');
    expect(focused(element)).to.equal('Editar');
    await press('ArrowUp');
    expect(focused(element)).to.equal('Excluir');
    await press('ArrowDown', 'ArrowDown');
    expect(focused(element)).to.equal('Explicar');
    await press('End');
    expect(focused(element)).to.equal('Excluir');
    await press('Home');
    expect(focused(element)).to.equal('Editar');
    await press('Escape', 'ArrowUp');
    expect(focused(element)).to.equal('Excluir');
  });

  it('goes to the item that is typed, and with one letter through all that begin with it', async () => {
    const element = await menu();
    button(element).focus();
    await press('ArrowDown', 'm');
    expect(focused(element)).to.equal('Mover para');
    await new Promise((resolve) => setTimeout(resolve, 650));
    await press('e');
    expect(focused(element)).to.equal('Excluir');
    await press('e');
    expect(focused(element)).to.equal('Editar');
    await new Promise((resolve) => setTimeout(resolve, 650));
    await press('e', 'x', 'c');
    expect(focused(element)).to.equal('Excluir');
    await press('z');
    expect(focused(element)).to.equal('Excluir');
  });

  it('says which item was picked, with the focus back on the button', async () => {
    const element = await menu();
    button(element).focus();
    await press('ArrowDown', 'ArrowDown');
    setTimeout(() => press('Enter'));
    const { detail } = (await oneEvent(element, 'pick')) as CustomEvent<string>;

    expect(detail).to.equal('explain');
    expect(isOpen(element)).to.equal(false);
    expect(element.shadowRoot!.activeElement?.className).to.equal('ibtn');
  });

  it('closes on Esc and gives the focus back; on Tab it lets the focus go on', async () => {
    const root = await stage<HTMLElement>(html`<div>
      <arco-ui-menu label="Mais opções" .items=${items}></arco-ui-menu>
      <button id="next">Depois</button>
    </div>`);
    const element = root.querySelector('arco-ui-menu') as Menu;
    await element.updateComplete;
    button(element).focus();
    await press('ArrowDown', 'Escape');
    expect(isOpen(element)).to.equal(false);
    expect(element.shadowRoot!.activeElement?.className).to.equal('ibtn');

    await press('ArrowDown', 'Tab');
    expect(isOpen(element)).to.equal(false);
    expect((root.getRootNode() as ShadowRoot).activeElement?.id).to.equal('next');
  });

  it('closes on a second click on its button, and on a click elsewhere', async () => {
    const element = await menu();
    const { x, y } = button(element).getBoundingClientRect();
    const at: [number, number] = [Math.round(x + 16), Math.round(y + 16)];
    await sendMouse({ type: 'click', position: at });
    expect(isOpen(element)).to.equal(true);
    await sendMouse({ type: 'click', position: at });
    expect(isOpen(element)).to.equal(false);

    await sendMouse({ type: 'click', position: at });
    await sendMouse({ type: 'click', position: [600, 500] });
    expect(isOpen(element)).to.equal(false);
    await element.updateComplete;
    expect(button(element).getAttribute('aria-expanded')).to.equal('false');
  });

  for (const dir of ['ltr', 'rtl'] as const) {
    it(`stays on a screen of 320 pixels and flips at its foot: ${dir}`, async () => {
      await setViewport({ width: 320, height: 400 });
      const element = await menu({ width: 160, dir });
      const within = () => {
        const { left, right, top, bottom } = list(element).getBoundingClientRect();
        return left >= 0 && right <= innerWidth && top >= 0 && bottom <= innerHeight;
      };
      button(element).click();
      expect(within()).to.equal(true);
      expect(list(element).getBoundingClientRect().top).to.be.above(button(element).getBoundingClientRect().bottom);

      const box = (element.getRootNode() as ShadowRoot).host as HTMLElement;
      Object.assign(box.style, { position: 'fixed', bottom: '0', right: '0' });
      dispatchEvent(new Event('resize'));
      expect(within()).to.equal(true);
      expect(list(element).getBoundingClientRect().bottom).to.be.below(button(element).getBoundingClientRect().top);
      await setViewport({ width: 800, height: 600 });
    });
  }

  it('is not cut by a host that hides what overflows, nor moved by one that is transformed', async () => {
    const element = await menu({ width: 160 });
    const box = (element.getRootNode() as ShadowRoot).host as HTMLElement;
    Object.assign(box.style, { overflow: 'hidden', blockSize: '40px', transform: 'translateX(40px)', contain: 'paint' });
    button(element).click();
    const row = findAll(element, '[role=menuitem]').at(-1)!.getBoundingClientRect();

    expect(element.shadowRoot!.elementFromPoint(row.x + row.width / 2, row.y + row.height / 2)?.closest('[role=menuitem]')?.textContent?.trim()).to.equal('Excluir');
    expect(list(element).getBoundingClientRect().top).to.be.closeTo(button(element).getBoundingClientRect().bottom, 12);
  });
});
