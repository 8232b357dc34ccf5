import { html, type TemplateResult } from 'lit';
import { icon } from '../../core/icons.ts';

export type NoteTone = 'acc' | 'pos' | 'wrn' | 'neg' | 'quiet';

/** What is worth knowing beside the data: an icon, and words that say all of it. */
export function note(text: TemplateResult | string, tone: NoteTone, path: string): TemplateResult {
  return html`<div part="note" class="note ${tone}">${icon(path, 's')}<div>${text}</div></div>`;
}
