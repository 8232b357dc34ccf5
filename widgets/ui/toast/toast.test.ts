import { expect, html } from '@open-wc/testing';
import { Locale } from '../../core/locale.ts';
import { Clock } from '../../test/clock.ts';
import { find, findAll, stage } from '../../test/stage.ts';
import './toast.ts';
import type { Toast } from './toast.ts';

const heard: string[] = [];
const hear = ({ type }: Event) => heard.push(type);
const toast = (change: Partial<Toast> = {}, look: Parameters<typeof stage>[1] = {}) =>
  stage<Toast>(
    html`<arco-ui-toast
      .text=${change.text ?? 'Ação dispensada'}
      .action=${change.action ?? 'Desfazer'}
      .failed=${change.failed ?? false}
      .locale=${change.locale ?? Locale.of('pt-BR')}
      @act=${hear}
      @close=${hear}
    ></arco-ui-toast>`,
    look,
  );
const line = (element: Toast) => find(element, '.toast')!;
const said = (element: Toast, role: string) => find(element, `[role=${role}]`)?.textContent;

describe('<arco-ui-toast>', function () {
  this.timeout(10_000);

  beforeEach(() => heard.splice(0));

  for (const theme of ['light', 'dark'] as const) {
    for (const failed of [false, true]) {
      it(`passes every rule: ${theme}, ${failed ? 'failed' : 'done'}`, async () => {
        const element = await toast({ failed }, { theme });
        await new Promise((resolve) => setTimeout(resolve, 20));
        await element.updateComplete;
        expect(said(element, failed ? 'alert' : 'status')).to.equal('Ação dispensada');
        await expect(element).to.be.accessible();
      });
    }
  }

  it('has its words in after the place for them, as only changes are told', async () => {
    const element = await toast();
    expect(said(element, 'status')).to.equal('');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(said(element, 'status')).to.equal('Ação dispensada');
  });

  it('tells of its action and of its closing, and has no button for an action that it has not', async () => {
    const element = await toast();
    findAll(element, 'button').forEach((button) => button.click());
    expect(heard).to.deep.equal(['act', 'close']);
    expect(findAll(await toast({ action: '' }), 'button')).to.have.length(1);
    const english = await toast({ locale: Locale.of('en') });
    expect(find(english, '.ibtn')!.getAttribute('aria-label')).to.equal('Close notice');
  });

  it('fits a card of 160 pixels', async () => {
    const element = await toast({ text: 'Não deu para dispensar a ação de remarketing', action: 'Tentar de novo', failed: true }, { width: 134 });
    await new Promise((resolve) => setTimeout(resolve, 20));
    await element.updateComplete;
    expect(line(element).scrollWidth).to.be.at.most(134);
    for (const button of findAll(element, 'button')) expect(button.getBoundingClientRect().right).to.be.at.most(element.getBoundingClientRect().right);
  });
});

describe('the time of a toast', () => {
  let clock: Clock;

  beforeEach(() => {
    heard.splice(0);
    clock = new Clock();
  });

  afterEach(() => clock.restore());

  it('is over after eight seconds, and begins again with another text', async () => {
    const element = await toast();
    await clock.advance(7_900);
    element.text = 'Outra ação dispensada';
    await element.updateComplete;
    await clock.advance(7_900);
    expect(heard).to.deep.equal([]);
    await clock.advance(200);
    expect(heard).to.deep.equal(['close']);
  });

  it('stands still while somebody points at it or is in it', async () => {
    const element = await toast();
    await clock.advance(6_000);
    line(element).dispatchEvent(new PointerEvent('pointerenter'));
    find(element, '.lnk')!.dispatchEvent(new FocusEvent('focusin', { bubbles: true }));
    await clock.advance(60_000);
    line(element).dispatchEvent(new PointerEvent('pointerleave'));
    await clock.advance(60_000);
    expect(heard).to.deep.equal([]);

    find(element, '.lnk')!.dispatchEvent(new FocusEvent('focusout', { bubbles: true }));
    await clock.advance(1_900);
    expect(heard).to.deep.equal([]);
    await clock.advance(200);
    expect(heard).to.deep.equal(['close']);
  });

  it('stands still while the page is hidden, and ends with the element', async () => {
    const element = await toast();
    Object.defineProperty(document, 'hidden', { value: true, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
    await clock.advance(60_000);
    expect(heard).to.deep.equal([]);
    Reflect.deleteProperty(document, 'hidden');
    document.dispatchEvent(new Event('visibilitychange'));
    await clock.advance(8_000);
    expect(heard).to.deep.equal(['close']);

    const gone = await toast();
    await clock.advance(0);
    gone.remove();
    expect(clock.pending).to.equal(0);
    expect(element.isConnected).to.equal(true);
  });
});
