import { css } from 'lit';

/** What the smallest cards leave out: whatever says no number and no state. */
export default css`
  @container w (max-width: 199.9px) {
    .from-s {
      display: none;
    }
  }
`;
