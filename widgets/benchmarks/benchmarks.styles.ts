import { css } from 'lit';

export default css`
  [part='list'] {
    display: grid;
    gap: var(--_space-5);
    padding: 0;
    margin: 0;
    list-style: none;
  }

  [part='metric'] {
    display: grid;
    gap: var(--_space-1);
    min-inline-size: 0;
  }

  .split {
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--_space-3);
    align-items: baseline;
    justify-content: space-between;
    min-inline-size: 0;
  }

  .split > :last-child {
    margin-inline-start: auto;
    text-align: end;
  }

  .num {
    font-weight: 600;
    white-space: nowrap;
  }

  .better {
    color: var(--_positive-text);
  }

  .worse {
    color: var(--_negative-text);
  }

  [part='verdict'] {
    font-weight: 600;
  }

  [part='scale'] {
    display: block;
    inline-size: 100%;
    block-size: 20px;
    overflow: visible;
  }

  [part='scale']:dir(rtl) {
    transform: scaleX(-1);
  }

  .rail {
    fill: var(--_surface-sunken);
    stroke: var(--_border);
  }

  .half {
    fill: color-mix(in oklab, var(--_border-strong) 52%, var(--_surface));
  }

  .median {
    fill: var(--_text-quiet);
  }

  .interval {
    fill: var(--_series-1);
    opacity: 0.5;
  }

  [part='scale'] circle {
    fill: var(--_series-1);
    stroke: var(--_surface);
    stroke-width: 2.5px;
  }

  [part='details'] > summary {
    min-block-size: 24px;
    color: var(--_accent-text);
    cursor: pointer;
    text-decoration: underline 1px;
    text-underline-offset: 0.22em;
  }

  [part='details'] h4 {
    margin: var(--_space-4) 0 var(--_space-1);
    font-size: 1em;
    font-weight: 600;
  }

  dl {
    display: grid;
    grid-template-columns: minmax(0, 2fr) minmax(0, 3fr);
    gap: var(--_space-1) var(--_space-3);
  }

  dt {
    color: var(--_text-quiet);
  }

  dd {
    overflow-wrap: anywhere;
  }

  a {
    color: var(--_accent-text);
  }

  [part='consent'] {
    display: grid;
    gap: var(--_space-1);
    padding-block-start: var(--_space-4);
    border-block-start: 1px solid var(--_border);
  }

  [part='notice'] {
    color: var(--_negative-text);
  }

  .from-m {
    display: none;
  }

  @container w (min-width: 400px) {
    .from-m {
      display: revert;
    }
  }

  @media (pointer: coarse) {
    [part='details'] > summary {
      min-block-size: var(--_target);
    }
  }

  @media (forced-colors: active) {
    .rail {
      fill: Canvas;
      stroke: CanvasText;
    }

    .half {
      fill: GrayText;
    }

    .median {
      fill: CanvasText;
    }

    .interval,
    [part='scale'] circle {
      fill: Highlight;
    }
  }
`;
