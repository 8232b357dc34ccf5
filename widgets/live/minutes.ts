import { svg, type TemplateResult } from 'lit';
import type { Live } from '../../server/modules/live/live.schema.ts';

type Minutes = Live['minutes'];

const HEIGHT = 32;
/** What no page was seen in is a line, not a gap. */
const LEAST = 1;
/** Of the width of a minute. */
const WIDE = 0.72;

/** Bars of minutes, in a box of one unit a minute by 32; the one at `cursor` stands out, and the last still grows. */
export function bars(minutes: Minutes, cursor: number | null): TemplateResult[] {
  const most = Math.max(1, ...minutes.map(({ pageviews }) => pageviews));
  return minutes.map(({ pageviews }, index) => {
    const height = Math.max(LEAST, (pageviews / most) * HEIGHT);
    const kind = index === cursor ? 'on' : pageviews === 0 ? 'none' : index === minutes.length - 1 ? 'running' : '';
    return svg`<rect class=${kind} x=${index + (1 - WIDE) / 2} y=${(HEIGHT - height).toFixed(2)} width=${WIDE} height=${height.toFixed(2)}></rect>`;
  });
}

/** Where a key goes from a minute, or from beside them. */
export function step(key: string, from: number | null, count: number): number | undefined {
  const last = count - 1;
  if (key === 'Home') return 0;
  if (key === 'End') return last;
  if (key === 'ArrowLeft') return from === null ? last : Math.max(0, from - 1);
  if (key === 'ArrowRight') return from === null ? 0 : Math.min(last, from + 1);
  return undefined;
}
