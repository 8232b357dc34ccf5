import { css } from 'lit';

/** A button that is an icon alone: 32 pixels to see, 44 to touch. */
export default css`
  .ibtn {
    position: relative;
    display: grid;
    flex: none;
    place-items: center;
    inline-size: var(--_target-dense);
    block-size: var(--_target-dense);
    margin: calc(var(--_space-1) * -1) calc(var(--_space-2) * -1) calc(var(--_space-1) * -1) 0;
    padding: 0;
    border: 0;
    border-radius: 8px;
    background: none;
    color: var(--_text-quiet);
    cursor: pointer;
  }

  .ibtn::after {
    position: absolute;
    inset-block: -6px;
    inset-inline: -8px -4px;
    content: '';
  }

  .ibtn:hover,
  .ibtn[aria-expanded='true'] {
    background: var(--_surface-hover);
    color: var(--_text);
  }
`;
