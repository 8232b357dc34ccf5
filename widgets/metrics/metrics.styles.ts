import { css } from 'lit';

export default css`
  [part='versus'] {
    display: inline-block;
  }

  @container w (max-width: 199.9px) {
    .from-s {
      display: none;
    }
  }
`;
