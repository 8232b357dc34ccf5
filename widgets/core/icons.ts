import { html, type TemplateResult } from 'lit';

export * as icons from './icon-paths.ts';

/** A 20-pixel line icon; with `s`, the size of the text. Hidden from assistive technology: words say it. */
export const icon = (path: string, size = ''): TemplateResult =>
  html`<svg class="i ${size}" viewBox="0 0 20 20" aria-hidden="true"><path d=${path} /></svg>`;
