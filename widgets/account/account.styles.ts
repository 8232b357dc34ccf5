import { css } from 'lit';

export default css`
  .wait {
    display: grid;
    gap: var(--_space-6);
  }

  .wait .sk {
    block-size: 72px;
    border-radius: var(--_radius-m);
  }
`;
