import { html, type TemplateResult } from 'lit';
import { icon } from '../../core/icons.ts';

/** `inf` needs the tokens of `theme/info.ts` beside those of every widget. */
export type Tone = 'pos' | 'neg' | 'wrn' | 'inf' | 'quiet';

/** A state in a word, with an icon, so that color never speaks alone. */
export function chip(text: string, tone: Tone, path: string): TemplateResult {
  return html`<span part="chip" class="chip ${tone}">${icon(path)}${text}</span>`;
}
