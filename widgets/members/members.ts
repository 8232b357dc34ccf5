import { html } from 'lit';
import { state } from 'lit/decorators.js';
import type { Member } from '../../server/modules/members/members.schema.ts';
import { icon, icons } from '../core/icons.ts';
import { Query } from '../core/query.ts';
import { Widget, type EmptyView, type View } from '../core/widget.ts';
import { arrival } from '../ui/cookie/cookie-api.ts';
import styles from './members.styles.ts';
import { membersTexts, type MembersTexts } from './members.texts.ts';

/**
 * Who may see the client: the people with their roles, and for its owners inviting, changing and removing them.
 *
 * @tag arco-members
 *
 * @csspart invite - Button that invites the first person.
 */
export class ArcoMembers extends Widget<Member[]> {
  static override readonly tag = 'arco-members';
  static override readonly height = 420;
  static override readonly texts = [membersTexts];
  static override readonly styles = [Widget.styles, styles];

  /** Whether somebody is being invited where nobody is. */
  @state() private starts = false;

  protected readonly query = new Query<Member[]>(this, {
    load: async ({ api, signal }) => {
      const [members] = await Promise.all([api.members.list.query(undefined, { signal }), arrival(import('./members-panel.ts'))]);
      return members;
    },
    mock: async () => {
      const [{ membersFixture }] = await Promise.all([import('./members.fixtures.ts'), import('./members-panel.ts')]);
      return membersFixture.list.query();
    },
    empty: (members) => !members.length && !this.starts,
  });

  protected override get heading(): string {
    return this.#texts.heading;
  }

  protected override renderSkeleton(): View {
    return html`<div class="wait">${[1, 2, 3, 4].map(() => html`<span class="sk"></span>`)}</div>`;
  }

  protected override renderEmpty(): EmptyView {
    const { empty, emptyText, invite } = this.#texts;
    const action = html`<button part="invite" class="btn pri" type="button" @click=${() => (this.starts = true)}>${icon(icons.plus, 's')}${invite}</button>`;
    return { title: empty, text: emptyText, action };
  }

  protected override renderData(members: Member[]): View {
    return html`<arco-ui-members
      .members=${members}
      .list=${this.query}
      .starts=${this.starts}
      .canEdit=${this.state !== 'stale'}
      .api=${this.api}
      .mock=${this.mock}
      .locale=${this.locale}
      @change=${this.reload}
    ></arco-ui-members>`;
  }

  protected override async painted(): Promise<unknown> {
    await super.painted();
    return this.renderRoot.querySelector<Widget>('arco-ui-members')?.updateComplete;
  }

  get #texts(): MembersTexts {
    return this.locale.texts(membersTexts);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'arco-members': ArcoMembers;
  }
}
