import { css } from 'lit';

/** What only dialogs, panels and charts use, and so arrives with them. */
export const overlayTokens = css`
  :host {
    --_motion-fast: 120ms;
    --_motion-base: 200ms;
    --_motion-slow: 360ms;
    --_motion-ease: cubic-bezier(0.2, 0.7, 0.2, 1);

    --_surface-raised: var(--arco-surface-raised, light-dark(#fff, #23222b));
    --_text-disabled: light-dark(#77747f, #8b8896);
    --_on-status: light-dark(#fff, #141319);
    --_series-2: var(--arco-series-2, light-dark(#c75615, #e39a63));
    --_series-3: var(--arco-series-3, light-dark(#178771, #55ead2));
    --_series-4: var(--arco-series-4, light-dark(#8a1e66, #c9476a));
    --_series-5: var(--arco-series-5, light-dark(#1593e2, #2f80c4));
    --_series-6: var(--arco-series-6, light-dark(#434910, #f1dc5a));
    --_compare: light-dark(#7d7a86, #8f8c9a);
    --_grid: light-dark(#eceae4, #2a2832);
    --_axis: var(--_text-quiet);
    --_scrim: light-dark(#15131f80, #000000a6);
    --_shadow-1: 0 1px 2px light-dark(#1b1a210d, #00000040);
    --_shadow-2: 0 2px 4px light-dark(#1b1a210a, #00000040), 0 8px 24px -4px light-dark(#1b1a2114, #00000066);
    --_shadow-3: 0 4px 8px light-dark(#1b1a210f, #0000004d), 0 20px 48px -8px light-dark(#1b1a2129, #00000099);
  }

  @media (prefers-reduced-motion: reduce) {
    :host {
      --_motion-fast: 0ms;
      --_motion-base: 0ms;
      --_motion-slow: 0ms;
    }
  }
`;
