import { html, nothing, svg, type TemplateResult } from 'lit';

export interface Bar {
  /** Share filled; past 1 the bar is full. */
  readonly value: number;
  /** Share where the tick stands, such as how much of a period has passed. */
  readonly mark?: number | undefined;
  /** What is filled, in words. */
  readonly label: string;
  readonly tone?: 'positive' | 'negative' | undefined;
}

/** A progress bar. Widths are SVG attributes, as a style attribute would not pass a strict content policy. */
export function bar({ value, mark, label, tone }: Bar): TemplateResult {
  return html`
    <svg part="bar" role="img" aria-label=${label}>
      <rect class=${tone ?? nothing} width=${share(value)} height="100%" rx="4"></rect>
      ${mark === undefined ? nothing : svg`<rect class="tick" x=${share(mark)} y="-3" width="2" height="14" rx="1"></rect>`}
    </svg>
  `;
}

const share = (value: number): string => `${Math.round(Math.min(1, Math.max(0, value)) * 1000) / 10}%`;
