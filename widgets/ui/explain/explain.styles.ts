import { css } from 'lit';
import iconButton from '../button/icon-button.styles.ts';

export default [
  iconButton,
  css`
    dialog {
      inset: auto;
      inline-size: min(340px, 100vi - 16px);
      max-block-size: calc(100dvb - 16px);
      margin: 0;
      padding: 0;
      overflow: auto;
      overscroll-behavior: contain;
      border: 1px solid var(--_border);
      border-radius: var(--_radius-l);
      background: var(--_surface-raised);
      box-shadow: var(--_shadow-3);
      color: inherit;
      outline: none;
    }

    dialog[open],
    dialog:popover-open {
      animation: in var(--_motion-base) var(--_motion-ease);
    }

    dialog:modal {
      position: fixed;
      inset: auto 0 0;
      inline-size: 100%;
      max-inline-size: none;
      max-block-size: 85dvb;
      border-width: 1px 0 0;
      border-radius: var(--_radius-l) var(--_radius-l) 0 0;
    }

    dialog::backdrop {
      background: var(--_scrim);
    }

    dialog:popover-open::backdrop {
      background: none;
    }

    @keyframes in {
      from {
        transform: translateY(4px);
      }
    }

    .panel {
      display: grid;
      gap: var(--_space-2);
      padding: var(--_space-4);
    }

    dialog:modal .panel {
      padding: var(--_space-5) var(--_space-5) calc(var(--_space-5) + env(safe-area-inset-bottom));
    }

    header {
      display: flex;
      align-items: center;
      justify-content: space-between;
    }

    h2 {
      margin: 0;
      font-size: var(--_font-small);
      font-weight: 600;
    }

    details {
      border-block-start: 1px solid var(--_border);
    }

    summary {
      min-block-size: var(--_target);
      align-content: center;
      font-size: var(--_font-small);
      font-weight: 600;
      cursor: pointer;
    }

    details > :last-child {
      padding-block-end: var(--_space-4);
    }

    @media (forced-colors: active) {
      dialog {
        border-color: CanvasText;
      }
    }
  `,
];
