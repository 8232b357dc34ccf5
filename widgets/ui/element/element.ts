import { css, LitElement, type CSSResultGroup } from 'lit';
import { property } from 'lit/decorators.js';
import { define } from '../../core/define.ts';
import { Locale, type Catalog } from '../../core/locale.ts';
import base from '../../core/widget.styles.ts';

const own = css`
  :host {
    display: block;
    min-block-size: 0;
    container: none;
  }
`;

/** Base of the private elements inside widgets. Tokens reach it by inheritance, everything else by property. */
export abstract class UiElement extends LitElement {
  static readonly tag: string;
  /** Texts that must have arrived before the first render. */
  static readonly texts: readonly Catalog<unknown>[] = [];
  static override styles: CSSResultGroup = [base, own];

  static register(): void {
    define(this.tag, this as unknown as CustomElementConstructor);
  }

  /** Language of the widget around it. */
  @property({ attribute: false }) locale = Locale.of('pt-BR');

  protected override scheduleUpdate(): void | Promise<unknown> {
    const texts = this.locale.load(...(this.constructor as typeof UiElement).texts);
    return texts ? texts.then(() => super.scheduleUpdate()) : super.scheduleUpdate();
  }

  /** Tells the part around it that the person is done here. */
  protected done(): void {
    this.dispatchEvent(new Event('close'));
  }
}
