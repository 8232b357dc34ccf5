import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { icon } from '../core/icons.ts';
import type { SessionClient } from '../login/auth.ts';
import { UiElement } from '../ui/element/element.ts';
import fieldStyles from '../ui/field/field.styles.ts';
import { checkIcon, searchIcon } from '../ui/icon/icons.ts';
import '../ui/popover/popover.ts';
import { clientSwitcherTexts, type ClientSwitcherTexts } from './client-switcher.texts.ts';

/** Clients that are seen at a glance; of more one searches. */
const GLANCE = 8;

/**
 * The clients to choose from: a listbox by the keyboard pattern of the ARIA guide, with a field to search in where they are many.
 *
 * @fires pick - One was chosen; its detail is the slug.
 */
export class ClientList extends UiElement {
  static override readonly tag = 'arco-ui-client-list';
  static override readonly texts = [clientSwitcherTexts];

  static override readonly styles = [
    UiElement.styles,
    fieldStyles,
    css`
      .in {
        margin-block-end: var(--_space-2);
      }

      .over > .i.before {
        inset-block-start: calc(var(--_target) / 2);
        translate: 0 -50%;
      }

      [role='listbox'] {
        max-block-size: min(360px, 50dvb);
        margin: 0 calc(var(--_space-2) * -1);
        padding: 2px;
        overflow: auto;
        list-style: none;
      }

      [role='option'] {
        display: flex;
        gap: var(--_space-2);
        align-items: center;
        min-block-size: var(--_target);
        padding: var(--_space-1) var(--_space-2);
        border-radius: 8px;
        line-height: 1.3;
        cursor: pointer;
      }

      [role='option'] > span {
        display: grid;
        flex: 1;
        min-inline-size: 0;
        overflow-wrap: anywhere;
      }

      [role='option']:hover,
      .active {
        background: var(--_surface-hover);
      }

      .i {
        color: var(--_accent-text);
      }

      :focus-visible .active,
      .over:has(:focus-visible) ~ ul .active {
        outline: 2px solid var(--_focus);
        outline-offset: -2px;
      }

      @media (forced-colors: active) {
        .active {
          outline: 2px solid Highlight;
          outline-offset: -2px;
        }
      }
    `,
  ];

  @property({ attribute: false }) clients: readonly SessionClient[] = [];
  @property({ attribute: false }) current: string | undefined;

  @state() private sought = '';
  @state() private active = 0;

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('.in, [role=listbox]')?.focus();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('clients')) this.active = Math.max(0, this.clients.findIndex(({ slug }) => slug === this.current));
  }

  protected override updated(): void {
    this.renderRoot.querySelector('.active')?.scrollIntoView({ block: 'nearest' });
  }

  protected override render(): TemplateResult {
    const texts = this.#texts;
    const found = this.#found;
    const isLong = this.clients.length > GLANCE;
    const pointed = found[this.active] ? `c-${found[this.active]!.slug}` : nothing;
    return html`
      ${isLong
        ? html`<div class="over">
            ${icon(searchIcon, 's before')}<input
              class="in"
              type="text"
              role="combobox"
              autocomplete="off"
              spellcheck="false"
              aria-label=${texts.search}
              placeholder=${texts.search}
              aria-expanded="true"
              aria-autocomplete="list"
              aria-controls="list"
              aria-activedescendant=${pointed}
              @input=${this.#onInput}
              @keydown=${this.#onKey}
            />
          </div>`
        : nothing}
      <ul id="list" role="listbox" aria-label=${texts.pick} tabindex=${isLong ? nothing : 0} aria-activedescendant=${isLong ? nothing : pointed} @keydown=${this.#onKey}>
        ${found.map((client, index) => this.#renderClient(client, index))}
      </ul>
      <p class=${found.length ? 'sr' : 'small q'} role="status">${!isLong ? nothing : found.length ? texts.found(found.length, this.locale.number(found.length)) : texts.none}</p>
    `;
  }

  #renderClient({ slug, name, role }: SessionClient, index: number): TemplateResult {
    const isCurrent = slug === this.current;
    return html`<li id="c-${slug}" role="option" class=${index === this.active ? 'active' : nothing} aria-selected=${isCurrent} @click=${() => this.#pick(slug)}>
      <span><span class=${isCurrent ? 'b' : nothing}>${name}</span> <span class="cap">${this.#texts.role[role]}</span></span>${isCurrent ? icon(checkIcon, 's') : nothing}
    </li>`;
  }

  #onInput({ target }: Event): void {
    this.sought = plain((target as HTMLInputElement).value.trim());
    this.active = 0;
  }

  #onKey(event: KeyboardEvent): void {
    const { length } = this.#found;
    const isText = event.target instanceof HTMLInputElement;
    const at = this.active;
    const ends = isText ? {} : { Home: 0, End: length - 1 };
    const to = ({ ArrowDown: (at + 1) % length, ArrowUp: (at - 1 + length) % length, ...ends } as Record<string, number>)[event.key];
    if (event.key === 'Enter' || (event.key === ' ' && !isText)) {
      event.preventDefault();
      const client = this.#found[at];
      if (client) this.#pick(client.slug);
    } else if (to !== undefined) {
      event.preventDefault();
      this.active = to;
    }
  }

  #pick(slug: string): void {
    this.dispatchEvent(new CustomEvent('pick', { detail: slug }));
  }

  get #found(): readonly SessionClient[] {
    return this.clients.filter(({ name }) => plain(name).includes(this.sought));
  }

  get #texts(): ClientSwitcherTexts {
    return this.locale.texts(clientSwitcherTexts);
  }
}

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

ClientList.register();
