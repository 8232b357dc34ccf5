import { css } from 'lit';

export default css`
  [part='delta'] {
    margin-inline-end: var(--_space-1);
    font-weight: 600;
    white-space: nowrap;
  }

  [part='delta'] .i {
    margin-inline: -0.1em 0.2em;
    vertical-align: -0.2em;
  }

  [class$='-1'] .i {
    rotate: 180deg;
  }

  [class^='good'] {
    color: var(--_positive-text);
  }

  [class^='bad'] {
    color: var(--_negative-text);
  }
`;
