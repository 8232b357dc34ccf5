import { css } from 'lit';

/** Adds tones to the base's `.chip`. */
export default css`
  .chip .i {
    inline-size: 1.15em;
    block-size: 1.15em;
    stroke-width: 2;
  }

  .pos {
    background: var(--_positive-soft);
    color: var(--_positive-text);
  }

  .neg {
    background: var(--_negative-soft);
    color: var(--_negative-text);
  }

  .wrn {
    background: var(--_warning-soft);
    color: var(--_warning-text);
  }

  .inf {
    background: var(--_info-soft);
    color: var(--_info-text);
  }
`;
