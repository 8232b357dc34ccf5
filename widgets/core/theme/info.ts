import { css } from 'lit';

/** The fourth tone, which few widgets have, and so comes with them. */
export const infoTokens = css`
  :host {
    --_info: var(--arco-info, light-dark(#1f74b5, #5aaee8));
    --_info-text: var(--arco-info-text, light-dark(#0c568e, #85c5f2));
    --_info-soft: var(--arco-info-soft, light-dark(#e5f0f9, #12283b));
  }
`;
