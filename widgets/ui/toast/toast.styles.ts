import { css } from 'lit';
import iconButton from '../button/icon-button.styles.ts';

export default [
  iconButton,
  css`
    :host {
      container: toast / inline-size;
    }

    .toast {
      display: flex;
      gap: var(--_space-1) var(--_space-3);
      align-items: center;
      min-block-size: var(--_target);
      padding: var(--_space-1) var(--_space-3);
      border-radius: var(--_radius-m);
      background: var(--_fill);
      font-size: var(--_font-small);
      line-height: 1.4;
      animation: in var(--_motion-base) var(--_motion-ease);
    }

    @keyframes in {
      from {
        transform: translateY(-4px);
      }
    }

    .failed {
      background: var(--_negative-soft);
    }

    .failed > .i {
      color: var(--_negative-text);
    }

    /* What can be done goes below what happened where they do not fit on a line. */
    .said {
      display: flex;
      flex: 1;
      flex-wrap: wrap;
      gap: 0 var(--_space-3);
      align-items: center;
      justify-content: space-between;
      min-inline-size: 0;
      overflow-wrap: anywhere;
    }

    .lnk {
      position: relative;
    }

    .ibtn {
      margin: 0 -6px 0 0;
    }

    .ibtn:dir(rtl) {
      margin: 0 0 0 -6px;
    }

    @container toast (max-width: 219.9px) {
      .toast {
        flex-wrap: wrap;
        justify-content: space-between;
        padding-block-start: var(--_space-2);
      }

      .toast > .i {
        display: none;
      }

      .said {
        display: contents;
      }

      [role] {
        flex: 1 0 100%;
      }

      .lnk {
        flex: 1;
        min-inline-size: 0;
      }

      .ibtn {
        margin-inline-start: auto;
      }
    }

    @media (pointer: coarse) {
      .lnk::after {
        position: absolute;
        inset: -10px -6px;
        content: '';
      }
    }

    @media (forced-colors: active) {
      .toast {
        border: 1px solid;
      }
    }
  `,
];
