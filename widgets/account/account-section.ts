import { css, html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Catalog } from '../core/locale.ts';
import { AuthForm, type Wrong } from '../login/auth-form.ts';
import { authFormTexts } from '../login/auth-form.texts.ts';
import type { AuthError } from '../login/auth.ts';
import chipStyles from '../ui/chip/chip.styles.ts';
import '../ui/toast/toast.ts';
import { accountFlowTexts, type AccountFlowTexts } from './account-flow.texts.ts';
import type { Account } from './account-panel.ts';

/** Code of a refusal that the person chose: they closed the dialog that asks who they are. */
export const CANCELLED = 'CANCELLED';

/** Codes of what was asked, and answered wrongly. */
const answered = ['INVALID_PASSWORD', 'INVALID_CODE', 'PASSKEY_REFUSED'];

/**
 * Base of what an account consists of: a heading, what there is, and a form for what is being changed.
 *
 * @fires change - What there is has changed.
 * @fires leave - The session is over.
 */
export abstract class AccountSection extends AuthForm {
  static override readonly texts: readonly Catalog<unknown>[] = [authFormTexts, accountFlowTexts];

  static override readonly styles = [
    AuthForm.styles,
    chipStyles,
    css`
      .section,
      .what {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--_space-1) var(--_space-8);
        align-content: start;
      }

      .section {
        gap: var(--_space-4) var(--_space-8);
        padding-block: var(--_space-5);
        border-block-start: 1px solid var(--_border);
      }

      h4 {
        margin: 0;
        font-size: var(--_font-body);
        font-weight: 600;
      }

      h4:focus {
        outline: none;
      }

      .group {
        align-content: start;
        max-inline-size: 480px;
      }

      .do {
        display: flex;
        flex-wrap: wrap;
        gap: var(--_space-2);
      }

      .do .btn.lg {
        flex: 1 1 auto;
      }

      ul {
        display: grid;
        gap: var(--_space-3);
        list-style: none;
      }

      .row {
        display: flex;
        flex-wrap: wrap;
        gap: var(--_space-1) var(--_space-3);
        align-items: center;
        justify-content: space-between;
      }

      .row > div {
        flex: 1 1 10em;
        min-inline-size: 0;
        overflow-wrap: anywhere;
      }

      .row + .row,
      li + li {
        padding-block-start: var(--_space-3);
        border-block-start: 1px solid var(--_border);
      }

      .btn.danger-quiet {
        color: var(--_negative-text);
      }

      @container w (min-width: 640px) {
        .section {
          grid-template-columns: minmax(0, 2fr) minmax(0, 3fr);
        }
      }
    `,
  ];

  @property({ attribute: false }) account!: Account;

  /** What is being changed. */
  @state() protected open = '';
  /** What has just been done. */
  @state() protected notice = '';

  protected get texts(): AccountFlowTexts {
    return this.locale.texts(accountFlowTexts);
  }

  protected renderSection(heading: string, lead: string, content: TemplateResult): TemplateResult {
    return html`<div class="section" role="group" aria-labelledby="t">
      <div class="what">
        <h4 id="t" tabindex="-1">${heading}</h4>
        <p class="small q">${lead}</p>
      </div>
      <div class="group">${content} ${this.#renderNotice()}</div>
    </div>`;
  }

  /** What is asked before something is done; Esc and the second button leave it. */
  protected renderForm(content: TemplateResult, label: string, send: () => Promise<unknown>, kind = 'pri'): TemplateResult {
    const onSubmit = (event: Event) => {
      event.preventDefault();
      void send();
    };
    return html`<form novalidate @submit=${onSubmit} @keydown=${(event: KeyboardEvent) => event.key === 'Escape' && void this.hide()}>
      ${content} ${this.renderAlert()}
      <div class="do">${this.renderSubmit(label, kind)}<button class="btn lg quiet" type="button" @click=${() => this.hide()}>${this.texts.cancel}</button></div>
    </form>`;
  }

  protected renderOpen(what: string, label: string, kind = ''): TemplateResult {
    return html`<button class="btn ${kind}" type="button" data-open=${what} aria-disabled=${this.busy} @click=${() => this.show(what)}>${label}</button>`;
  }

  protected async show(what: string): Promise<void> {
    this.wrong = {};
    this.notice = '';
    this.open = what;
    await this.updateComplete;
    this.arrive();
  }

  /** Closes what was open, says what came of it, and gives the focus back. */
  protected async hide(notice = ''): Promise<void> {
    const opener = `[data-open="${this.open}"]`;
    this.open = '';
    this.wrong = {};
    this.notice = notice;
    await this.updateComplete;
    (this.renderRoot.querySelector<HTMLElement>(opener) ?? this.heading).focus();
  }

  protected get heading(): HTMLElement {
    return this.renderRoot.querySelector<HTMLElement>('h4')!;
  }

  protected tell(what: 'change' | 'leave'): void {
    this.dispatchEvent(new Event(what, { bubbles: true }));
  }

  protected override explain(error: AuthError): Wrong {
    // The session is over, so what there is has to be asked for again, which says so.
    if (error.status === 401 && !answered.includes(error.code)) this.tell('change');
    return error.code === CANCELLED ? {} : super.explain(error);
  }

  #renderNotice(): TemplateResult | typeof nothing {
    return this.notice ? html`<arco-ui-toast .locale=${this.locale} .text=${this.notice} @close=${() => (this.notice = '')}></arco-ui-toast>` : nothing;
  }
}

/** The reader's own day of an instant, `yyyy-mm-dd`. */
export function dayOf(instant: string): string {
  const then = new Date(instant);
  return new Date(then.getTime() - then.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

/** Has the browser keep a file. */
export function saveFile(name: string, blob: Blob): void {
  const href = URL.createObjectURL(blob);
  Object.assign(document.createElement('a'), { href, download: name }).click();
  // The browser takes it up in a task of its own.
  setTimeout(() => URL.revokeObjectURL(href), 10_000);
}
