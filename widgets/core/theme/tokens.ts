import { css } from 'lit';

/**
 * Colours and measures, as private names with the host's `--arco-*` in front, so that the host's value wins.
 * `light-dark()` follows the `color-scheme` that the widget inherits or sets.
 */
export const tokens = css`
  :host {
    --_font-size: var(--arco-font-size, 16px);
    --_font-caption: calc(var(--_font-size) * 0.75);
    --_font-small: calc(var(--_font-size) * 0.8125);
    --_font-body: calc(var(--_font-size) * 0.9375);
    --_font-title: var(--_font-size);
    --_font-heading: calc(var(--_font-size) * 1.25);
    --_font-figure-s: calc(var(--_font-size) * 1.375);
    --_font-figure-m: calc(var(--_font-size) * 1.875);
    --_font-figure-l: calc(var(--_font-size) * 2.625);
    --_space-1: calc(var(--_font-size) * 0.25);
    --_space-2: calc(var(--_font-size) * 0.5);
    --_space-3: calc(var(--_font-size) * 0.75);
    --_space-4: var(--_font-size);
    --_space-5: calc(var(--_font-size) * 1.25);
    --_space-6: calc(var(--_font-size) * 1.5);
    --_space-8: calc(var(--_font-size) * 2);
    --_radius-s: var(--arco-radius-s, 6px);
    --_radius-m: var(--arco-radius-m, 10px);
    --_radius-l: var(--arco-radius-l, 16px);
    --_radius-full: 999px;
    --_target: calc(var(--_font-size) * 2.75);
    --_target-dense: calc(var(--_font-size) * 2);
    --_icon: calc(var(--_font-size) * 1.25);

    --_surface: var(--arco-surface, light-dark(#fff, #19181f));
    --_surface-sunken: var(--arco-surface-sunken, light-dark(#f1efea, #121117));
    --_surface-hover: var(--arco-surface-hover, light-dark(#f6f5f2, #211f28));
    --_fill: var(--arco-fill, light-dark(#f1efea, #2a2933));
    --_border: var(--arco-border, light-dark(#e5e2db, #302e39));
    --_border-strong: var(--arco-border-strong, light-dark(#8a8791, #787584));
    --_text: var(--arco-text, light-dark(#1b1a21, #f3f2f6));
    --_text-quiet: var(--arco-text-quiet, light-dark(#5a5864, #b0adbb));

    --_accent: light-dark(
      var(--arco-accent, #4a3fcf),
      oklch(from var(--arco-accent, #a9a2ff) max(l, 0.72) min(c, 0.15) h)
    );
    --_accent-text: light-dark(
      oklch(from var(--arco-accent, #4a3fcf) min(l, 0.475) c h),
      oklch(from var(--arco-accent, #b6b0ff) max(l, 0.8) min(c, 0.13) h)
    );
    --_accent-soft: light-dark(
      oklch(from var(--arco-accent, #4a3fcf) 0.95 min(c, 0.03) h),
      oklch(from var(--arco-accent, #a9a2ff) 0.3 min(c, 0.07) h)
    );
    --_on-accent: color(
      from var(--_accent) xyz-d65 calc(0.9505 * clamp(0, (0.179 - y) * 1e6, 1)) clamp(0, (0.179 - y) * 1e6, 1)
        calc(1.089 * clamp(0, (0.179 - y) * 1e6, 1))
    );

    --_positive: var(--arco-positive, light-dark(#12805a, #4cc495));
    --_positive-text: var(--arco-positive-text, light-dark(#0a6747, #66d3a8));
    --_positive-soft: var(--arco-positive-soft, light-dark(#e2f3eb, #13301f));
    --_negative: var(--arco-negative, light-dark(#cb3a31, #f4756b));
    --_negative-text: var(--arco-negative-text, light-dark(#a9261e, #ff9b92));
    --_negative-soft: var(--arco-negative-soft, light-dark(#fcebe9, #3c1b1a));
    --_warning: var(--arco-warning, light-dark(#b96a00, #e6a33a));
    --_warning-text: var(--arco-warning-text, light-dark(#824a00, #f3bc66));
    --_warning-soft: var(--arco-warning-soft, light-dark(#fcf0db, #35260d));

    --_series-1: var(
      --arco-series-1,
      light-dark(oklch(from var(--arco-accent, #4a3fcf) min(l, 0.62) c h), var(--_accent))
    );
    --_focus: var(--_text);
  }

  @media (prefers-contrast: more) {
    :host {
      --_border: var(--_border-strong);
      --_text-quiet: var(--_text);
    }
  }
`;
