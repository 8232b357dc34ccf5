import { css } from 'lit';

export default css`
  [part='heading']::before {
    content: '';
    display: inline-block;
    inline-size: calc(var(--_font-size) / 2);
    block-size: calc(var(--_font-size) / 2);
    margin-inline-end: var(--_space-2);
    border-radius: 50%;
    background: var(--_border-strong);
    vertical-align: 0.1em;
  }

  :host([live]) [part='heading']::before {
    background: var(--_positive);
    animation: pulse 2.4s ease-out infinite;
  }

  @keyframes pulse {
    from {
      box-shadow: 0 0 0 0 color-mix(in oklab, var(--_positive) 50%, transparent);
    }

    70%,
    to {
      box-shadow: 0 0 0 0.5em transparent;
    }
  }

  .duo {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_space-4);
  }

  .now,
  .side,
  .lists > div {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_space-2);
    align-content: start;
    min-inline-size: 0;
  }

  .now > div {
    border-radius: var(--_radius-s);
  }

  [part='figure'] {
    margin: 0;
    font-size: var(--_font-figure-l);
  }

  /* The same twice: a name that changes starts anew. */
  .new0 {
    animation: new0 1.2s;
  }

  .new1 {
    animation: new1 1.2s;
  }

  @keyframes new0 {
    from {
      background: var(--_accent-soft);
    }
  }

  @keyframes new1 {
    from {
      background: var(--_accent-soft);
    }
  }

  .minutes {
    display: block;
    border-radius: var(--_radius-s);
  }

  .minutes svg {
    display: block;
    inline-size: 100%;
    block-size: clamp(48px, 40px + 4cqi, 72px);
    fill: var(--_series-1);
  }

  .running {
    opacity: 0.5;
  }

  .none {
    fill: var(--_border-strong);
    opacity: 0.5;
  }

  .on {
    fill: var(--_text);
  }

  .side {
    gap: var(--_space-3);
    padding-block-start: var(--_space-4);
    border-block-start: 1px solid var(--_border);
  }

  .side > div,
  .lists li {
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--_space-3);
    justify-content: space-between;
    font-size: var(--_font-small);
    line-height: 1.45;
  }

  dt,
  .side .vs {
    color: var(--_text-quiet);
  }

  dd b {
    font-size: var(--_font-body);
    font-weight: 600;
  }

  .side [part='delta'] {
    margin: 0;
  }

  .side .vs {
    flex-basis: 100%;
  }

  .lists {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_space-4);
  }

  .lists ol {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_space-1);
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .lists li {
    flex-wrap: nowrap;
  }

  .lists span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .lists b {
    font-weight: 600;
  }

  code {
    display: block;
    margin-block-start: var(--_space-2);
    padding: var(--_space-2);
    border-radius: var(--_radius-s);
    background: var(--_fill);
    font-size: var(--_font-caption);
    overflow-wrap: anywhere;
  }

  @container w (max-width: 199.9px) {
    .side,
    .lists {
      display: none;
    }
  }

  @container w (min-width: 360px) {
    .lists {
      grid-template-columns: repeat(2, minmax(0, 1fr));
      gap: var(--_space-5);
    }
  }

  @container w (min-width: 560px) {
    .duo {
      grid-template-columns: repeat(2, minmax(0, 1fr));
      gap: var(--_space-4) var(--_space-8);
    }

    .side {
      padding-block-start: var(--_space-2);
      border: 0;
    }

    .lists {
      gap: var(--_space-8);
    }
  }

  @media (prefers-reduced-motion: reduce) {
    :host([live]) [part='heading']::before,
    .new0,
    .new1 {
      animation: none;
    }
  }

  @media (forced-colors: active) {
    [part='heading']::before {
      border: 1px solid;
    }

    .minutes svg {
      fill: CanvasText;
    }

    .on {
      fill: Highlight;
    }
  }
`;
