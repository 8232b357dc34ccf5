import { css } from 'lit';

export default css`
  [part='versus'] {
    display: inline-block;
  }
`;
