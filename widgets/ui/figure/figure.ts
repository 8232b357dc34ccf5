import { html, type TemplateResult } from 'lit';
import type { FigurePart } from '../../core/formats.ts';

/** A figure with its currency and magnitude set small. Never cut, never wrapped: where space ends, the name gives way. */
export function figure(parts: readonly FigurePart[]): TemplateResult {
  return html`<span part="figure">${parts.map(({ text, affix }) => (affix ? html`<small>${text}</small>` : text))}</span>`;
}
