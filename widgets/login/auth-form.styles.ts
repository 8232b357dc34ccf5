import { css } from 'lit';
import button from '../ui/button/button.styles.ts';
import check from '../ui/check/check.styles.ts';
import field from '../ui/field/field.styles.ts';
import note from '../ui/note/note.styles.ts';

export default [
  button,
  check,
  field,
  note,
  css`
    :host,
    form,
    .group {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: var(--_space-4);
    }

    form {
      margin: 0;
    }

    .beside {
      display: flex;
      flex-wrap: wrap;
      gap: var(--_space-1) var(--_space-4);
      align-items: center;
      justify-content: space-between;
    }

    .lead {
      overflow-wrap: break-word;
      text-wrap: pretty;
    }

    :is(.lead, [role='alert']):focus {
      outline: none;
    }

    .ways {
      display: flex;
      flex-wrap: wrap;
      gap: var(--_space-1) var(--_space-4);
    }

    .note .lnk,
    .note .cap {
      font-size: inherit;
    }

    .in[readonly] {
      border-color: var(--_border);
      background: var(--_surface-sunken);
    }

    .lnk.small {
      font-size: var(--_font-small);
    }

    .btn {
      padding-block: var(--_space-2);
    }

    .hint {
      display: block;
    }

    .or {
      display: flex;
      gap: var(--_space-3);
      align-items: center;
    }

    .or::before,
    .or::after {
      flex: 1;
      border-block-start: 1px solid var(--_border);
      content: '';
    }

    .code {
      font-size: var(--_font-figure-s);
      letter-spacing: 0.24em;
    }

    @media (pointer: coarse) {
      .lnk {
        min-block-size: var(--_target);
      }
    }
  `,
];
