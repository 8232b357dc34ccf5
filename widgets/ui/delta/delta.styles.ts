import { css } from 'lit';

export default css`
  [part='delta'] {
    margin-inline-end: var(--_space-1);
    font-weight: 600;
    white-space: nowrap;
  }

  [part='delta'] .i {
    inline-size: 1.1em;
    block-size: 1.1em;
    margin-inline-end: 0.15em;
    stroke-width: 2;
    vertical-align: -0.2em;
  }

  .good {
    color: var(--_positive-text);
  }

  .bad {
    color: var(--_negative-text);
  }
`;
