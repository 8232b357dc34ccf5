import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { Locale } from '../../core/locale.ts';
import { tokens } from '../../core/theme/tokens.ts';
import barStyles from '../bar/bar.styles.ts';
import buttonStyles from '../button/button.styles.ts';
import iconButton from '../button/icon-button.styles.ts';
import checkStyles from '../check/check.styles.ts';
import chipStyles from '../chip/chip.styles.ts';
import { UiElement } from '../element/element.ts';
import fieldStyles from '../field/field.styles.ts';
import noteStyles from '../note/note.styles.ts';
import skeletonStyles from '../skeleton/skeleton.styles.ts';
import statStyles from '../stat/stat.styles.ts';
import tableStyles from '../table/table.styles.ts';
import { specimens } from './specimens.ts';

const own = css`
  .row {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space-2);
    align-items: center;
  }

  .spaced {
    gap: var(--_space-6);
    padding-inline-start: var(--_space-1);
  }

  .grow {
    flex: 1;
  }

  .stack {
    display: grid;
    gap: var(--_space-4);
  }

  [part='body'] {
    gap: var(--_space-3);
  }
`;

/** A card with a part of the kit, for the page that shows them all; without a name it only hands its tokens to what is in it. */
export class Specimen extends UiElement {
  static override readonly tag = 'arco-ui-specimen';
  static override readonly styles = [
    tokens,
    UiElement.styles,
    buttonStyles,
    iconButton,
    barStyles,
    chipStyles,
    fieldStyles,
    checkStyles,
    noteStyles,
    statStyles,
    tableStyles,
    skeletonStyles,
    own,
  ];

  @property() group = '';
  @property() name = '';
  /** Width of the card, in pixels. */
  @property() size = '';
  @property() override lang = '';

  @state() private open = '';

  readonly #turn = (what: string): void => {
    this.open = what;
  };

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('lang')) this.locale = Locale.of(this.lang || 'pt-BR');
  }

  protected override render(): TemplateResult {
    const draw = specimens[this.group]?.[this.name];
    if (!draw) return html`<slot></slot>`;
    const { locale, size, open } = this;
    return html`<div class="w"><div part="card"><div part="body">${draw({ locale, size, open, turn: this.#turn })}</div></div></div>`;
  }
}

Specimen.register();
