import { html, type TemplateResult } from 'lit';

const times = (count: number): TemplateResult[] => Array.from({ length: count }, () => html`<span class="sk"></span>`);

/** A figure, what is below it, and its run. */
export function skeletonFigure(): TemplateResult {
  return html`<span class="sk h1"></span><span class="sk h2"></span><span class="sk"></span>`;
}

/** Lines of text, the last of them shorter. */
export function skeletonLines(count: number): TemplateResult {
  return html`<span class="sk-lines">${times(count)}</span>`;
}

/** Rows of a list. */
export function skeletonRows(count: number): TemplateResult {
  return html`<span class="sk-rows">${times(count)}</span>`;
}

/** The arc of a score. */
export function skeletonArc(): TemplateResult {
  return html`<svg class="sk sk-arc" viewBox="8 8 224 158" aria-hidden="true"><path d="M29.37 160.26A100 100 0 1 1 210.63 160.26"></path></svg>`;
}
