import { css } from 'lit';
import iconButton from '../button/icon-button.styles.ts';

export default [
  iconButton,
  css`
    :host {
      inline-size: fit-content;
    }

    .ibtn {
      margin: 0;
    }

    .ibtn::after {
      inset: -6px;
    }

    .ibtn .i {
      stroke-width: 2.6;
    }

    [role='menu'] {
      position: fixed;
      inset: auto;
      min-inline-size: min(200px, 100vi - 16px);
      max-inline-size: min(320px, 100vi - 16px);
      max-block-size: calc(100dvb - 16px);
      margin: 0;
      padding: var(--_space-1);
      overflow: auto;
      overscroll-behavior: contain;
      border: 1px solid var(--_border);
      border-radius: var(--_radius-m);
      background: var(--_surface-raised);
      box-shadow: var(--_shadow-2);
      color: var(--_text);
    }

    [role='menu']:popover-open {
      animation: in var(--_motion-fast) var(--_motion-ease);
    }

    @keyframes in {
      from {
        transform: translateY(-4px);
      }
    }

    [role='menuitem'] {
      display: flex;
      gap: var(--_space-3);
      align-items: center;
      inline-size: 100%;
      min-block-size: calc(var(--_font-size) * 2.5);
      padding: var(--_space-1) var(--_space-3);
      border: 0;
      border-radius: 7px;
      background: none;
      color: inherit;
      font: inherit;
      line-height: 1.35;
      text-align: start;
      cursor: pointer;
    }

    [role='menuitem']:is(:hover, :focus) {
      background: var(--_surface-hover);
    }

    [role='menuitem']:focus-visible {
      outline-offset: -2px;
    }

    [role='menuitem'] .i {
      color: var(--_text-quiet);
    }

    .danger,
    .danger .i {
      color: var(--_negative-text);
    }

    @media (pointer: coarse) {
      [role='menuitem'] {
        min-block-size: var(--_target);
      }
    }

    @media (forced-colors: active) {
      [role='menu'] {
        border-color: CanvasText;
      }
    }
  `,
];
