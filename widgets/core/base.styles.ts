import { css } from 'lit';

export default css`
  /* A page's own rules win over those of :host, and are inherited from it; what is inside is out of their reach. */
  :host,
  .w,
  .sr {
    all: initial;
    color: var(--_text);
    color-scheme: inherit;
    font-family: var(--arco-font-family, inherit);
    font-size: var(--_font-body);
    font-variant-numeric: tabular-nums;
    line-height: 1.5;
    visibility: inherit;
  }

  :host,
  .w {
    display: grid;
    min-inline-size: 0;
    min-block-size: calc(var(--_font-size) * var(--_height) / 16);
  }

  .w {
    container: w / inline-size;
  }

  :host([hidden]) {
    display: none;
  }

  :host([theme='light']),
  :host([theme='light']) > * {
    color-scheme: light;
  }

  :host([theme='dark']),
  :host([theme='dark']) > * {
    color-scheme: dark;
  }

  * {
    box-sizing: border-box;
  }

  :where(h3, p, ul, dl, dd) {
    margin: 0;
    padding: 0;
  }

  [part='card'] {
    display: flex;
    flex-direction: column;
    gap: var(--_space-4);
    min-inline-size: 0;
    padding: clamp(var(--_space-3), 7cqi, var(--_space-5)) clamp(var(--_space-3), 7cqi, var(--_space-6));
    border: 1px solid var(--_border);
    border-radius: var(--_radius-l);
    background: var(--_surface);
    position: relative;
  }

  [part='head'] {
    display: flex;
    gap: var(--_space-2);
    align-items: flex-start;
  }

  .titles {
    display: flex;
    flex: 1;
    flex-wrap: wrap;
    gap: 0 var(--_space-2);
    align-items: baseline;
    min-inline-size: 0;
  }

  [part='heading'] {
    font-size: var(--_font-title);
    font-weight: 600;
    line-height: 1.5;
    text-wrap: balance;
  }

  /* Over the edge of the card, where it takes no room from the heading. */
  [part='badge'] {
    position: absolute;
    inset-block-start: 2px;
    inset-inline-end: var(--_space-3);
    padding: 0 0.6em;
    font-size: 10px;
  }

  [part='body'] {
    display: flex;
    flex: 1;
    flex-direction: column;
    gap: inherit;
  }

  :host([state='loading']) [part='body'] {
    gap: var(--_space-3);
  }

  .sr {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  .i {
    flex: none;
    inline-size: var(--_icon);
    block-size: var(--_icon);
    fill: none;
    stroke: currentColor;
    stroke-width: 1.5;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  .i.s {
    inline-size: var(--_font-size);
    block-size: var(--_font-size);
    stroke-width: 1.75;
  }

  .small {
    font-size: var(--_font-small);
    line-height: 1.45;
  }

  .cap,
  .chip,
  .foot {
    font-size: var(--_font-caption);
    line-height: 1.4;
  }

  .q,
  .cap,
  .chip,
  .foot {
    color: var(--_text-quiet);
  }

  .b,
  .btn,
  .chip,
  .lnk {
    font-weight: 600;
  }

  .btn,
  .chip,
  .foot,
  .stale {
    display: inline-flex;
    gap: 0.4em;
    align-items: center;
  }

  .btn,
  .lnk {
    border: 0;
    background: none;
    color: var(--_accent-text);
    font-family: inherit;
    font-size: 1em;
    cursor: pointer;
  }

  .btn {
    justify-content: center;
    min-block-size: calc(var(--_font-size) * 2.25);
    padding: 0 var(--_space-3);
    border: 1px solid var(--_border-strong);
    border-radius: 8px;
    background: var(--_surface);
    color: var(--_text);
    font-size: var(--_font-small);
  }

  .btn:hover {
    background: var(--_surface-hover);
  }

  .lnk {
    min-block-size: 24px;
    padding: 0.2em 0;
    text-align: start;
    text-decoration: underline 1px;
    text-underline-offset: 0.22em;
  }

  :focus-visible {
    outline: 2px solid var(--_focus);
    outline-offset: 2px;
  }

  .chip {
    padding: 0.22em 0.6em;
    border-radius: 99px;
    background: var(--_fill);
    white-space: nowrap;
  }

  .foot {
    flex-wrap: wrap;
    gap: var(--_space-1) var(--_space-3);
    margin-block-start: auto;
  }

  .stale {
    color: var(--_warning-text);
  }

  .sk {
    display: block;
    block-size: 44px;
    border-radius: 6px;
    background: var(--_fill);
    animation: sk 0.8s infinite alternate;
  }

  .h1 {
    inline-size: 56%;
    block-size: 30px;
  }

  .h2 {
    inline-size: 42%;
    block-size: 14px;
  }

  .h3 {
    inline-size: 74%;
    block-size: 12px;
  }

  @keyframes sk {
    to {
      opacity: 0.5;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .sk {
      animation: none;
    }
  }

  @media (pointer: coarse) {
    .btn {
      min-block-size: var(--_target);
    }
  }

  @media (forced-colors: active) {
    [part='card'],
    .chip {
      border: 1px solid;
    }
  }
`;
