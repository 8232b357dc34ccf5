import { css } from 'lit';

/** What is added to the popover's. */
export default css`
  details {
    border-block-start: 1px solid var(--_border);
  }

  summary {
    min-block-size: var(--_target);
    align-content: center;
    font-size: var(--_font-small);
    font-weight: 600;
    cursor: pointer;
  }

  details > :last-child {
    padding-block-end: var(--_space-4);
  }
`;
