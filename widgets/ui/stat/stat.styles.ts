import { css } from 'lit';
import deltaStyles from '../delta/delta.styles.ts';
import figureStyles from '../figure/figure.styles.ts';
import sparkStyles from '../spark/spark.styles.ts';

/** Brings those of the figure, the change and the run with it. */
export default [
  figureStyles,
  deltaStyles,
  sparkStyles,
  css`
    .stat {
      min-inline-size: 0;
    }

    .stat dt {
      color: var(--_text-quiet);
      font-size: var(--_font-small);
      line-height: 1.35;
      overflow-wrap: break-word;
    }

    .stat dd {
      font-size: var(--_font-small);
      line-height: 1.4;
    }

    .stat [part='figure'] {
      margin-block: var(--_space-1);
      font-size: clamp(var(--_font-title), 12cqi, calc(var(--_font-size) * 1.375));
    }

    .stat [part='spark'] {
      display: block;
      margin-block-start: var(--_space-2);
    }
  `,
];
