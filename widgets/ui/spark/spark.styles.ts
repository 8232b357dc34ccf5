import { css } from 'lit';

export default css`
  [part='spark'] {
    inline-size: calc(100% - 6px);
    block-size: clamp(28px, 25px + 2.5cqi, 36px);
    overflow: visible;
    fill: none;
    stroke: var(--_series-1);
    stroke-width: 1.75px;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  [part='spark'] path {
    vector-effect: non-scaling-stroke;
  }

  .area {
    fill: var(--_series-1);
    stroke: none;
    opacity: 0.08;
  }

  .dot {
    stroke-width: 7px;
  }

  @media (forced-colors: active) {
    [part='spark'] {
      stroke: Highlight;
    }
  }
`;
