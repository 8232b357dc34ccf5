import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { icon, icons } from '../core/icons.ts';
import { checkIcon, keyIcon } from '../ui/icon/icons.ts';
import { note } from '../ui/note/note.ts';
import type { Wrong } from './auth-form.ts';
import type { AuthError } from './auth.ts';
import { LoginForm } from './login-form.ts';
import type { Step } from './login-steps.ts';

/** Comes in by password, or by passkey. */
export class LoginSignIn extends LoginForm {
  static override readonly tag = 'arco-ui-login-sign-in';

  @property({ attribute: false }) step: Extract<Step, { name: 'signIn' }> = { name: 'signIn' };

  #offer = new AbortController();

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#offer.abort();
  }

  protected override firstUpdated(changed: PropertyValues): void {
    super.firstUpdated(changed);
    void this.#offerPasskeys();
  }

  protected override render(): TemplateResult {
    const { texts, words, options, step } = this;
    return html`
      ${step.notice === 'changed' ? html`<div role="status">${note(texts.changed, 'pos', checkIcon)}</div>` : nothing}
      ${step.notice === 'late' ? html`<div role="status">${note(texts.tooLate, 'wrn', icons.alert)}</div>` : nothing}
      ${this.renderAlert(this.late ? this.#renderWays() : nothing)}
      <form novalidate @submit=${this.#submit}>
        ${this.renderInput({ id: 'email', label: words.email, type: 'email', autocomplete: 'username webauthn', value: step.email })}
        ${this.renderPassword({ id: 'password', label: words.password, autocomplete: 'current-password' })}
        <div class="beside">
          <label class="check"><input id="remember" type="checkbox" /><span>${texts.remember}</span></label>
          ${this.renderTurn(texts.forgot, () => this.#forgot())}
        </div>
        ${this.renderSubmit(texts.enter)}
      </form>
      ${this.canUsePasskeys
        ? html`<p class="or small q">${texts.or}</p>
            <button class="btn lg" type="button" aria-disabled=${this.busy} @click=${this.#usePasskey}>${icon(keyIcon, 's')}${texts.passkey}</button>`
        : nothing}
      ${options.signup === 'open' ? html`<p class="small q">${texts.noAccount} ${this.renderTurn(texts.signUp, () => ({ name: 'signUp' }))}</p>` : nothing}
    `;
  }

  /** Who guesses passwords closes that way only: the owner of the account has others. */
  #renderWays(): TemplateResult {
    const { texts } = this;
    return html`${texts.otherWay}
      <span class="ways">
        ${this.canUsePasskeys ? html`<button class="lnk" type="button" @click=${this.#usePasskey}>${texts.passkey}</button>` : nothing}
        <button class="lnk" type="button" @click=${() => this.turn(this.#forgot())}>${texts.newPassword}</button>
      </span>`;
  }

  #forgot(): Step {
    return { name: 'forgot', email: this.value('email').trim() };
  }

  async #submit(event: Event): Promise<void> {
    event.preventDefault();
    const [email, wrongEmail] = this.readEmail();
    const password = this.value('password');
    const wrong = { ...wrongEmail, ...(!password && { password: this.words.passwordExpected }) };
    if (Object.keys(wrong).length) return this.blame(wrong);
    await this.attempt(async () => {
      const body = { email, password, rememberMe: this.isChecked('remember') };
      const { twoFactorRedirect } = await this.auth.ask<{ twoFactorRedirect?: boolean }>('/api/auth/sign-in/email', body);
      if (twoFactorRedirect) this.turn({ name: 'code' });
      else this.enter();
    });
  }

  async #usePasskey(): Promise<void> {
    // A browser has one request for passkeys at a time.
    this.#offer.abort();
    await this.attempt(async () => this.#present(await this.auth.sign(await this.auth.ask('/api/auth/passkey/sign-in-options', {}))));
  }

  /** Offers passkeys in the list of the first field, where the browser can. */
  async #offerPasskeys(): Promise<void> {
    const { signal } = this.#offer;
    if (!this.canUsePasskeys || !(await this.auth.hasConditional())) return;
    try {
      const options = await this.auth.ask<PublicKeyCredentialRequestOptionsJSON>('/api/auth/passkey/sign-in-options', {});
      signal.throwIfAborted();
      const response = await this.auth.sign(options, { conditional: true, signal });
      await this.attempt(() => this.#present(response));
    } catch {
      // Nobody asked for this, so nobody is told that it came to nothing.
    }
  }

  async #present(response: object): Promise<void> {
    await this.auth.ask('/api/auth/passkey/sign-in', { response });
    this.enter();
  }

  protected override explain(error: AuthError): Wrong {
    if (error.code === 'EMAIL_NOT_VERIFIED') this.turn({ name: 'sent', mail: 'unverified', email: this.value('email').trim() });
    if (error.code === 'INVALID_EMAIL_OR_PASSWORD') return { password: this.texts.wrongPair };
    return super.explain(error);
  }
}

LoginSignIn.register();
