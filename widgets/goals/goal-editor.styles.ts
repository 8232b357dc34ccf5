import { css } from 'lit';

export default css`
  form {
    display: grid;
    gap: var(--_space-4);
  }

  .dates[hidden] {
    display: none;
  }

  .dates {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(140px, 1fr));
    gap: var(--_space-3);
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space-2);
  }
`;
