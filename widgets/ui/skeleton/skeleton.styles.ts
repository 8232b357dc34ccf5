import { css } from 'lit';

/** Adds shapes to the base's `.sk`. */
export default css`
  .sk-lines,
  .sk-rows {
    display: grid;
    gap: var(--_space-2);
  }

  .sk-rows {
    gap: var(--_space-3);
  }

  .sk-lines .sk {
    block-size: 12px;
  }

  .sk-lines .sk:last-child:not(:first-child) {
    inline-size: 62%;
  }

  .sk-arc {
    display: block;
    inline-size: min(100%, 220px);
    block-size: auto;
    margin-inline: auto;
    border-radius: 0;
    background: none;
    fill: none;
    stroke: var(--_fill);
    stroke-width: 10;
  }

  @media (forced-colors: active) {
    .sk:not(.sk-arc) {
      border: 1px solid GrayText;
    }

    .sk-arc {
      stroke: GrayText;
    }
  }
`;
