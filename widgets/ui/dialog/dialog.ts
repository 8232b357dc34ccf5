import { html, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { icon } from '../../core/icons.ts';
import { UiElement } from '../element/element.ts';
import { closeIcon } from '../icon/icons.ts';
import styles from './dialog.styles.ts';
import { dialogTexts } from './dialog.texts.ts';

/**
 * A modal dialog, open from the moment it is on the page; on a phone, a sheet as wide as the screen.
 * The browser keeps the focus inside, gives it back afterwards, and closes on Esc.
 *
 * @slot - The content.
 * @fires close - It was closed.
 */
export class Dialog extends UiElement {
  static override readonly tag = 'arco-ui-dialog';
  static override readonly texts = [dialogTexts];
  static override readonly styles = [UiElement.styles, styles];

  @property() heading = '';

  @query('dialog') private readonly dialog!: HTMLDialogElement;

  /** Closes the dialog, and gives the focus back. */
  hide(): void {
    this.dialog.close();
  }

  protected override firstUpdated(): void {
    this.dialog.showModal();
  }

  protected override render(): TemplateResult {
    return html`
      <dialog aria-labelledby="heading" @close=${this.done}>
        <div class="panel">
          <header>
            <h2 id="heading" tabindex="-1" autofocus>${this.heading}</h2>
            <button class="ibtn" type="button" aria-label=${this.locale.texts(dialogTexts).close} @click=${this.hide}>${icon(closeIcon)}</button>
          </header>
          <slot></slot>
        </div>
      </dialog>
    `;
  }
}

Dialog.register();
