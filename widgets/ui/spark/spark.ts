import { html, nothing, type TemplateResult } from 'lit';

/** When, in milliseconds, and how much. */
export type Point = readonly [time: number, value: number];

// The drawing is stretched to its box; only its line and dot, which do not scale, keep their shape.
const WIDTH = 100;
const HEIGHT = 32;
const MARGIN = 4;
/** In milliseconds. */
export const DAY = 86_400_000;

/** The run of a figure over days, from two of them on. A day that is missing is a gap, never a zero. */
export function spark(points: readonly Point[], from: number, to: number, label: (low: number, high: number) => string): TemplateResult | typeof nothing {
  if (points.length < 2) return nothing;
  const values = points.map(([, value]) => value);
  const low = Math.min(...values);
  const high = Math.max(...values);
  const { line, area, dot } = sparkPaths(points, from, to, low, high);
  return html`<svg part="spark" role="img" aria-label=${label(low, high)} viewBox="0 0 100 32" preserveAspectRatio="none">
    <path class="area" d=${area}></path>
    <path d=${line}></path>
    <path class="dot" d=${dot}></path>
  </svg>`;
}

/** SVG paths of a run: its line, the area below, and its last point. */
export function sparkPaths(points: readonly Point[], from: number, to: number, low: number, high: number): { line: string; area: string; dot: string } {
  let line = '';
  let area = '';
  let dot = '';
  points.forEach(([time, value], index) => {
    const x = (((time - from) / (to - from)) * WIDTH).toFixed(1);
    const y = (HEIGHT - MARGIN - ((value - low) / (high - low || 1)) * (HEIGHT - 2 * MARGIN)).toFixed(1);
    const starts = points[index - 1]?.[0] !== time - DAY;
    const ends = points[index + 1]?.[0] !== time + DAY;
    dot = `M${x} ${y}h0`;
    // A line of no length still draws its round ends: so does a day between two gaps.
    line += (starts ? 'M' : 'L') + `${x} ${y}h0`;
    area += (starts ? `M${x} ${HEIGHT}` : '') + `L${x} ${y}` + (ends ? `V${HEIGHT}Z` : '');
  });
  return { line, area, dot };
}
