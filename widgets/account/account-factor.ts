import { css, html, nothing, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import type { Wrong } from '../login/auth-form.ts';
import type { AuthError } from '../login/auth.ts';
import { codeInput, digitsOf } from '../login/code-input.ts';
import { icon } from '../core/icons.ts';
import { chip } from '../ui/chip/chip.ts';
import { checkIcon, copyIcon, downloadIcon, flatIcon } from '../ui/icon/icons.ts';
import { accountFactorTexts, type AccountFactorTexts } from './account-factor.texts.ts';
import { AccountSection, saveFile } from './account-section.ts';

type Change = 'enable' | 'disable' | 'renew';

interface Enabled {
  readonly totpURI: string;
  readonly backupCodes: readonly string[];
}

/** Turns the second factor on and off, and makes recovery codes, which are shown once. */
export class AccountFactor extends AccountSection {
  static override readonly tag = 'arco-ui-account-factor';
  static override readonly texts = [...AccountSection.texts, accountFactorTexts];

  static override readonly styles = [
    AccountSection.styles,
    css`
      .qr {
        inline-size: min(100%, 200px);
        block-size: auto;
        border-radius: var(--_radius-m);
        background: #fff;
        fill: #000;
        forced-color-adjust: none;
      }

      code,
      .codes {
        font-family: ui-monospace, monospace;
        font-size: var(--_font-body);
        overflow-wrap: anywhere;
        user-select: all;
      }

      .codes {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(8em, 1fr));
        gap: var(--_space-2) var(--_space-4);
        padding: var(--_space-4);
        border-radius: var(--_radius-m);
        background: var(--_surface-sunken);
      }

      .codes li {
        padding: 0;
        border: 0;
      }
    `,
  ];

  /** What the app is to learn, until its first code has come. */
  @state() private enabled: Enabled | undefined;
  @state() private picture: TemplateResult | typeof nothing = nothing;
  /** What is shown once. */
  @state() private codes: readonly string[] | undefined;
  @state() private copied = '';

  #done = '';

  protected override render(): TemplateResult {
    const { own, open } = this;
    const content = this.codes ? this.#renderCodes(this.codes) : this.enabled ? this.#renderScan(this.enabled) : open ? this.#renderPassword(open as Change) : this.#renderState();
    return this.renderSection(own.heading, own.lead, content);
  }

  #renderState(): TemplateResult {
    const { own, account } = this;
    const isOn = account.session.secondFactor;
    return html`<p>${isOn ? chip(own.on, 'pos', checkIcon) : chip(own.off, 'quiet', flatIcon)}</p>
      <div class="do">${isOn ? html`${this.renderOpen('renew', own.newCodes)}${this.renderOpen('disable', own.turnOff, 'quiet')}` : this.renderOpen('enable', own.turnOn)}</div>`;
  }

  #renderPassword(change: Change): TemplateResult {
    const { own } = this;
    const content = html`${change === 'renew' ? html`<p class="small q">${own.newCodesLead}</p>` : nothing}${this.renderPassword({ id: 'password', label: own.password, autocomplete: 'current-password' })}`;
    const label = { enable: own.goOn, disable: own.turnOff, renew: own.newCodes }[change];
    return this.renderForm(content, label, () => this.#start(change), change === 'disable' ? 'danger' : 'pri');
  }

  #renderScan({ totpURI }: Enabled): TemplateResult {
    const { own } = this;
    const secret = secretOf(totpURI);
    const content = html`<p class="small q">${own.scanLead}</p>
      ${this.picture}
      <div class="row"><div><p class="small b">${own.secret}</p><code>${secret.replace(/(.{4})(?=.)/g, '$1 ')}</code></div>${this.#renderCopy(secret)}</div>
      ${codeInput({ label: own.code, error: this.wrong['code'], onInput: () => this.forgive('code'), onComplete: () => void this.#verify() })}`;
    return this.renderForm(content, own.turnOn, () => this.#verify());
  }

  #renderCodes(codes: readonly string[]): TemplateResult {
    const { own } = this;
    return html`<p class="lead" tabindex="-1">${own.codesLead}</p>
      <ul class="codes" aria-label=${own.codes}>${codes.map((code) => html`<li>${code}</li>`)}</ul>
      <div class="do">
        ${this.#renderCopy(codes.join('\n'))}
        <button class="btn" type="button" @click=${() => saveFile(own.file, new Blob([`${codes.join('\n')}\n`], { type: 'text/plain' }))}>${icon(downloadIcon, 's')}${own.download}</button>
        <button class="btn pri" type="button" @click=${this.#forget}>${own.kept}</button>
      </div>`;
  }

  #renderCopy(text: string): TemplateResult {
    return html`<button class="btn" type="button" @click=${() => this.#copy(text)}>${icon(copyIcon, 's')}${this.copied || this.own.copy}</button
      ><span class="sr" role="status">${this.copied}</span>`;
  }

  async #start(change: Change): Promise<void> {
    const password = this.value('password');
    if (!password) return this.blame({ password: this.words.passwordExpected });
    await this.attempt(async () => {
      const path = { enable: 'enable', disable: 'disable', renew: 'generate-backup-codes' }[change];
      const answer = await this.auth.ask<Enabled>(`/api/auth/two-factor/${path}`, { password });
      if (change === 'enable') await this.#scan(answer);
      else if (change === 'renew') await this.#reveal(answer.backupCodes, this.own.renewed);
      else {
        await this.hide(this.own.turnedOff);
        this.tell('change');
      }
    });
  }

  async #scan(enabled: Enabled): Promise<void> {
    this.enabled = enabled;
    void this.#draw(enabled);
    await this.updateComplete;
    this.arrive();
  }

  /** Without the drawing, as when the network is gone, there is still the key to type. */
  async #draw({ totpURI }: Enabled): Promise<void> {
    const drawn = await import('./account-qr.ts').catch(() => undefined);
    if (drawn && this.enabled) this.picture = drawn.qr(totpURI, this.own.picture);
  }

  async #verify(): Promise<void> {
    const code = digitsOf(this.value('code'));
    if (code.length !== 6) return this.blame({ code: this.words.codeExpected });
    await this.attempt(async () => {
      await this.auth.ask('/api/auth/two-factor/verify-totp', { code, trustDevice: false });
      await this.#reveal(this.enabled!.backupCodes, this.own.turnedOn);
      this.tell('change');
    });
  }

  async #reveal(codes: readonly string[], done: string): Promise<void> {
    this.#done = done;
    this.codes = codes;
    this.enabled = undefined;
    this.copied = '';
    await this.updateComplete;
    this.arrive();
  }

  /** The codes are gone from here as soon as they are kept elsewhere. */
  async #forget(): Promise<void> {
    await this.hide(this.#done);
  }

  protected override async hide(notice = ''): Promise<void> {
    this.codes = this.enabled = undefined;
    this.picture = nothing;
    this.copied = '';
    await super.hide(notice);
  }

  async #copy(text: string): Promise<void> {
    this.copied = '';
    this.copied = await navigator.clipboard.writeText(text).then(
      () => this.own.copied,
      () => this.own.notCopied,
    );
  }

  protected override explain(error: AuthError): Wrong {
    return error.code === 'INVALID_CODE' ? { code: this.words.wrongCode } : super.explain(error);
  }

  private get own(): AccountFactorTexts {
    return this.locale.texts(accountFactorTexts);
  }
}

function secretOf(uri: string): string {
  return new URL(uri).searchParams.get('secret') ?? '';
}

AccountFactor.register();
