import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { icon, icons } from '../../core/icons.ts';
import { UiElement } from '../element/element.ts';
import { closeIcon } from '../icon/icons.ts';
import styles from './toast.styles.ts';
import { toastTexts } from './toast.texts.ts';

/** Milliseconds that a notice stays. */
const STAY = 8000;

/**
 * What just happened, in a line of the card it happened in, with what can still be done about it. It goes by itself,
 * but not while somebody points at it, is in it, or does not see the page.
 *
 * @fires act - The action was chosen.
 * @fires close - It was closed, or its time is over.
 */
export class Toast extends UiElement {
  static override readonly tag = 'arco-ui-toast';
  static override readonly texts = [toastTexts];
  static override readonly styles = [UiElement.styles, styles];

  @property() text = '';
  /** Name of the action, such as "Desfazer"; without one there is no button for it. */
  @property() action = '';
  /** Whether the text says what went wrong. */
  @property({ type: Boolean }) failed = false;

  @state() private said = '';

  #timer: ReturnType<typeof setTimeout> | undefined;
  #left = STAY;
  #since = 0;
  #over = false;
  #inside = false;

  readonly #turn = (): void => {
    const isHeld = this.#over || this.#inside || document.hidden || !this.isConnected;
    if (isHeld === (this.#timer === undefined)) return;
    if (isHeld) this.#stop();
    else {
      this.#since = performance.now();
      this.#timer = setTimeout(() => this.done(), this.#left);
    }
  };

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('visibilitychange', this.#turn);
    this.#turn();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('visibilitychange', this.#turn);
    this.#stop();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('text')) return;
    this.#stop();
    this.#left = STAY;
    this.#turn();
    // Assistive technology tells what changes in a place that it knows, not what a new place has in it.
    setTimeout(() => (this.said = this.text));
  }

  protected override render(): TemplateResult {
    const { action, failed, said } = this;
    return html`
      <div
        class="toast ${failed ? 'failed' : ''}"
        @pointerenter=${() => this.#hold({ over: true })}
        @pointerleave=${() => this.#hold({ over: false })}
        @focusin=${() => this.#hold({ inside: true })}
        @focusout=${() => this.#hold({ inside: false })}
      >
        ${failed ? icon(icons.alert, 's') : nothing}
        <div class="said">
          <span role=${failed ? 'alert' : 'status'}>${said}</span>
          ${action ? html`<button class="lnk" type="button" @click=${this.#onAct}>${action}</button>` : nothing}
        </div>
        <button class="ibtn" type="button" aria-label=${this.locale.texts(toastTexts).close} @click=${this.done}>${icon(closeIcon, 's')}</button>
      </div>
    `;
  }

  #hold({ over = this.#over, inside = this.#inside }): void {
    this.#over = over;
    this.#inside = inside;
    this.#turn();
  }

  #stop(): void {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#left -= performance.now() - this.#since;
  }

  #onAct(): void {
    this.dispatchEvent(new Event('act'));
  }
}

Toast.register();
