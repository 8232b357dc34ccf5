import { css } from 'lit';

export default css`
  [part='bar'] {
    display: block;
    inline-size: 100%;
    block-size: 8px;
    overflow: visible;
    border-radius: 4px;
    background: var(--_surface-sunken);
    box-shadow: inset 0 0 0 1px color-mix(in oklab, var(--_border-strong) 32%, transparent);
  }

  [part='bar']:dir(rtl) {
    transform: scaleX(-1);
  }

  [part='bar'] rect {
    fill: var(--_series-1);
  }

  [part='bar'] .positive {
    fill: var(--_positive);
  }

  [part='bar'] .negative {
    fill: var(--_negative);
  }

  [part='bar'] .tick {
    fill: var(--_text);
  }

  @media (forced-colors: active) {
    [part='bar'] {
      border: 1px solid CanvasText;
    }

    [part='bar'] rect {
      fill: Highlight;
    }

    [part='bar'] .tick {
      fill: CanvasText;
    }
  }
`;
