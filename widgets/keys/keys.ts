import { html } from 'lit';
import { state } from 'lit/decorators.js';
import type { ListedKey } from '../../server/modules/keys/keys.schema.ts';
import { icon, icons } from '../core/icons.ts';
import { Query } from '../core/query.ts';
import { Widget, type EmptyView, type View } from '../core/widget.ts';
import { arrival } from '../ui/cookie/cookie-api.ts';
import { keyIcon } from '../ui/icon/icons.ts';
import styles from './keys.styles.ts';
import { keysTexts, type KeysTexts } from './keys.texts.ts';

/**
 * The keys of the client's pages and servers: for its owners creating, rotating and revoking them.
 *
 * @tag arco-keys
 *
 * @csspart create - Button that creates the first key.
 */
export class ArcoKeys extends Widget<ListedKey[]> {
  static override readonly tag = 'arco-keys';
  static override readonly height = 420;
  static override readonly texts = [keysTexts];
  static override readonly styles = [Widget.styles, styles];

  /** Whether the first is being created. */
  @state() private starts = false;

  protected readonly query = new Query<ListedKey[]>(this, {
    load: async ({ api, signal }) => {
      const [keys] = await Promise.all([api.keys.list.query(undefined, { signal }), arrival(import('./keys-panel.ts'))]);
      return keys;
    },
    mock: async () => {
      const [{ keysFixture }] = await Promise.all([import('./keys.fixtures.ts'), import('./keys-panel.ts')]);
      return keysFixture.list.query();
    },
    empty: (keys) => !keys.length && !this.starts,
  });

  protected override get heading(): string {
    return this.#texts.heading;
  }

  protected override renderSkeleton(): View {
    return html`<div class="wait">${[1, 2, 3, 4].map(() => html`<span class="sk"></span>`)}</div>`;
  }

  protected override renderEmpty(): EmptyView {
    const { empty, emptyText, create } = this.#texts;
    const action = html`<button part="create" class="btn pri" type="button" @click=${() => (this.starts = true)}>${icon(icons.plus, 's')}${create}</button>`;
    return { icon: keyIcon, title: empty, text: emptyText, action };
  }

  protected override renderData(keys: ListedKey[]): View {
    return html`<arco-ui-keys
      .keys=${keys}
      .list=${this.query}
      .starts=${this.starts}
      .canEdit=${this.state !== 'stale'}
      .api=${this.api}
      .mock=${this.mock}
      .locale=${this.locale}
      @change=${this.reload}
    ></arco-ui-keys>`;
  }

  protected override async painted(): Promise<unknown> {
    await super.painted();
    return this.renderRoot.querySelector<Widget>('arco-ui-keys')?.updateComplete;
  }

  get #texts(): KeysTexts {
    return this.locale.texts(keysTexts);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'arco-keys': ArcoKeys;
  }
}
