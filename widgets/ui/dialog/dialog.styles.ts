import { css } from 'lit';
import iconButton from '../button/icon-button.styles.ts';

export default [
  iconButton,
  css`
    dialog {
      inline-size: min(var(--_dialog-size, 460px), 100vi - 32px);
      max-inline-size: none;
      max-block-size: calc(100dvb - 32px);
      padding: 0;
      overflow: auto;
      overscroll-behavior: contain;
      border: 1px solid var(--_border);
      border-radius: var(--_radius-l);
      background: var(--_surface-raised);
      box-shadow: var(--_shadow-3);
      color: inherit;
    }

    dialog[open] {
      animation: in var(--_motion-base) var(--_motion-ease);
    }

    dialog::backdrop {
      background: var(--_scrim);
    }

    @keyframes in {
      from {
        transform: translateY(8px);
      }
    }

    .panel {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: var(--_space-4);
      padding: var(--_space-6);
    }

    header {
      display: flex;
      align-items: flex-start;
      gap: var(--_space-2);
    }

    h2 {
      flex: 1;
      margin: 0;
      font-size: var(--_font-title);
      font-weight: 600;
      line-height: 1.35;
      text-wrap-style: balance;
    }

    h2:focus {
      outline: none;
    }

    /* The dialog is a box of the screen, not of the card, so here the screen decides. */
    @media (max-width: 399.9px) {
      dialog {
        inset: auto 0 0;
        inline-size: 100%;
        max-block-size: calc(100dvb - 24px);
        margin: 0;
        border-width: 1px 0 0;
        border-radius: var(--_radius-l) var(--_radius-l) 0 0;
      }

      .panel {
        padding: var(--_space-5) var(--_space-5) calc(var(--_space-5) + env(safe-area-inset-bottom));
      }
    }

    @media (forced-colors: active) {
      dialog {
        border-color: CanvasText;
      }
    }
  `,
];
