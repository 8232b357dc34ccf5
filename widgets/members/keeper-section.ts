import type { TRPCClientError } from '@trpc/client';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { AppRouter } from '../../server/router.ts';
import type { Passkey } from '../account/account-panel.ts';
import { AccountSection, CANCELLED } from '../account/account-section.ts';
import type { Api } from '../core/api.ts';
import { reasonOf, toArcoError } from '../core/errors.ts';
import type { Wrong } from '../login/auth-form.ts';
import { auth, AuthError } from '../login/auth.ts';
import check from '../ui/check/check.styles.ts';
import { keeperTexts } from './keeper.texts.ts';

/** One of several, with what it means. */
export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly lead: string;
}

/**
 * Base of what owners alone may change: what the server wants confirmed is asked in the dialog of the account, and then
 * done as it was wanted.
 *
 * @fires change - What there is has changed.
 */
export abstract class KeeperSection extends AccountSection {
  static override readonly texts = [...AccountSection.texts, keeperTexts];

  static override readonly styles = [
    AccountSection.styles,
    check,
    css`
      fieldset {
        display: grid;
        gap: var(--_space-3);
        min-inline-size: 0;
        margin: 0;
        padding: 0;
        border: 0;
      }

      legend {
        margin-block-end: var(--_space-1);
        padding: 0;
        font-size: var(--_font-small);
        font-weight: 600;
      }

      .check > span {
        min-inline-size: 0;
      }

      .check .cap {
        display: block;
      }

      .err:focus {
        outline: none;
      }

      .row .chip {
        white-space: normal;
      }

      .acts {
        display: flex;
        flex-wrap: wrap;
        margin-inline: calc(var(--_space-3) * -1);
      }

      .row > .acts {
        flex: 0 1 auto;
      }

      .section {
        padding-block-end: 0;
      }
    `,
  ];

  @property({ attribute: false }) api: Api | undefined;
  @property({ attribute: false }) mock = false;
  /** Whether what is shown is what there is now. */
  @property({ attribute: false }) canEdit = false;
  /** Whether the form for the first is open from the start. */
  @property({ attribute: false }) starts = false;

  /** Of who is asked who they are; `undefined` while nobody is. */
  @state() private passkeys: readonly Passkey[] | undefined;

  #settle: ((isConfirmed: boolean) => void) | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#close();
  }

  protected override firstUpdated(changed: PropertyValues): void {
    super.firstUpdated(changed);
    if (this.starts) void this.show('add');
  }

  /** Moves the focus to the first thing to fill in, or to what is asked. */
  protected override arrive(): void {
    this.renderRoot.querySelector<HTMLElement>('form :is(.in, [type="radio"]:checked), .lead')?.focus();
  }

  /** Asks the server, and again once the person has confirmed who they are. Rejects with an `AuthError`. */
  protected async keep<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work().catch(async (error: unknown) => {
        if (reasonOf(error) !== 'confirmation_required') throw error;
        await this.#confirm();
        return work();
      });
    } catch (error) {
      throw error instanceof AuthError ? error : refusal(error);
    }
  }

  protected renderConfirm(): TemplateResult | typeof nothing {
    if (!this.passkeys) return nothing;
    return html`<arco-ui-account-confirm
      .account=${{ keys: this.passkeys }}
      .auth=${auth}
      .locale=${this.locale}
      @confirmed=${() => this.#settle?.(true)}
      @close=${this.#close}
    ></arco-ui-account-confirm>`;
  }

  protected renderChoices(name: string, legend: string, choices: readonly Choice[], chosen: string, onChange: (value: string) => void = () => {}): TemplateResult {
    const choice = ({ value, label, lead }: Choice) =>
      html`<label class="check">
        <input type="radio" name=${name} value=${value} ?checked=${value === chosen} aria-describedby="${name}-${value}" @change=${() => onChange(value)} />
        <span><span class="b">${label}</span><span class="cap" id="${name}-${value}">${lead}</span></span>
      </label>`;
    return html`<fieldset>
      <legend>${legend}</legend>
      ${choices.map(choice)}
    </fieldset>`;
  }

  protected chosen(name: string): string {
    return this.renderRoot.querySelector<HTMLInputElement>(`[name="${name}"]:checked`)!.value;
  }

  protected override explain(error: AuthError): Wrong {
    const { denied, gone } = this.locale.texts(keeperTexts);
    if (error.code === CANCELLED) return {};
    // The list tells by itself what is no longer theirs to see.
    if (error.reason === 'not_found' || error.status === 403) this.tell('change');
    if (error.reason === 'not_found') return { form: gone };
    return error.status === 403 ? { form: denied } : super.explain(error);
  }

  async #confirm(): Promise<void> {
    const dialog = import('../account/account-confirm.ts').catch(() => {
      throw new AuthError({ reason: navigator.onLine ? 'unavailable' : 'offline' });
    });
    // Without the list there is still the password.
    const [keys] = await Promise.all([auth.ask<Passkey[]>('/api/auth/passkey/list').catch(() => []), dialog]);
    const isConfirmed = await new Promise<boolean>((resolve) => {
      this.#settle = resolve;
      this.passkeys = keys;
    });
    if (!isConfirmed) throw new AuthError({ reason: 'forbidden', code: CANCELLED });
  }

  /** After what was confirmed, closing settles nothing any more. */
  readonly #close = (): void => {
    this.#settle?.(false);
    this.#settle = this.passkeys = undefined;
  };
}

/** A failure of the API, as the forms tell of it. */
function refusal(error: unknown): AuthError {
  const { reason, status, requestId, retryAfter, cause } = toArcoError(error);
  const fields = (cause as TRPCClientError<AppRouter> | undefined)?.data?.fields ?? [];
  return new AuthError({ reason, fields, ...(requestId && { requestId }) }, status, retryAfter);
}
