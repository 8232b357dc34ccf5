import { html, type TemplateResult } from 'lit';
import { UiElement } from '../element/element.ts';
import { keepBeside } from '../float/float.ts';
import styles from './tooltip.styles.ts';

/** Milliseconds that a pointer rests before it is told, and that it may take from the anchor to the words. */
const REST = 300;
const REACH = 120;

let count = 0;

/**
 * More words on the control before it, which they describe: shown while a pointer rests on it and while it has the focus.
 * Nothing that must be known may be in it, as a finger does not rest. It needs an `id`, or gets one.
 *
 * @slot - The words.
 */
export class Tooltip extends UiElement {
  static override readonly tag = 'arco-ui-tooltip';
  static override readonly styles = [UiElement.styles, styles];

  #anchor: HTMLElement | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #leave: (() => void) | undefined;
  #listening: AbortController | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.popover = 'manual';
    this.role = 'tooltip';
    this.id ||= `arco-tip-${(count += 1)}`;
    const anchor = (this.#anchor = this.previousElementSibling as HTMLElement | null);
    anchor?.setAttribute('aria-describedby', this.id);
    const { signal } = (this.#listening = new AbortController());
    for (const over of [anchor, this]) {
      over?.addEventListener('pointerenter', (event) => event.pointerType === 'mouse' && this.#wait(true, this.#isOpen ? 0 : REST), { signal });
      over?.addEventListener('pointerleave', () => this.#wait(false, REACH), { signal });
    }
    anchor?.addEventListener('focus', () => anchor.matches(':focus-visible') && this.#turn(true), { signal });
    anchor?.addEventListener('blur', () => this.#turn(false), { signal });
    anchor?.addEventListener('pointerdown', () => this.#turn(false), { signal });
    // Before a dialog around it hears the key, as that would close too.
    addEventListener('keydown', (event) => this.#onKey(event), { signal, capture: true });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#turn(false);
    this.#listening?.abort();
    this.#anchor?.removeAttribute('aria-describedby');
  }

  protected override render(): TemplateResult {
    return html`<slot></slot>`;
  }

  #wait(open: boolean, milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#turn(open || Boolean(this.#anchor?.matches(':focus-visible'))), milliseconds);
  }

  #turn(open: boolean): void {
    clearTimeout(this.#timer);
    if (open === this.#isOpen || !this.#anchor) return;
    this.togglePopover(open);
    if (open) this.#leave = keepBeside(this, this.#anchor, 'center');
    else this.#leave?.();
  }

  #onKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || !this.#isOpen) return;
    event.preventDefault();
    event.stopPropagation();
    this.#turn(false);
  }

  get #isOpen(): boolean {
    return this.isConnected && this.matches(':popover-open');
  }
}

Tooltip.register();
