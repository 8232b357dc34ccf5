import { html, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import type { Api } from '../../core/api.ts';
import { icon } from '../../core/icons.ts';
import { UiElement } from '../element/element.ts';
import { closeIcon } from '../icon/icons.ts';
import type { Explained, ExplainOptions } from './explain-button.ts';
import styles from './explain.styles.ts';
import { explainTexts } from './explain.texts.ts';
import './metric-facts.ts';

const GAP = 8;
const phone = '(max-width: 479.9px)';

/** Opens the panel beside its button, or closes it. */
export function toggleExplain(button: HTMLElement, options: ExplainOptions): void {
  const next = button.nextElementSibling;
  if (next instanceof ExplainPanel) return next.hide();
  const panel = Object.assign(new ExplainPanel(), options);
  panel.addEventListener('close', () => {
    panel.remove();
    button.setAttribute('aria-expanded', 'false');
    // Unless the person went elsewhere: browsers do not give the focus back over the edge of a shadow root.
    if (document.activeElement === document.body) button.focus();
  });
  button.setAttribute('aria-expanded', 'true');
  button.after(panel);
}

/**
 * "Como sabemos": a panel beside its button, or a sheet at the bottom of a phone.
 * It is placed through the object model, since a style attribute would not pass a strict content policy.
 */
export class ExplainPanel extends UiElement {
  static override readonly tag = 'arco-ui-explain';
  static override readonly texts = [explainTexts];
  static override readonly styles = [UiElement.styles, styles];

  /** The figures, each with a name where there are several. */
  @property({ attribute: false }) subjects: readonly Explained[] = [];
  @property({ attribute: false }) api: Api | undefined;
  @property({ attribute: false }) mock = false;

  @query('dialog') private readonly panel!: HTMLDialogElement;

  readonly #place = (): void => {
    const anchor = this.previousElementSibling?.getBoundingClientRect();
    if (!anchor || this.panel.matches(':modal')) return;
    const { offsetWidth: width, offsetHeight: height } = this.panel;
    const { clientWidth, clientHeight } = document.documentElement;
    const below = anchor.bottom + GAP;
    const above = anchor.top - GAP - height;
    const top = below + height <= clientHeight - GAP || above < GAP ? below : above;
    const start = getComputedStyle(this).direction === 'rtl' ? anchor.left : anchor.right - width;
    this.panel.style.setProperty('left', `${Math.max(GAP, Math.min(start, clientWidth - width - GAP))}px`);
    this.panel.style.setProperty('top', `${Math.max(GAP, Math.min(top, clientHeight - height - GAP))}px`);
  };

  readonly #resizes = new ResizeObserver(this.#place);

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('scroll', this.#place, { capture: true, passive: true });
    addEventListener('resize', this.#place);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resizes.disconnect();
    removeEventListener('scroll', this.#place, { capture: true });
    removeEventListener('resize', this.#place);
  }

  protected override firstUpdated(): void {
    if (matchMedia(phone).matches || !('showPopover' in this.panel)) this.panel.showModal();
    else this.panel.showPopover();
    this.#resizes.observe(this.panel);
    this.#place();
  }

  protected override render(): TemplateResult {
    const texts = this.locale.texts(explainTexts);
    return html`
      <dialog
        popover
        autofocus
        tabindex="-1"
        aria-labelledby="heading"
        @toggle=${this.#onToggle}
        @close=${this.done}
        @click=${this.#onClick}
        @focusout=${this.#onFocusOut}
      >
        <div class="panel">
          <header>
            <h2 id="heading">${texts.heading}</h2>
            <button class="ibtn" type="button" aria-label=${texts.close} @click=${this.hide}>${icon(closeIcon)}</button>
          </header>
          ${this.subjects.length === 1 ? this.#renderFacts(this.subjects[0]!) : this.subjects.map((subject) => this.#renderSubject(subject))}
        </div>
      </dialog>
    `;
  }

  #renderSubject(subject: Explained): TemplateResult {
    return html`<details name="subject"><summary>${subject.name}</summary>${this.#renderFacts(subject)}</details>`;
  }

  #renderFacts(subject: Explained): TemplateResult {
    return html`<arco-ui-metric-facts .subject=${subject} .api=${this.api} .mock=${this.mock} .locale=${this.locale}></arco-ui-metric-facts>`;
  }

  /** Closes the panel, and gives the focus back. */
  hide(): void {
    if (this.panel.matches(':modal')) this.panel.close();
    else if (this.panel.matches(':popover-open')) this.panel.hidePopover();
  }

  #onToggle({ newState }: ToggleEvent): void {
    if (newState === 'closed') this.done();
  }

  #onClick({ target }: Event): void {
    // Beside a sheet there is only its backdrop; beside a popover the browser closes it.
    if (target === this.panel) this.hide();
  }

  #onFocusOut({ relatedTarget }: FocusEvent): void {
    // The button closes the panel itself: closing it here would let the click open it again.
    const stays = !relatedTarget || relatedTarget === this.previousElementSibling || this.panel.contains(relatedTarget as Node);
    if (!stays) this.hide();
  }
}

ExplainPanel.register();
