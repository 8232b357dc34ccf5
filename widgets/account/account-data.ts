import { css, html, type TemplateResult } from 'lit';
import type { Wrong } from '../login/auth-form.ts';
import type { AuthError } from '../login/auth.ts';
import { icon } from '../core/icons.ts';
import { downloadIcon } from '../ui/icon/icons.ts';
import { AccountSection, saveFile } from './account-section.ts';

/** Who the person is, all that is known of them, and the end of that. */
export class AccountData extends AccountSection {
  static override readonly tag = 'arco-ui-account-data';

  static override readonly styles = [
    AccountSection.styles,
    css`
      dl {
        display: grid;
        gap: var(--_space-1) var(--_space-4);
      }

      dt {
        color: var(--_text-quiet);
        font-size: var(--_font-small);
      }

      dd {
        margin-block-end: var(--_space-2);
        overflow-wrap: anywhere;
      }
    `,
  ];

  protected override render(): TemplateResult {
    const { texts, words, account } = this;
    const { name, email } = account.session.person;
    return this.renderSection(
      texts.data,
      texts.dataLead,
      html`<dl>
          <dt>${words.name}</dt>
          <dd>${name}</dd>
          <dt>${words.email}</dt>
          <dd>${email}</dd>
        </dl>
        ${this.open
          ? this.#renderErase()
          : html`${this.renderAlert()}
              <div class="do">
                <button class="btn" type="button" aria-disabled=${this.busy} @click=${this.#download}>${icon(downloadIcon, 's')}${texts.download}</button>
                ${this.renderOpen('erase', texts.erase, 'quiet danger-quiet')}
              </div>`}`,
    );
  }

  #renderErase(): TemplateResult {
    const { texts } = this;
    const content = html`<p class="small">${texts.eraseLead}</p>
      ${this.renderInput({ id: 'word', label: texts.eraseType(texts.eraseWord), autocomplete: 'off' })}`;
    return this.renderForm(content, texts.erase, () => this.#erase(), 'danger');
  }

  async #download(): Promise<void> {
    await this.attempt(async () => {
      saveFile(this.texts.file, await this.auth.download('/api/session/export'));
      this.notice = this.texts.downloaded;
    });
  }

  async #erase(): Promise<void> {
    const { texts } = this;
    if (this.value('word').trim().toLowerCase() !== texts.eraseWord) return this.blame({ word: texts.eraseType(texts.eraseWord) });
    await this.attempt(async () => {
      await this.auth.ask('/api/session/erase', {});
      this.tell('leave');
    });
  }

  protected override explain(error: AuthError): Wrong {
    return error.reason === 'conflict' ? { form: this.texts.onlyOwner } : super.explain(error);
  }
}

AccountData.register();
