import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Api } from '../core/api.ts';
import { icon } from '../core/icons.ts';
import { Query } from '../core/query.ts';
import { Widget, type EmptyView, type View } from '../core/widget.ts';
import type { Session, SessionClient } from '../login/auth.ts';
import { arrival, cookieApi } from '../ui/cookie/cookie-api.ts';
import { chevronIcon } from '../ui/icon/icons.ts';
import { ClientChooseEvent } from './client-switcher.events.ts';
import styles from './client-switcher.styles.ts';
import { clientSwitcherTexts, type ClientSwitcherTexts } from './client-switcher.texts.ts';

/**
 * The client that the page shows, and for people who see several the way to another.
 *
 * @tag arco-client-switcher
 *
 * @csspart client - The client's name; a button where there are others.
 * @csspart staff - What the person is at the agency.
 *
 * @fires {ClientChooseEvent} arco-client-choose - The user chose another client; cancel it to keep showing the former.
 */
export class ArcoClientSwitcher extends Widget<Session> {
  static override readonly tag = 'arco-client-switcher';
  static override readonly height = 52;
  static override readonly texts = [clientSwitcherTexts];
  static override readonly styles = [Widget.styles, styles];

  /** Slug of the client that the page shows, such as `moda`. */
  @property({ reflect: true }) client = '';

  @state() private open = false;

  protected readonly query = new Query(this, {
    load: async () => (await arrival(import('../login/auth.ts'))).auth.ask<Session>('/api/session'),
    mock: async () => (await import('../login/auth.fixtures.ts')).staffFixture,
    empty: ({ clients }) => !clients.length,
  });

  readonly #api = cookieApi(() => super.api);

  override get api(): Api {
    return this.#api;
  }

  protected override get heading(): string {
    return this.#texts.heading;
  }

  protected override renderSkeleton(): View {
    return html`<span class="sk pick"></span>`;
  }

  protected override renderEmpty(): EmptyView {
    return { title: this.#texts.empty, text: this.#texts.emptyText };
  }

  protected override renderData({ clients, person }: Session): View {
    const only = clients.length === 1 ? clients[0] : undefined;
    const current = only ?? clients.find(({ slug }) => slug === this.client);
    const label = this.#renderLabel(current, person.staff);
    if (only) return html`<div part="client">${label}</div>`;
    return html`<button part="client" type="button" aria-haspopup="dialog" aria-expanded="false" @click=${this.#toggle}>${label}<span class="sr"> ${this.#texts.pick}</span>${icon(chevronIcon, 's')}</button>${this.open
        ? html`<arco-ui-popover .locale=${this.locale} heading=${this.#texts.pick} align="start" @close=${() => (this.open = false)}
            ><arco-ui-client-list .locale=${this.locale} .clients=${clients} .current=${current?.slug} @pick=${({ detail }: CustomEvent<string>) => this.#pick(detail)}></arco-ui-client-list
          ></arco-ui-popover>`
        : nothing}`;
  }

  #renderLabel(current: SessionClient | undefined, staff: Session['person']['staff']): TemplateResult {
    const texts = this.#texts;
    return html`${current ? html`<span class="mark" aria-hidden="true">${initials(current.name)}</span>` : nothing}<span class="named"
        ><span class="b">${current?.name ?? texts.choose}</span>${current && !staff ? html` <span class="cap">${texts.role[current.role]}</span>` : nothing}</span
      >${staff ? html`<span part="staff" class="chip">${texts.role[staff]}</span>` : nothing}`;
  }

  async #toggle(): Promise<void> {
    if (this.open) return this.renderRoot.querySelector<HTMLElement & { hide(): void }>('arco-ui-popover')?.hide();
    try {
      await import('./client-list.ts');
    } catch {
      // Says that the network is gone.
      return this.reload();
    }
    this.open = true;
    await this.updateComplete;
    await this.renderRoot.querySelector<Widget>('arco-ui-popover')?.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('arco-ui-client-list')?.focus();
  }

  #pick(slug: string): void {
    this.renderRoot.querySelector<HTMLElement & { hide(): void }>('arco-ui-popover')?.hide();
    if (slug !== this.client && this.emit(new ClientChooseEvent(slug))) this.client = slug;
  }

  get #texts(): ClientSwitcherTexts {
    return this.locale.texts(clientSwitcherTexts);
  }
}

function initials(name: string): string {
  const [first = '', second = ''] = name.split(/\s+/);
  return (first.charAt(0) + second.charAt(0)).toUpperCase();
}

declare global {
  interface HTMLElementTagNameMap {
    'arco-client-switcher': ArcoClientSwitcher;
  }
}
