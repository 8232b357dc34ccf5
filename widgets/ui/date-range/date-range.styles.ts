import { css } from 'lit';
import buttonStyles from '../button/button.styles.ts';
import fieldStyles from '../field/field.styles.ts';

export default [
  buttonStyles,
  fieldStyles,
  css`
    :host {
      container: range / inline-size;
    }

    .presets {
      display: flex;
      flex-wrap: wrap;
      gap: var(--_space-2);
      margin-block-end: var(--_space-4);
    }

    .preset {
      flex: 1 0 auto;
      min-block-size: calc(var(--_font-size) * 2.25);
      padding: 0 var(--_space-2);
      border: 1px solid var(--_border-strong);
      border-radius: 8px;
      background: var(--_surface);
      color: inherit;
      font: inherit;
      font-size: var(--_font-small);
      font-weight: 600;
      cursor: pointer;
    }

    .preset:hover {
      background: var(--_surface-hover);
    }

    .preset[aria-pressed='true'] {
      border-color: var(--_accent);
      background: var(--_accent-soft);
      box-shadow: inset 0 0 0 1px var(--_accent);
      color: var(--_accent-text);
    }

    form {
      display: grid;
      gap: var(--_space-2) var(--_space-3);
    }

    .in {
      min-inline-size: 0;
      padding-inline: var(--_space-2);
    }

    @container range (min-width: 300px) {
      form {
        grid-template-columns: repeat(2, minmax(0, 1fr));
      }

      form > .btn {
        grid-column: 1 / -1;
      }
    }

    @container range (min-width: 460px) {
      form {
        grid-template-columns: repeat(2, minmax(0, 1fr)) auto;
      }

      form > .btn {
        grid-column: auto;
        align-self: start;
        margin-block-start: calc(var(--_font-small) * 1.5 + var(--_space-1));
      }
    }

    @media (pointer: coarse) {
      .preset {
        min-block-size: var(--_target);
      }
    }

    @media (forced-colors: active) {
      .preset[aria-pressed='true'] {
        outline: 2px solid Highlight;
      }
    }
  `,
];
