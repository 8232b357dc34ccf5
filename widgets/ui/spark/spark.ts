import { html, nothing, type TemplateResult } from 'lit';

type Values = readonly (number | null)[];

// The drawing is stretched to its box; only its line and dot, which do not scale, keep their shape.
const WIDTH = 100;
const HEIGHT = 32;
const MARGIN = 4;

/** The run of a figure over its days, from two of them on. A day without data is a gap, never a zero. */
export function spark(values: Values, label: (low: number, high: number) => string): TemplateResult | typeof nothing {
  const known = values.filter((value) => value !== null);
  if (known.length < 2) return nothing;
  const low = Math.min(...known);
  const high = Math.max(...known);
  const { line, area, dot } = sparkPaths(values, low, high);
  return html`<svg part="spark" role="img" aria-label=${label(low, high)} viewBox="0 0 100 32" preserveAspectRatio="none">
    <path class="area" d=${area}></path>
    <path d=${line}></path>
    <path class="dot" d=${dot}></path>
  </svg>`;
}

/** SVG paths of a run: its line, the area below, and its last point. */
export function sparkPaths(values: Values, low: number, high: number): { line: string; area: string; dot: string } {
  const scale = (HEIGHT - 2 * MARGIN) / (high - low || 1);
  let line = '';
  let area = '';
  let dot = '';
  values.forEach((value, index) => {
    if (value === null) return;
    const x = ((index * WIDTH) / (values.length - 1)).toFixed(1);
    const y = (HEIGHT - MARGIN - (value - low) * scale).toFixed(1);
    const [starts, ends] = [values[index - 1], values[index + 1]].map((beside) => (beside ?? null) === null);
    dot = `M${x} ${y}h0`;
    // A line of no length still draws its round ends: so does a day between two gaps.
    line += (starts ? 'M' : 'L') + `${x} ${y}` + (ends ? 'h0' : '');
    area += (starts ? `M${x} ${HEIGHT}` : '') + `L${x} ${y}` + (ends ? `V${HEIGHT}Z` : '');
  });
  return { line, area, dot };
}
