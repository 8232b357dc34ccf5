import { css } from 'lit';

export default css`
  .score {
    display: grid;
    gap: var(--_space-5);
    align-items: center;
  }

  .dial {
    display: grid;
    gap: var(--_space-2);
    justify-items: center;
  }

  [part='arc'] {
    position: relative;
    inline-size: 100%;
    max-inline-size: 220px;
  }

  [part='arc'] svg {
    display: block;
    inline-size: 100%;
    block-size: auto;
  }

  [part='arc'] path {
    fill: none;
    stroke: color-mix(in oklab, var(--_border-strong) 34%, var(--_surface));
    stroke-width: 10px;
  }

  [part='arc'] .fill {
    stroke: var(--_series-1);
  }

  [part='value'] {
    position: absolute;
    inset-inline: 0;
    inset-block-end: 4%;
    line-height: 1;
    text-align: center;
  }

  [part='value'] b {
    font-size: clamp(calc(var(--_font-size) * 2.625), 21cqi, calc(var(--_font-size) * 4.25));
    font-weight: 600;
    letter-spacing: -0.045em;
  }

  [part='value'] span {
    margin-inline-start: 0.1em;
    color: var(--_text-quiet);
  }

  .line {
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--_space-1);
    align-items: baseline;
    justify-content: center;
    font-size: var(--_font-small);
  }

  .side {
    display: grid;
    gap: var(--_space-3);
    min-inline-size: 0;
  }

  [part='parts'] {
    display: grid;
    gap: var(--_space-3);
    list-style: none;
  }

  [part='parts'] li {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto minmax(3.4em, auto);
    gap: 3px var(--_space-3);
    align-items: baseline;
    font-size: var(--_font-small);
  }

  [part='parts'] svg {
    grid-column: 1 / -1;
    block-size: 6px;
  }

  .d {
    font-weight: 600;
    text-align: end;
    white-space: nowrap;
  }

  .up {
    color: var(--_positive-text);
  }

  .down {
    color: var(--_negative-text);
  }

  [part='impact'] {
    display: grid;
    gap: var(--_space-4);
    padding-block-start: var(--_space-4);
    border-block-start: 1px solid var(--_border);
  }

  [part='impact'] h4 {
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--_space-2);
    align-items: baseline;
    margin: 0;
    font-size: var(--_font-body);
    font-weight: 600;
  }

  h4 .q {
    font-weight: 400;
  }

  .figs {
    display: grid;
    gap: var(--_space-4);
  }

  .figs > div {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(64px, 34%);
    gap: 2px var(--_space-4);
    align-items: end;
    min-inline-size: 0;
  }

  .figs > div > :not(svg) {
    grid-column: 1;
    margin: 0;
  }

  .figs [part='spark'] {
    grid-row: 1 / span 3;
    grid-column: 2;
    align-self: center;
  }

  .figs [part='figure'] {
    margin: 0;
    font-size: calc(var(--_font-size) * 1.375);
  }

  [part='missing'] {
    display: grid;
    gap: var(--_space-1);
    padding-inline-start: 1.2em;
    color: var(--_text-quiet);
    font-size: var(--_font-small);
  }

  .from-m {
    display: none;
  }

  .sk.dial {
    block-size: 150px;
    inline-size: min(100%, 220px);
    margin-inline: auto;
    border-radius: 110px 110px var(--_radius-m) var(--_radius-m);
  }

  @container w (max-width: 199.9px) {
    [part='value'] span,
    .side,
    .figs [part='spark'] {
      display: none;
    }

    .figs > div {
      grid-template-columns: minmax(0, 1fr);
    }
  }

  @container w (min-width: 400px) {
    .from-m {
      display: revert;
    }

    .to-m {
      display: none;
    }

    [part='arc'] {
      max-inline-size: 280px;
    }
  }

  @container w (min-width: 560px) {
    .score {
      grid-template-columns: minmax(210px, 300px) minmax(0, 1fr);
      gap: var(--_space-8);
    }

    .figs {
      grid-template-columns: repeat(3, minmax(0, 1fr));
      gap: 0;
    }

    .figs > div {
      grid-template-columns: minmax(0, 1fr);
      align-content: start;
      padding-inline: var(--_space-5);
      border-inline-start: 1px solid var(--_border);
    }

    .figs > :first-child {
      padding-inline-start: 0;
      border: 0;
    }

    .figs > :last-child {
      padding-inline-end: 0;
    }

    .figs [part='figure'] {
      font-size: var(--_font-figure-m);
    }

    .figs [part='spark'] {
      grid-row: auto;
      grid-column: 1;
      block-size: 52px;
      margin-block-start: var(--_space-3);
    }
  }

  @media (forced-colors: active) {
    [part='arc'] path {
      stroke: GrayText;
    }

    [part='arc'] .fill {
      stroke: Highlight;
    }
  }
`;
