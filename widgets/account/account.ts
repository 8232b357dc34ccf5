import { html } from 'lit';
import { property } from 'lit/decorators.js';
import type { Api } from '../core/api.ts';
import { Query } from '../core/query.ts';
import { Widget, type View } from '../core/widget.ts';
import { arrival, cookieApi } from '../ui/cookie/cookie-api.ts';
import type { Account } from './account-panel.ts';
import { SessionEndEvent } from './account.events.ts';
import styles from './account.styles.ts';
import { accountTexts } from './account.texts.ts';

/**
 * The person's own account: their data, password, passkeys, second factor and devices, and the way out.
 *
 * @tag arco-account
 *
 * @fires {SessionEndEvent} arco-session-end - Somebody has signed out, or erased their account; cancel it to stay on the page.
 */
export class ArcoAccount extends Widget<Account> {
  static override readonly tag = 'arco-account';
  static override readonly height = 640;
  static override readonly texts = [accountTexts];
  static override readonly styles = [Widget.styles, styles];

  /** Where to go after, such as `/portal/entrar/`. Only an address of the page's own origin is followed. */
  @property() next = '/portal/entrar/';

  protected readonly query = new Query(this, {
    load: async () => {
      const [{ readAccount }, { auth }] = await arrival(Promise.all([import('./account-panel.ts'), import('../login/auth.ts')]));
      return readAccount(auth);
    },
    mock: async () => {
      const [{ readAccount }, { authFixture }] = await Promise.all([import('./account-panel.ts'), import('../login/auth.fixtures.ts')]);
      return readAccount(authFixture);
    },
  });

  readonly #api = cookieApi(() => super.api);

  override get api(): Api {
    return this.#api;
  }

  protected override get heading(): string {
    return this.locale.texts(accountTexts).heading;
  }

  protected override renderSkeleton(): View {
    return html`<div class="wait">${[1, 2, 3, 4, 5].map(() => html`<span class="sk"></span>`)}</div>`;
  }

  protected override renderData(account: Account): View {
    return html`<arco-ui-account .account=${account} .locale=${this.locale} @change=${this.reload} @leave=${this.#leave}></arco-ui-account>`;
  }

  protected override async painted(): Promise<unknown> {
    await super.painted();
    return this.renderRoot.querySelector<Widget>('arco-ui-account')?.updateComplete;
  }

  async #leave(): Promise<void> {
    const goesOn = this.emit(new SessionEndEvent());
    if (!goesOn || this.mock || this.previewState) return;
    const { goTo } = await import('../login/auth.ts');
    goTo(this.next);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'arco-account': ArcoAccount;
  }
}
