import { html, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { icon } from '../../core/icons.ts';
import type { Catalog } from '../../core/locale.ts';
import { dialogTexts } from '../dialog/dialog.texts.ts';
import { UiElement } from '../element/element.ts';
import { keepBeside, type Align } from '../float/float.ts';
import { closeIcon } from '../icon/icons.ts';
import styles from './popover.styles.ts';

const phone = '(max-width: 479.9px)';

/**
 * A panel beside the button that is before it, open from the moment it is on the page; on a phone, a sheet.
 * It is closed by Esc, by a click elsewhere, and where there is room also by the focus going on.
 *
 * @slot - The content.
 * @fires close - It was closed.
 */
export class Popover extends UiElement {
  static override readonly tag: string = 'arco-ui-popover';
  static override readonly texts: readonly Catalog<unknown>[] = [dialogTexts];
  static override readonly styles = [UiElement.styles, styles];

  @property() heading = '';
  /** Which edge of the button it is in line with. */
  @property() align: Align = 'end';

  @query('dialog') private readonly panel!: HTMLDialogElement;

  #anchor: HTMLElement | null = null;
  #leave: (() => void) | undefined;
  // Of a sheet some browsers tell twice.
  #isDone = false;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#leave?.();
    this.#anchor?.setAttribute('aria-expanded', 'false');
  }

  /** Closes it, and gives the focus back. */
  hide(): void {
    if (this.panel.matches(':modal')) this.panel.close();
    else if (this.panel.matches(':popover-open')) this.panel.hidePopover();
  }

  protected override firstUpdated(): void {
    const anchor = (this.#anchor = this.previousElementSibling as HTMLElement | null);
    anchor?.setAttribute('aria-expanded', 'true');
    if (matchMedia(phone).matches || !anchor) return this.panel.showModal();
    this.panel.showPopover();
    this.#leave = keepBeside(this.panel, anchor, this.align);
  }

  protected override render(): TemplateResult {
    return html`
      <dialog
        popover
        aria-labelledby="heading"
        @beforetoggle=${this.#onBeforeToggle}
        @toggle=${({ newState }: ToggleEvent) => this.#onToggle(newState)}
        @close=${() => this.#onToggle('closed')}
        @click=${this.#onClick}
        @focusout=${this.#onFocusOut}
      >
        <div class="panel">
          <header>
            <h2 id="heading" tabindex="-1" autofocus>${this.heading}</h2>
            <button class="ibtn" type="button" aria-label=${this.locale.texts(dialogTexts).close} @click=${this.hide}>${icon(closeIcon)}</button>
          </header>
          ${this.renderContent()}
        </div>
      </dialog>
    `;
  }

  /** What is below the heading, for those that bring it themselves. */
  protected renderContent(): TemplateResult | readonly TemplateResult[] {
    return html`<slot></slot>`;
  }

  #onBeforeToggle({ newState }: ToggleEvent): void {
    const { activeElement } = this.getRootNode() as Document | ShadowRoot;
    // Unless the person went elsewhere, which is why it closes. A sheet has the browser for that.
    if (newState === 'closed' && this.contains(activeElement) && !this.panel.matches(':modal')) this.#anchor?.focus();
  }

  #onToggle(newState: string): void {
    if (newState === 'open' || this.#isDone) return;
    this.#isDone = true;
    // Browsers do not give the focus back over the edge of a shadow root.
    if (document.activeElement === document.body) this.#anchor?.focus();
    this.done();
  }

  #onClick({ target }: Event): void {
    // Beside a sheet there is only its backdrop; beside a popover the browser closes it.
    if (target === this.panel && this.panel.matches(':modal')) this.hide();
  }

  #onFocusOut({ relatedTarget }: FocusEvent): void {
    // The button closes the panel itself: closing it here would let the click open it again.
    const stays = !relatedTarget || relatedTarget === this.#anchor || this.contains(relatedTarget as Node) || this.panel.contains(relatedTarget as Node);
    if (!stays) this.hide();
  }
}

Popover.register();
