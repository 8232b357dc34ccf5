import { html, type TemplateResult } from 'lit';
import type { MetricId } from '../../../server/core/metrics/definitions.ts';
import type { Api } from '../../core/api.ts';
import { coreTexts } from '../../core/core.texts.ts';
import { icon } from '../../core/icons.ts';
import type { Locale } from '../../core/locale.ts';
import type { Window } from '../days/days.ts';
import { infoIcon } from '../icon/icons.ts';

/** A figure that can be opened; its name is shown where there are several. */
export interface Explained extends Window {
  readonly metric: MetricId;
  readonly name?: string;
}

export interface ExplainOptions {
  readonly subjects: readonly Explained[];
  readonly api: Api | undefined;
  readonly mock: boolean;
  readonly locale: Locale;
}

/**
 * The button that every figure has: it opens what the figure means, where it came from and what is behind it.
 * The label names it, such as `Como sabemos: Receita`.
 */
export function explainButton(label: string, options: ExplainOptions): TemplateResult {
  const toggle = async ({ currentTarget }: Event) => {
    const button = currentTarget as HTMLElement;
    const note = button.parentElement!.lastElementChild!;
    note.textContent = '';
    try {
      (await import('./explain.ts')).toggleExplain(button, options);
    } catch {
      note.textContent = options.locale.texts(coreTexts).offline[0];
    }
  };
  return html`<span>
    <button part="explain" class="ibtn" type="button" aria-label=${label} aria-haspopup="dialog" aria-expanded="false" @click=${toggle}>${icon(infoIcon)}</button>
    <small role="alert"></small>
  </span>`;
}
