import { css } from 'lit';

export default css`
  /* Lines of text field, so that what replaces them stands where they stood. */
  .sk.in {
    block-size: var(--_target);
    border-radius: var(--_radius-m);
  }

  .form {
    display: grid;
    gap: var(--_space-4);
    max-inline-size: 400px;
  }
`;
