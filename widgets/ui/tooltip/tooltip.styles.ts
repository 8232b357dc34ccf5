import { css } from 'lit';

export default css`
  :host {
    position: fixed;
    inset: auto;
    inline-size: fit-content;
    max-inline-size: min(240px, 100vi - 16px);
    margin: 0;
    padding: var(--_space-1) var(--_space-2);
    border: 0;
    border-radius: var(--_radius-s);
    background: var(--_text);
    color: var(--_surface);
    font-size: var(--_font-small);
    line-height: 1.4;
    overflow-wrap: break-word;
  }

  :host(:not(:popover-open)) {
    display: none;
  }

  :host(:popover-open) {
    animation: in var(--_motion-fast) var(--_motion-ease);
  }

  @keyframes in {
    from {
      transform: translateY(-2px);
    }
  }

  @media (forced-colors: active) {
    :host {
      border: 1px solid;
    }
  }
`;
