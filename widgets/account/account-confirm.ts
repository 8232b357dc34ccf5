import { html, nothing, type TemplateResult } from 'lit';
import { query } from 'lit/decorators.js';
import { icon } from '../core/icons.ts';
import type { Dialog } from '../ui/dialog/dialog.ts';
import '../ui/dialog/dialog.ts';
import { keyIcon } from '../ui/icon/icons.ts';
import { AccountSection } from './account-section.ts';

/**
 * Asks who is there before the access to an account is changed.
 *
 * @fires confirmed - The server knows now.
 * @fires close - It was closed.
 */
export class AccountConfirm extends AccountSection {
  static override readonly tag = 'arco-ui-account-confirm';

  @query('arco-ui-dialog') private readonly dialog!: Dialog;

  protected override render(): TemplateResult {
    const { texts, words, account } = this;
    return html`<arco-ui-dialog .locale=${this.locale} heading=${texts.confirm} @close=${this.done}>
      <div class="group">
        <p class="small q">${texts.confirmLead}</p>
        ${this.renderAlert()}
        <form novalidate @submit=${this.#submit}>
          ${this.renderPassword({ id: 'password', label: words.password, autocomplete: 'current-password' })} ${this.renderSubmit(texts.confirmPassword)}
        </form>
        ${account.keys.length && this.auth.passkeys
          ? html`<button class="btn lg" type="button" aria-disabled=${this.busy} @click=${this.#usePasskey}>${icon(keyIcon, 's')}${texts.confirmPasskey}</button>`
          : nothing}
      </div>
    </arco-ui-dialog>`;
  }

  async #submit(event: Event): Promise<void> {
    event.preventDefault();
    const password = this.value('password');
    if (!password) return this.blame({ password: this.words.passwordExpected });
    await this.attempt(() => this.#confirm('/api/auth/confirm', { password }));
  }

  async #usePasskey(): Promise<void> {
    await this.attempt(async () => {
      const response = await this.auth.sign(await this.auth.ask('/api/auth/passkey/sign-in-options', {}));
      await this.#confirm('/api/auth/passkey/confirm', { response });
    });
  }

  async #confirm(path: string, body: object): Promise<void> {
    await this.auth.ask(path, body);
    this.dispatchEvent(new Event('confirmed'));
    this.dialog.hide();
  }
}

AccountConfirm.register();
