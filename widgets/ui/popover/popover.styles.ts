import { css } from 'lit';
import iconButton from '../button/icon-button.styles.ts';

export default [
  iconButton,
  css`
    dialog {
      position: fixed;
      inset: auto;
      inline-size: min(var(--_popover-size, 340px), 100vi - 16px);
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
    }

    dialog:is(:modal, :popover-open) {
      animation: in var(--_motion-base) var(--_motion-ease);
    }

    dialog:modal {
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
      grid-template-columns: minmax(0, 1fr);
      gap: var(--_space-3);
      padding: var(--_space-4);
      font-size: var(--_font-small);
    }

    dialog:modal .panel {
      padding: var(--_space-5) var(--_space-5) calc(var(--_space-5) + env(safe-area-inset-bottom));
    }

    header {
      display: flex;
      gap: var(--_space-2);
      align-items: center;
    }

    h2 {
      flex: 1;
      margin: 0;
      font-size: var(--_font-body);
      font-weight: 600;
      line-height: 1.35;
      text-wrap-style: balance;
    }

    h2:focus {
      outline: none;
    }

    @media (forced-colors: active) {
      dialog {
        border-color: CanvasText;
      }
    }
  `,
];
