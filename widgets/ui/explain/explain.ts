import { html, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { Api } from '../../core/api.ts';
import { Popover } from '../popover/popover.ts';
import type { Explained, ExplainOptions } from './explain-button.ts';
import styles from './explain.styles.ts';
import { explainTexts } from './explain.texts.ts';
import './metric-facts.ts';

/** Opens the panel beside its button, or closes it. */
export function toggleExplain(button: HTMLElement, options: ExplainOptions): void {
  const next = button.nextElementSibling;
  if (next instanceof ExplainPanel) return next.hide();
  const panel = Object.assign(new ExplainPanel(), options);
  panel.addEventListener('close', () => panel.remove());
  button.after(panel);
}

/** "Como sabemos": what figures mean, where they came from and what is behind them. */
export class ExplainPanel extends Popover {
  static override readonly tag = 'arco-ui-explain';
  static override readonly texts = [...Popover.texts, explainTexts];
  static override readonly styles = [Popover.styles, styles];

  /** The figures, each with a name where there are several. */
  @property({ attribute: false }) subjects: readonly Explained[] = [];
  @property({ attribute: false }) api: Api | undefined;
  @property({ attribute: false }) mock = false;

  protected override willUpdate(): void {
    this.heading = this.locale.texts(explainTexts).heading;
  }

  protected override renderContent(): TemplateResult | readonly TemplateResult[] {
    const { subjects } = this;
    return subjects.length === 1 ? this.#renderFacts(subjects[0]!) : subjects.map((subject) => this.#renderSubject(subject));
  }

  #renderSubject(subject: Explained): TemplateResult {
    return html`<details name="subject"><summary>${subject.name}</summary>${this.#renderFacts(subject)}</details>`;
  }

  #renderFacts(subject: Explained): TemplateResult {
    return html`<arco-ui-metric-facts .subject=${subject} .api=${this.api} .mock=${this.mock} .locale=${this.locale}></arco-ui-metric-facts>`;
  }
}

ExplainPanel.register();
