import { html, nothing, type TemplateResult } from 'lit';
import type { FigurePart } from '../../core/formats.ts';
import { delta, type Delta } from '../delta/delta.ts';
import { figure } from '../figure/figure.ts';

export interface Stat {
  readonly label: string;
  readonly figure: readonly FigurePart[];
  readonly change?: Delta | undefined;
  /** What the change compares with, or what there is to say without one. */
  readonly base?: string | undefined;
  /** The run, as `spark()` draws it. */
  readonly spark?: TemplateResult | typeof nothing | undefined;
}

/** One figure among several: its name, how much, by how much it changed, and its run. Belongs in a `<dl>`. */
export function stat({ label, figure: parts, change, base, spark }: Stat): TemplateResult {
  return html`
    <div class="stat" part="stat">
      <dt>${label}</dt>
      <dd>
        ${figure(parts)}${change ? delta(change) : nothing} ${base ? html`<span class="q">${base}</span>` : nothing} ${spark ?? nothing}
      </dd>
    </div>
  `;
}
