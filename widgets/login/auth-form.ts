import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { icons } from '../core/icons.ts';
import { UiElement } from '../ui/element/element.ts';
import { field } from '../ui/field/field.ts';
import { password, type Password } from '../ui/field/password.ts';
import { note } from '../ui/note/note.ts';
import styles from './auth-form.styles.ts';
import { authFormTexts, type AuthFormTexts } from './auth-form.texts.ts';
import type { Auth, AuthError, SessionOptions } from './auth.ts';

/** What is wrong, by the id of the field that it is wrong with; `form` is what no field is to blame for. */
export type Wrong = Readonly<Record<string, string>>;

interface Input {
  readonly id: string;
  readonly label: string;
  readonly type?: 'text' | 'email';
  readonly autocomplete: string;
  readonly value?: string | undefined;
  readonly hint?: string;
  readonly readonly?: boolean;
}

/** Base of the forms that ask for secrets: what was typed stays in its field, and goes from there to the server alone. */
export abstract class AuthForm extends UiElement {
  static override readonly styles = [UiElement.styles, styles];

  @property({ attribute: false }) auth!: Auth;
  /** Whether the first field takes the focus. */
  @property({ attribute: false }) arrives = false;

  @state() protected busy = false;
  @state() protected wrong: Wrong = {};
  /** Whether the server had enough of attempts. */
  @state() protected late = false;

  protected get words(): AuthFormTexts {
    return this.locale.texts(authFormTexts);
  }

  protected override firstUpdated(_changed: PropertyValues): void {
    if (this.arrives) this.arrive();
  }

  /** Moves the focus to where the person goes on: the first empty field, or what is said. */
  protected arrive(): void {
    const inputs = [...this.renderRoot.querySelectorAll<HTMLInputElement>('.in:not([readonly])')];
    const target = inputs.find(({ value }) => !value) ?? inputs[0] ?? this.renderRoot.querySelector<HTMLElement>('.lead');
    target?.focus();
  }

  /** Does one thing at a time, and says what is wrong where it fails. */
  protected async attempt(work: () => Promise<unknown>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.wrong = {};
    this.late = false;
    try {
      await work();
    } catch (error) {
      this.late = (error as AuthError).reason === 'rate_limited';
      await this.blame(this.explain(error as AuthError));
    } finally {
      this.busy = false;
    }
  }

  /** Says what is wrong, and moves the focus to it. */
  protected async blame(wrong: Wrong): Promise<void> {
    this.wrong = wrong;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"], [role="alert"]')?.focus();
  }

  /** Words for a refusal; a form adds those of its own cases. */
  protected explain({ name, code, reason, fields, retryAfter, requestId }: AuthError): Wrong {
    const { words, locale } = this;
    // What the device or the person would not do is a `DOMException`, and has no reason.
    if (name === 'InvalidStateError') return { form: words.passkeyKnown };
    if (!reason) return { form: words.passkeyStopped };
    if (code === 'INVALID_PASSWORD') return { password: words.wrongPassword };
    if (code === 'PASSKEY_REFUSED') return { form: words.passkeyRefused };
    if (reason === 'offline') return { form: words.offline };
    const refused = fields[0]?.path.split('.').at(-1) as 'email' | 'name' | undefined;
    const expected = { email: words.emailExpected, name: words.nameExpected }[refused!];
    if (refused && expected && this.renderRoot.querySelector(`#${refused}`)) return { [refused]: expected };
    if (reason !== 'rate_limited') return { form: requestId ? `${words.failed} ${words.support(requestId.slice(-8))}` : words.failed };
    const then = new Date(Date.now() + retryAfter * 1000);
    const when = !retryAfter ? words.soon : retryAfter < 90 ? words.inSeconds(locale.number(retryAfter)) : words.at(locale.time(then));
    return { form: words.late(when) };
  }

  /** Words for a new password that is refused, by the server or before it is sent; `undefined` where that is not why. */
  protected explainPassword({ code }: { readonly code: string }, typed: string, { min, max }: SessionOptions['passwordLength']): string | undefined {
    const { words, locale } = this;
    if (code === 'PASSWORD_TOO_SHORT') return typed ? words.short(locale.number(Math.max(1, min - typed.length))) : words.passwordExpected;
    return { PASSWORD_TOO_LONG: words.long(locale.number(max)), PASSWORD_TOO_COMMON: words.common }[code];
  }

  /** What is wrong with a new password as far as that can be told here. */
  protected checkPassword(typed: string, length: SessionOptions['passwordLength']): string | undefined {
    const code = typed.length < length.min ? 'PASSWORD_TOO_SHORT' : typed.length > length.max ? 'PASSWORD_TOO_LONG' : '';
    return this.explainPassword({ code }, typed, length);
  }

  protected value(id: string): string {
    return this.renderRoot.querySelector<HTMLInputElement>(`#${id}`)!.value;
  }

  protected isChecked(id: string): boolean {
    return this.renderRoot.querySelector<HTMLInputElement>(`#${id}`)!.checked;
  }

  /** An address as it was typed, and what is wrong with it. */
  protected readEmail(): readonly [email: string, wrong: Wrong] {
    const email = this.value('email').trim();
    return [email, /^\S+@\S+\.\S+$/.test(email) ? {} : { email: this.words.emailExpected }];
  }

  protected forgive(id: string): void {
    if (this.wrong[id]) this.wrong = { ...this.wrong, [id]: '' };
  }

  protected renderInput({ id, label, type = 'text', autocomplete, value, hint, readonly = false }: Input): TemplateResult {
    const error = this.wrong[id] || undefined;
    const control = html`<input
      class="in"
      id=${id}
      name=${id}
      type=${type}
      autocomplete=${autocomplete}
      autocapitalize=${type === 'email' ? 'none' : nothing}
      spellcheck="false"
      value=${value ?? nothing}
      ?readonly=${readonly}
      aria-describedby="${id}-note"
      aria-invalid=${Boolean(error)}
      @input=${() => this.forgive(id)}
    />`;
    return field({ id, label, control, hint, error });
  }

  protected renderPassword(own: Omit<Password, 'show' | 'error' | 'onInput'>): TemplateResult {
    return password({ ...own, show: this.words.show, error: this.wrong[own.id] || undefined, onInput: () => this.forgive(own.id) });
  }

  /** What is wrong with no field, and what can still be done. */
  protected renderAlert(ways: TemplateResult | typeof nothing = nothing): TemplateResult | typeof nothing {
    const { form } = this.wrong;
    return form ? html`<div role="alert" tabindex="-1">${note(html`${form} ${ways}`, 'neg', icons.alert)}</div>` : nothing;
  }

  protected renderSubmit(label: string, kind = 'pri'): TemplateResult {
    return html`<button class="btn lg ${kind}" type="submit" aria-disabled=${this.busy}>${this.busy ? this.words.working : label}</button>`;
  }
}
