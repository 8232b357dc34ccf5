import { html, nothing, svg, type TemplateResult } from 'lit';
import type { Benchmark, Compared } from '../../server/modules/benchmarks/benchmarks.schema.ts';

/** Room on both sides of what is drawn, as a share of it. */
const MARGIN = 0.14;

/**
 * The client's point with its interval, over the middle half of the sector with its median. Places are SVG attributes, as a
 * style attribute would not pass a strict content policy.
 */
export function scale({ value, interval }: Compared, { median, q1, q3 }: Benchmark, label: string): TemplateResult {
  const drawn = [value, median, q1, q3, interval?.low, interval?.high].filter((each) => typeof each === 'number');
  const [least, most] = [Math.min(...drawn), Math.max(...drawn)];
  const room = (most - least || Math.abs(most) || 1) * MARGIN;
  const share = (at: number) => (at - least + room) / (most - least + 2 * room);
  const x = (at: number) => `${Math.round(share(at) * 1000) / 10}%`;
  const width = (from: number, to: number) => `${Math.round((share(to) - share(from)) * 1000) / 10}%`;
  return html`<svg part="scale" role="img" aria-label=${label}>
    <rect class="rail" y="7" width="100%" height="6" rx="3"></rect>
    ${q1 === null || q3 === null ? nothing : svg`<rect class="half" x=${x(q1)} y="7" width=${width(q1, q3)} height="6"></rect>`}
    <rect class="median" x=${x(median)} y="4" width="2" height="12"></rect>
    ${interval ? svg`<rect class="interval" x=${x(interval.low)} y="8.5" width=${width(interval.low, interval.high)} height="3"></rect>` : nothing}
    <circle cx=${x(value)} cy="10" r="6.5"></circle>
  </svg>`;
}
