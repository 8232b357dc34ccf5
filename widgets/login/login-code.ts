import { html, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { Wrong } from './auth-form.ts';
import { codeInput, digitsOf } from './code-input.ts';
import type { AuthError } from './auth.ts';
import { LoginForm } from './login-form.ts';

/** Asks for the second factor: a code of the app, or one of those that were kept for when it is gone. */
export class LoginCode extends LoginForm {
  static override readonly tag = 'arco-ui-login-code';

  @property({ attribute: false }) isRecovery = false;

  protected override render(): TemplateResult {
    return this.isRecovery ? this.#renderRecovery() : this.#renderCode();
  }

  #renderCode(): TemplateResult {
    const { texts } = this;
    return html`
      <p class="small q">${texts.codeLead}</p>
      ${this.renderAlert()}
      <form novalidate @submit=${this.#submit}>
        <label class="check"><input id="trust" type="checkbox" aria-describedby="trust-note" /><span>${texts.trust}<span id="trust-note" class="hint cap">${texts.trustHint}</span></span></label>
        ${codeInput({ label: texts.code, error: this.wrong['code'], onInput: () => this.forgive('code'), onComplete: () => void this.#send() })} ${this.renderSubmit(texts.enter)}
      </form>
      <div class="beside">${this.renderTurn(texts.useRecovery, () => ({ name: 'recovery' }))} ${this.renderTurn(texts.back, () => ({ name: 'signIn' }))}</div>
    `;
  }

  #renderRecovery(): TemplateResult {
    const { texts } = this;
    return html`
      <p class="small q">${texts.recoveryLead}</p>
      ${this.renderAlert()}
      <form novalidate @submit=${this.#submit}>${this.renderInput({ id: 'code', label: texts.recovery, autocomplete: 'off' })} ${this.renderSubmit(texts.enter)}</form>
      <div class="beside">${this.renderTurn(texts.useCode, () => ({ name: 'code' }))} ${this.renderTurn(texts.back, () => ({ name: 'signIn' }))}</div>
    `;
  }

  async #submit(event: Event): Promise<void> {
    event.preventDefault();
    await this.#send();
  }

  async #send(): Promise<void> {
    const { isRecovery, words } = this;
    const typed = this.value('code').trim();
    const code = isRecovery ? typed : digitsOf(typed);
    if (isRecovery ? !code : code.length !== 6) return this.blame({ code: isRecovery ? words.recoveryExpected : words.codeExpected });
    await this.attempt(async () => {
      if (isRecovery) await this.auth.ask('/api/auth/two-factor/verify-backup-code', { code });
      else await this.auth.ask('/api/auth/two-factor/verify-totp', { code, trustDevice: this.isChecked('trust') });
      this.enter();
    });
  }

  protected override async blame(wrong: Wrong): Promise<void> {
    await super.blame(wrong);
    // The next code is typed or pasted over the one that was refused.
    if (wrong['code']) this.renderRoot.querySelector<HTMLInputElement>('#code')!.select();
  }

  protected override explain(error: AuthError): Wrong {
    const { code, status } = error;
    if (code === 'INVALID_CODE') return { code: this.words.wrongCode };
    if (code === 'INVALID_BACKUP_CODE') return { code: this.words.wrongRecovery };
    // The password counts for some minutes only.
    if (status === 401) this.turn({ name: 'signIn', notice: 'late' });
    return super.explain(error);
  }
}

LoginCode.register();
