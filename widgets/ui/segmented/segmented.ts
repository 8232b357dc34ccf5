import { html, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { UiElement } from '../element/element.ts';
import styles from './segmented.styles.ts';

export interface Segment {
  readonly value: string;
  readonly label: string;
}

/**
 * One of a few, side by side: Mês, 90 dias, Ano. A group of radio buttons, so the arrow keys choose.
 *
 * @fires change - Another was chosen; its detail is the value.
 */
export class Segmented extends UiElement {
  static override readonly tag = 'arco-ui-segmented';
  static override readonly styles = [UiElement.styles, styles];

  /** Names the group, such as "Período". */
  @property() label = '';
  @property() value = '';
  @property({ attribute: false }) options: readonly Segment[] = [];

  protected override render(): TemplateResult {
    return html`<div role="radiogroup" aria-label=${this.label} @change=${this.#onChange}>${this.options.map((option) => this.#renderOption(option))}</div>`;
  }

  #renderOption({ value, label }: Segment): TemplateResult {
    return html`<label data-label=${label}><input type="radio" name="option" .value=${value} .checked=${value === this.value} />${label}</label>`;
  }

  #onChange(event: Event): void {
    event.stopPropagation();
    this.value = (event.target as HTMLInputElement).value;
    this.dispatchEvent(new CustomEvent('change', { detail: this.value }));
  }
}

Segmented.register();
