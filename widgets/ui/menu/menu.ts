import { html, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { icon } from '../../core/icons.ts';
import { UiElement } from '../element/element.ts';
import { keepBeside } from '../float/float.ts';
import { moreIcon } from '../icon/icons.ts';
import styles from './menu.styles.ts';

/** Milliseconds after which a letter begins another name. */
const PAUSE = 600;

export interface MenuItem {
  readonly id: string;
  readonly label: string;
  /** A path on the grid of 20 pixels. */
  readonly icon?: string;
  /** What cannot be undone. */
  readonly tone?: 'danger';
}

/**
 * A button with three dots that opens a menu, over everything, by the keyboard pattern of the ARIA guide.
 *
 * @fires pick - An item was chosen; its detail is the id. The menu is closed by then, and its button has the focus.
 */
export class Menu extends UiElement {
  static override readonly tag = 'arco-ui-menu';
  static override readonly styles = [UiElement.styles, styles];

  /** Names the button and the menu, such as "Mais opções". */
  @property() label = '';
  @property({ attribute: false }) items: readonly MenuItem[] = [];

  @state() private open = false;

  @query('.ibtn') private readonly button!: HTMLButtonElement;
  @query('[role=menu]') private readonly menu!: HTMLElement;

  #leave: (() => void) | undefined;
  #typed = '';
  #typedAt = 0;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#leave?.();
  }

  override focus(options?: FocusOptions): void {
    this.button.focus(options);
  }

  protected override render(): TemplateResult {
    return html`
      <button
        class="ibtn"
        type="button"
        popovertarget="menu"
        aria-label=${this.label}
        aria-haspopup="menu"
        aria-expanded=${this.open}
        @click=${this.#onClick}
        @keydown=${this.#onButtonKey}
      >
        ${icon(moreIcon)}
      </button>
      <div id="menu" popover role="menu" aria-label=${this.label} @beforetoggle=${this.#onToggle} @keydown=${this.#onKey}>
        ${this.items.map((item) => this.#renderItem(item))}
      </div>
    `;
  }

  #renderItem({ id, label, icon: path, tone }: MenuItem): TemplateResult {
    return html`<button class=${tone ?? nothing} type="button" role="menuitem" tabindex="-1" @click=${() => this.#pick(id)}>
      ${path ? icon(path) : nothing}<span>${label}</span>
    </button>`;
  }

  #show(at: number): void {
    this.menu.showPopover();
    this.#leave = keepBeside(this.menu, this.button, 'end');
    this.#rows.at(at)?.focus();
  }

  #pick(id: string): void {
    this.menu.hidePopover();
    this.dispatchEvent(new CustomEvent('pick', { detail: id }));
  }

  #onClick(event: Event): void {
    // The browser would open it by itself, but a frame before it could be placed.
    event.preventDefault();
    if (this.open) this.menu.hidePopover();
    else this.#show(0);
  }

  #onButtonKey(event: KeyboardEvent): void {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    this.#show(event.key === 'ArrowDown' ? 0 : -1);
  }

  #onToggle({ newState }: ToggleEvent): void {
    this.open = newState === 'open';
    if (this.open) return;
    this.#leave?.();
    // Unless the person went elsewhere, which is why it closes.
    if (this.menu.contains(this.shadowRoot!.activeElement)) this.button.focus();
  }

  #onKey(event: KeyboardEvent): void {
    const { key } = event;
    // The focus is back on the button by the time that the browser moves it on.
    if (key === 'Tab') return this.menu.hidePopover();
    const rows = this.#rows;
    const at = rows.indexOf(this.shadowRoot!.activeElement as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[key] ?? this.#named(event, at);
    if (to === undefined) return;
    event.preventDefault();
    rows.at(to % rows.length)?.focus();
  }

  /** The next item whose name begins with what has been typed. */
  #named({ key, timeStamp, ctrlKey, metaKey, altKey }: KeyboardEvent, at: number): number | undefined {
    if (key.length !== 1 || key === ' ' || ctrlKey || metaKey || altKey) return undefined;
    const letter = plain(key);
    const isFresh = timeStamp - this.#typedAt > PAUSE || this.#typed === letter;
    this.#typedAt = timeStamp;
    this.#typed = isFresh ? letter : this.#typed + letter;
    const { length } = this.items;
    const first = isFresh ? at + 1 : at;
    const order = Array.from({ length }, (_, step) => (first + step) % length);
    return order.find((index) => plain(this.items[index]!.label).startsWith(this.#typed));
  }

  get #rows(): HTMLElement[] {
    return [...this.menu.querySelectorAll<HTMLElement>('[role=menuitem]')];
  }
}

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

Menu.register();
