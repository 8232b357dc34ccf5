import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { icon, icons } from '../core/icons.ts';
import type { Passkey } from './account-panel.ts';
import { AccountSection, dayOf } from './account-section.ts';

/** The person's passkeys. */
export class AccountKeys extends AccountSection {
  static override readonly tag = 'arco-ui-account-keys';

  protected override render(): TemplateResult {
    const { texts, account } = this;
    const { keys } = account;
    return this.renderSection(
      texts.keys,
      texts.keysLead,
      html`${keys.length ? html`<ul>${repeat(keys, ({ id }) => id, (key) => html`<li>${this.#renderKey(key)}</li>`)}</ul>` : html`<p class="small q">${texts.noKeys}</p>`}
      ${this.open === 'add' ? this.#renderAdd() : html`${this.open ? nothing : this.renderAlert()}${this.auth.passkeys && account.options.passkeys ? html`<div class="do">${this.#renderAddButton()}</div>` : nothing}`}`,
    );
  }

  #renderAddButton(): TemplateResult {
    return html`<button class="btn" type="button" data-open="add" aria-disabled=${this.busy} @click=${() => this.show('add')}>${icon(icons.plus, 's')}${this.texts.addKey}</button>`;
  }

  #renderKey(key: Passkey): TemplateResult {
    const { texts, locale } = this;
    const { id, name, createdAt, lastUsedAt } = key;
    if (this.open === id) return this.#renderRemove(key);
    return html`<div class="row">
      <div>
        <p>${name}</p>
        <p class="cap">${texts.keyUse(locale.date(dayOf(createdAt), 'date'), lastUsedAt && locale.ago(lastUsedAt))}</p>
      </div>
      <button class="btn quiet" type="button" data-open=${id} aria-label=${texts.removeFor(name)} @click=${() => this.show(id)}>${texts.remove}</button>
    </div>`;
  }

  #renderRemove(key: Passkey): TemplateResult {
    const { texts } = this;
    return html`<div class="group">
      <p class="lead small" tabindex="-1">${texts.sure(key.name)}</p>
      ${this.renderAlert()}
      <div class="do">
        <button class="btn danger" type="button" aria-disabled=${this.busy} @click=${() => this.#remove(key)}>${this.busy ? this.words.working : texts.remove}</button>
        <button class="btn" type="button" @click=${() => this.hide()}>${texts.keep}</button>
      </div>
    </div>`;
  }

  #renderAdd(): TemplateResult {
    const { texts } = this;
    const name = this.renderInput({ id: 'key', label: texts.keyName, autocomplete: 'off', value: texts.keyDefault, hint: texts.keyHint });
    return this.renderForm(name, texts.goOn, () => this.#add());
  }

  async #add(): Promise<void> {
    const name = this.value('key').trim();
    if (!name) return this.blame({ key: this.words.nameExpected });
    await this.attempt(async () => {
      const response = await this.auth.make(await this.auth.ask('/api/auth/passkey/register-options', {}));
      await this.auth.ask('/api/auth/passkey/register', { name, response });
      await this.hide(this.texts.keyAdded(name));
      this.tell('change');
    });
  }

  async #remove({ id, name }: Passkey): Promise<void> {
    await this.attempt(async () => {
      await this.auth.ask('/api/auth/passkey/remove', { id });
      await this.hide(this.texts.keyRemoved(name));
      // The button that it was removed by goes with it.
      this.heading.focus();
      this.tell('change');
    });
  }
}

AccountKeys.register();
