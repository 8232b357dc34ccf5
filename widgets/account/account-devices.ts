import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { chip } from '../ui/chip/chip.ts';
import { checkIcon } from '../ui/icon/icons.ts';
import type { Device } from './account-panel.ts';
import { AccountSection } from './account-section.ts';

/** Where the person is signed in. */
export class AccountDevices extends AccountSection {
  static override readonly tag = 'arco-ui-account-devices';

  protected override render(): TemplateResult {
    const { texts, account, busy } = this;
    const hasOthers = account.devices.some(({ current }) => !current);
    return this.renderSection(
      texts.devices,
      texts.devicesLead,
      html`<ul>
          ${repeat(account.devices, ({ id }) => id, (device) => html`<li>${this.#renderDevice(device)}</li>`)}
        </ul>
        ${this.renderAlert()}
        ${hasOthers ? html`<div class="do"><button class="btn" type="button" aria-disabled=${busy} @click=${this.#endOthers}>${texts.endOthers}</button></div>` : nothing}`,
    );
  }

  #renderDevice({ id, device, lastSeenAt, current }: Device): TemplateResult {
    const { texts, locale, busy } = this;
    return html`<div class="row">
      <div>
        <p>${device}</p>
        <p class="cap">${texts.seen(locale.ago(lastSeenAt))}</p>
      </div>
      ${current
        ? chip(texts.here, 'pos', checkIcon)
        : html`<button class="btn quiet" type="button" aria-label=${texts.endFor(device)} aria-disabled=${busy} @click=${() => this.#end(id, device)}>${texts.end}</button>`}
    </div>`;
  }

  async #end(id: string, device: string): Promise<void> {
    await this.#ask('/api/auth/sessions/revoke', { id }, this.texts.ended(device));
  }

  async #endOthers(): Promise<void> {
    await this.#ask('/api/auth/revoke-other-sessions', {}, this.texts.othersEnded);
  }

  async #ask(path: string, body: object, done: string): Promise<void> {
    await this.attempt(async () => {
      await this.auth.ask(path, body);
      this.notice = done;
      // The button that was pressed goes with the device.
      this.heading.focus();
      this.tell('change');
    });
  }
}

/** The way out. */
export class AccountLeave extends AccountSection {
  static override readonly tag = 'arco-ui-account-leave';

  protected override render(): TemplateResult {
    const { texts, busy } = this;
    return this.renderSection(texts.leave, texts.leaveLead, html`${this.renderAlert()}<div class="do"><button class="btn" type="button" aria-disabled=${busy} @click=${this.#leave}>${texts.leave}</button></div>`);
  }

  async #leave(): Promise<void> {
    await this.attempt(async () => {
      await this.auth.ask('/api/auth/sign-out', {});
      this.tell('leave');
    });
  }
}

AccountDevices.register();
AccountLeave.register();
