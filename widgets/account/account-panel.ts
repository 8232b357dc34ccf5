import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { AuthError, type Ask, type Auth, type Session, type SessionOptions } from '../login/auth.ts';
import { UiElement } from '../ui/element/element.ts';
import './account-confirm.ts';
import './account-data.ts';
import './account-devices.ts';
import './account-factor.ts';
import './account-keys.ts';
import './account-password.ts';
import { CANCELLED } from './account-section.ts';

export interface Passkey {
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
}

/** Where the person is signed in. */
export interface Device {
  readonly id: string;
  readonly createdAt: string;
  readonly lastSeenAt: string;
  /** Such as "Chrome, Windows". */
  readonly device: string;
  /** Whether it is this one. */
  readonly current: boolean;
}

export interface Account {
  readonly auth: Auth;
  readonly options: SessionOptions;
  readonly session: Session;
  readonly keys: readonly Passkey[];
  readonly devices: readonly Device[];
}

/** What there is to an account. */
export async function readAccount(auth: Auth): Promise<Account> {
  const { ask } = auth;
  const [options, session, keys, devices] = await Promise.all([
    ask<SessionOptions>('/api/session/options'),
    ask<Session>('/api/session'),
    ask<Passkey[]>('/api/auth/passkey/list'),
    ask<Device[]>('/api/auth/sessions'),
  ]);
  return { auth, options, session, keys, devices };
}

/**
 * The sections of an account. What the server wants confirmed is asked in one dialog, and then done as it was wanted.
 *
 * @fires change - What there is has changed.
 * @fires leave - The session is over.
 */
export class AccountPanel extends UiElement {
  static override readonly tag = 'arco-ui-account';

  @property({ attribute: false }) account!: Account;

  @state() private confirming = false;

  #confirmation: Promise<void> | undefined;
  #settle: ((isConfirmed: boolean) => void) | undefined;

  /** The server, and whoever is asked when it wants something confirmed. */
  #auth!: Auth;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#close(false);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { auth } = this.account;
    if (!changed.has('account')) return;
    this.#auth = {
      ...auth,
      ask: ((path, body) => this.#again(() => auth.ask(path, body))) as Ask,
      download: (path) => this.#again(() => auth.download(path)),
    };
  }

  protected override render(): TemplateResult {
    const { account, locale } = this;
    const auth = this.#auth;
    const pass = ({ type }: Event) => this.dispatchEvent(new Event(type));
    return html`<div @change=${pass} @leave=${pass}>
        <arco-ui-account-data .account=${account} .auth=${auth} .locale=${locale}></arco-ui-account-data>
        <arco-ui-account-password .account=${account} .auth=${auth} .locale=${locale}></arco-ui-account-password>
        <arco-ui-account-keys .account=${account} .auth=${auth} .locale=${locale}></arco-ui-account-keys>
        <arco-ui-account-factor .account=${account} .auth=${auth} .locale=${locale}></arco-ui-account-factor>
        <arco-ui-account-devices .account=${account} .auth=${auth} .locale=${locale}></arco-ui-account-devices>
        <arco-ui-account-leave .account=${account} .auth=${auth} .locale=${locale}></arco-ui-account-leave>
        ${this.confirming
          ? html`<arco-ui-account-confirm
              .account=${account}
              .auth=${account.auth}
              .locale=${locale}
              @confirmed=${() => this.#settle?.(true)}
              @close=${() => this.#close(false)}
            ></arco-ui-account-confirm>`
          : nothing}
      </div>
    `;
  }

  async #again<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if ((error as AuthError).code !== 'CONFIRMATION_REQUIRED') throw error;
      await (this.#confirmation ??= this.#confirm());
      return work();
    }
  }

  async #confirm(): Promise<void> {
    this.confirming = true;
    const isConfirmed = await new Promise<boolean>((resolve) => (this.#settle = resolve));
    this.#confirmation = undefined;
    if (!isConfirmed) throw new AuthError({ reason: 'forbidden', code: CANCELLED });
  }

  /** After what was confirmed, closing settles nothing any more. */
  #close(isConfirmed: boolean): void {
    this.#settle?.(isConfirmed);
    this.#settle = undefined;
    this.confirming = false;
  }
}

AccountPanel.register();
