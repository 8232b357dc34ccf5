import { css } from 'lit';

export default css`
  .wait {
    display: grid;
    gap: var(--_space-5);
  }

  .wait .sk {
    border-radius: var(--_radius-m);
  }

  .state .pri {
    border-color: transparent;
    background: var(--_accent);
    color: var(--_on-accent);
  }

  .state .pri:hover {
    background: color-mix(in oklab, var(--_accent) 87%, #000);
  }
`;
