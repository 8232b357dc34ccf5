import { css } from 'lit';

export default css`
  [part='figure'] {
    display: block;
    margin-block-end: var(--_space-1);
    font-size: clamp(var(--_font-title), 12cqi, var(--_font-figure-m));
    font-weight: 600;
    letter-spacing: -0.022em;
    line-height: 1.15;
    white-space: nowrap;
  }

  [part='figure'] small {
    color: var(--_text-quiet);
    font-size: 0.56em;
    font-weight: 500;
  }
`;
