import { css, html, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { Live } from '../../server/modules/live/live.schema.ts';
import type { Locale } from '../core/locale.ts';
import { Popover } from '../ui/popover/popover.ts';
import { liveFactsTexts } from './live-facts.texts.ts';

/** Opens what the live figures mean beside its button, or closes it. */
export function toggleLiveFacts(button: HTMLElement, options: { data: Live; locale: Locale }): void {
  const next = button.nextElementSibling;
  if (next instanceof LiveFacts) return next.hide();
  const panel = Object.assign(new LiveFacts(), options);
  panel.addEventListener('close', () => panel.remove());
  button.after(panel);
}

/** What each live figure means, the counts behind it, and when they were counted. */
export class LiveFacts extends Popover {
  static override readonly tag = 'arco-ui-live-facts';
  static override readonly texts = [...Popover.texts, liveFactsTexts];
  static override readonly styles = [
    Popover.styles,
    css`
      dl {
        display: grid;
        gap: var(--_space-1);
        line-height: 1.5;
      }

      dt {
        font-weight: 600;
      }

      dd {
        margin-block-end: var(--_space-2);
        color: var(--_text-quiet);
      }
    `,
  ];

  /** As it was when this was opened. */
  @property({ attribute: false }) data!: Live;

  protected override willUpdate(): void {
    this.heading = this.locale.texts(liveFactsTexts).heading;
  }

  protected override renderContent(): TemplateResult {
    const { locale, data } = this;
    const { from, to, conversions, sessions, value } = data.conversionRate;
    const texts = locale.texts(liveFactsTexts);
    const fact = (name: string, text: string, more = '') => html`<dt>${name}</dt><dd>${text} ${more}</dd>`;
    const counts = value === null ? '' : `${texts.counts(locale.number(conversions), locale.number(sessions))} = ${locale.percent(value)}.`;
    return html`<dl>
      ${fact(texts.now, texts.nowText)} ${fact(texts.conversions, texts.conversionsText)}
      ${fact(texts.rate, texts.rateText(locale.time(from), locale.time(to)), counts)}
      ${fact(texts.minutes, texts.minutesText)} ${fact(texts.source, texts.sourceText)}
      ${fact(texts.counted, locale.time(data.now))}
    </dl>`;
  }
}

LiveFacts.register();
