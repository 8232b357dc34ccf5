import { css } from 'lit';

export default css`
  .month-said {
    display: grid;
    gap: var(--_space-5) var(--_space-6);
  }

  .month,
  .said {
    display: grid;
    align-content: start;
    gap: var(--_space-3);
    min-inline-size: 0;
  }

  .value {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 var(--_space-3);
  }

  .plot {
    position: relative;
    margin-block-start: var(--_space-4);
  }

  [part='curve'] {
    display: block;
    inline-size: calc(100% - 6px);
    block-size: clamp(72px, 40px + 16cqi, 128px);
    overflow: visible;
    fill: none;
    stroke: var(--_series-1);
    stroke-width: 2px;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  [part='curve'] path {
    vector-effect: non-scaling-stroke;
  }

  .band {
    fill: var(--_series-1);
    stroke: none;
    opacity: 0.16;
  }

  .ahead {
    stroke-dasharray: 6 4;
    stroke-linecap: butt;
  }

  .dot {
    stroke-width: 7px;
  }

  .floor {
    stroke: var(--_border);
    stroke-width: 1px;
  }

  .target {
    position: absolute;
    inset-inline: 0 6px;
    border-block-start: 1.5px dashed var(--_text);
  }

  .target span {
    position: absolute;
    inset-block-end: 2px;
    inset-inline-start: 0;
    font-size: var(--_font-small);
    font-weight: 600;
    line-height: 1.2;
  }

  .ends {
    display: flex;
    justify-content: space-between;
  }

  [part='lines'] {
    display: grid;
    gap: var(--_space-2);
    margin: 0;
  }

  [part='lines'] > div {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 var(--_space-3);
  }

  dd {
    margin: 0;
  }

  [part='advice'] {
    display: grid;
    gap: var(--_space-3);
    list-style: none;
  }

  [part='advice'] p::first-letter {
    text-transform: uppercase;
  }

  [part='advice'] li {
    display: grid;
    justify-items: start;
    gap: var(--_space-1);
    padding: var(--_space-3);
    border-radius: var(--_radius-m);
    background: var(--_surface-sunken);
  }

  summary {
    min-block-size: var(--_target);
    align-content: center;
    font-size: var(--_font-small);
    font-weight: 600;
    cursor: pointer;
  }

  details p + p {
    margin-block-start: var(--_space-1);
  }

  [part='notice'] {
    color: var(--_negative-text);
  }

  @container w (max-width: 199.9px) {
    [part='lines'],
    [part='advice'] {
      display: none;
    }
  }

  @container w (max-width: 359.9px) {
    .from-m {
      display: none;
    }
  }

  @container w (min-width: 360px) {
    .to-m {
      display: none;
    }
  }

  @container w (min-width: 600px) {
    .month-said {
      grid-template-columns: minmax(0, 3fr) minmax(0, 2fr);
    }
  }

  @media (forced-colors: active) {
    [part='curve'] {
      stroke: Highlight;
    }
  }
`;
