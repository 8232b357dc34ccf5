import { html, type TemplateResult } from 'lit';
import type { Wrong } from '../login/auth-form.ts';
import type { AuthError } from '../login/auth.ts';
import { AccountSection } from './account-section.ts';

/** Changes the password. */
export class AccountPassword extends AccountSection {
  static override readonly tag = 'arco-ui-account-password';

  protected override render(): TemplateResult {
    const { texts } = this;
    return this.renderSection(texts.password, texts.passwordLead, this.open ? this.#renderChange() : html`<div class="do">${this.renderOpen('change', texts.change)}</div>`);
  }

  #renderChange(): TemplateResult {
    const { texts, words, account } = this;
    // Password managers want to know whose password it is.
    const content = html`<input class="sr" type="email" autocomplete="username" value=${account.session.person.email} readonly tabindex="-1" aria-hidden="true" />
      ${this.renderPassword({ id: 'password', label: texts.current, autocomplete: 'current-password' })}
      ${this.renderPassword({ id: 'next', label: words.newPassword, autocomplete: 'new-password', hint: words.rule(this.locale.number(account.options.passwordLength.min)) })}`;
    return this.renderForm(content, texts.change, () => this.#change());
  }

  async #change(): Promise<void> {
    const { words, account } = this;
    const [currentPassword, newPassword] = [this.value('password'), this.value('next')];
    const wrongNext = this.checkPassword(newPassword, account.options.passwordLength);
    const wrong = { ...(!currentPassword && { password: words.passwordExpected }), ...(wrongNext && { next: wrongNext }) };
    if (Object.keys(wrong).length) return this.blame(wrong);
    await this.attempt(async () => {
      await this.auth.ask('/api/auth/change-password', { currentPassword, newPassword, revokeOtherSessions: true });
      await this.hide(this.texts.changed);
      this.tell('change');
    });
  }

  protected override explain(error: AuthError): Wrong {
    const next = this.explainPassword(error, this.renderRoot.querySelector<HTMLInputElement>('#next')?.value ?? '', this.account.options.passwordLength);
    return next ? { next } : super.explain(error);
  }
}

AccountPassword.register();
