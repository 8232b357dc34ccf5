import { css, html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { ListedKey } from '../../server/modules/keys/keys.schema.ts';
import { dayOf } from '../account/account-section.ts';
import type { Api } from '../core/api.ts';
import { icon, icons } from '../core/icons.ts';
import type { Query } from '../core/query.ts';
import type { Wrong } from '../login/auth-form.ts';
import type { AuthError } from '../login/auth.ts';
import { KeeperSection } from '../members/keeper-section.ts';
import { chip } from '../ui/chip/chip.ts';
import { field } from '../ui/field/field.ts';
import { chevronIcon, clockIcon, copyIcon, flatIcon } from '../ui/icon/icons.ts';
import { isOrigin, readOrigins } from './key-origins.ts';
import { keysPanelTexts, type KeysPanelTexts } from './keys-panel.texts.ts';

const kinds = ['publishable', 'secret'] as const;
const overlaps = [0, 24, 48, 168];

interface Made {
  readonly value: string;
  /** What to say once it is kept. */
  readonly notice: string;
}

/**
 * The keys of a client, and what owners do about them.
 *
 * @fires change - What there is has changed.
 */
export class KeysPanel extends KeeperSection {
  static override readonly tag = 'arco-ui-keys';
  static override readonly texts = [...KeeperSection.texts, keysPanelTexts];

  static override readonly styles = [
    KeeperSection.styles,
    css`
      code {
        font-family: ui-monospace, monospace;
        overflow-wrap: anywhere;
      }

      .value {
        padding: var(--_space-4);
        border-radius: var(--_radius-m);
        background: var(--_surface-sunken);
        user-select: all;
      }

      summary {
        min-block-size: var(--_target);
        align-content: center;
        font-size: var(--_font-small);
        font-weight: 600;
        cursor: pointer;
      }
    `,
  ];

  @property({ attribute: false }) keys: readonly ListedKey[] = [];

  /** The list that is shown. */
  @property({ attribute: false }) list!: Query<ListedKey[]>;

  @state() private kind: ListedKey['kind'] = 'publishable';
  /** What is shown once. */
  @state() private made: Made | undefined;
  @state() private copied = '';

  protected override render(): TemplateResult {
    const { own, keys } = this;
    const used = keys.filter((key) => !isOver(key));
    const over = keys.filter(isOver);
    const content = html`${this.made ? this.#renderMade(this.made) : nothing}
    ${used.length ? html`<ul>${used.map((key) => html`<li>${this.#renderKey(key)}</li>`)}</ul>` : html`<p class="small q">${own.none}</p>`}
    ${this.open === 'add' && !this.made ? this.#renderCreate() : this.#renderStart()}
    ${over.length
      ? html`<details>
          <summary>${own.over(this.locale.number(over.length))}</summary>
          <ul>${over.map((key) => html`<li><div class="row">${this.#renderFacts(key)}</div></li>`)}</ul>
        </details>`
      : nothing}`;
    return html`${this.renderSection(own.heading, own.lead, content)} ${this.renderConfirm()}`;
  }

  #renderStart(): TemplateResult | typeof nothing {
    if (!this.canEdit || this.made) return nothing;
    return html`<div class="do">
      <button class="btn" type="button" data-open="add" aria-disabled=${this.busy} @click=${() => this.#open('add')}>${icon(icons.plus, 's')}${this.own.create}</button>
    </div>`;
  }

  #renderKey(key: ListedKey): TemplateResult {
    const { own } = this;
    const { id, expiresAt } = key;
    if (this.open === `rotate-${id}` && !this.made) return this.#renderRotate(key);
    if (this.open === `revoke-${id}`) return this.#renderRevoke(key);
    const name = this.#name(key);
    return html`<div class="row">
      ${this.#renderFacts(key)}
      ${this.canEdit && !this.made
        ? html`<div class="acts">
            ${expiresAt ? nothing : this.#renderAct(`rotate-${id}`, own.rotate, own.rotateFor(name))}${this.#renderAct(`revoke-${id}`, own.revoke, own.revokeFor(name))}
          </div>`
        : nothing}
    </div>`;
  }

  #renderFacts({ kind, mode, hint, origins, createdAt, expiresAt, revokedAt }: ListedKey): TemplateResult {
    const { own, locale } = this;
    const day = (instant: string) => locale.date(dayOf(instant), 'date');
    const end = revokedAt
      ? chip(own.revoked(day(revokedAt)), 'quiet', flatIcon)
      : expiresAt && (Date.parse(expiresAt) > Date.now() ? chip(own.ends(day(expiresAt), locale.time(expiresAt)), 'wrn', clockIcon) : chip(own.ended(day(expiresAt)), 'quiet', flatIcon));
    return html`<div>
        <p><span class="b">${own.kind[kind]}</span> <code class="small">…${hint}</code></p>
        ${origins.length ? html`<p class="small">${origins.map((origin) => (origin === 'loopback' ? own.loopback : origin)).join(', ')}</p>` : nothing}
        <p class="cap">${own.created(day(createdAt))}</p>
      </div>
      ${mode === 'test' ? html`<span class="chip">${own.test}</span>` : nothing} ${end || nothing}`;
  }

  #renderAct(what: string, label: string, name: string): TemplateResult {
    return html`<button class="btn quiet" type="button" data-open=${what} aria-label=${name} aria-disabled=${this.busy} @click=${() => this.#open(what)}>${label}</button>`;
  }

  #renderCreate(): TemplateResult {
    const { own } = this;
    const choices = kinds.map((value) => ({ value, label: own.kind[value], lead: own.does[value] }));
    const content = html`${this.renderChoices('kind', own.kinds, choices, this.kind, (kind) => (this.kind = kind as ListedKey['kind']))}
      <label class="check">
        <input type="checkbox" id="test" aria-describedby="test-note" @change=${() => this.forgive('origins')} />
        <span><span class="b">${own.testKey}</span><span class="cap" id="test-note">${own.testLead}</span></span>
      </label>
      ${this.kind === 'publishable' ? this.#renderOrigins() : nothing}`;
    return this.renderForm(content, own.create, () => this.#create());
  }

  #renderOrigins(): TemplateResult {
    const { own } = this;
    const error = this.wrong['origins'] || undefined;
    const control = html`<textarea
      class="in"
      id="origins"
      autocomplete="off"
      autocapitalize="none"
      spellcheck="false"
      inputmode="url"
      aria-describedby="origins-note"
      aria-invalid=${Boolean(error)}
      @input=${() => this.forgive('origins')}
    ></textarea>`;
    return field({ id: 'origins', label: own.origins, hint: own.originsHint, error, control });
  }

  #renderRotate(key: ListedKey): TemplateResult {
    const { own } = this;
    const control = html`<div class="over">
      <select class="in" id="overlap" aria-describedby="overlap-note">
        ${overlaps.map((hours) => html`<option value=${hours} ?selected=${hours === 24}>${own.overlaps[hours]}</option>`)}
      </select>
      ${icon(chevronIcon)}
    </div>`;
    return this.renderForm(field({ id: 'overlap', label: own.overlap, hint: own.rotateLead(this.#name(key)), control }), own.rotate, () => this.#rotate(key));
  }

  #renderRevoke(key: ListedKey): TemplateResult {
    const { own } = this;
    return html`<div class="group" role="group" aria-labelledby="sure" @keydown=${(event: KeyboardEvent) => event.key === 'Escape' && void this.hide()}>
      <p class="lead small" id="sure" tabindex="-1">${own.sure[key.kind](this.#name(key))}</p>
      ${this.renderAlert()}
      <div class="do">
        <button class="btn danger" type="button" aria-disabled=${this.busy} @click=${() => this.#revoke(key)}>${this.busy ? this.words.working : own.revoke}</button>
        <button class="btn" type="button" @click=${() => this.hide()}>${own.keep}</button>
      </div>
    </div>`;
  }

  #renderMade({ value }: Made): TemplateResult {
    const { own } = this;
    return html`<div class="group" role="group" aria-label=${own.value}>
      <p class="lead b" tabindex="-1">${own.once}</p>
      <code class="value">${value}</code>
      <div class="do">
        <button class="btn" type="button" @click=${() => this.#copy(value)}>${icon(copyIcon, 's')}${this.copied || own.copy}</button><span class="sr" role="status">${this.copied}</span>
        <button class="btn pri" type="button" @click=${this.#forget}>${own.kept}</button>
      </div>
    </div>`;
  }

  async #create(): Promise<void> {
    const { own, kind } = this;
    const test = this.isChecked('test');
    const origins = kind === 'publishable' ? readOrigins(this.value('origins')) : [];
    const odd = origins.find((origin) => !isOrigin(origin));
    if (odd) return this.blame({ origins: own.originWrong(odd) });
    if (kind === 'publishable' && !test && !origins.length) return this.blame({ origins: own.originsExpected });
    await this.attempt(async () => {
      const { value } = await this.keep(async () => (await this.#api()).create.mutate({ kind, test, origins }));
      await this.#reveal({ value, notice: own.made(own.named(kind, value.slice(-4))) });
    });
  }

  async #rotate(key: ListedKey): Promise<void> {
    const overlapHours = Number(this.value('overlap'));
    await this.attempt(async () => {
      const { value } = await this.keep(async () => (await this.#api()).rotate.mutate({ id: key.id, overlapHours }));
      await this.#reveal({ value, notice: this.own.rotated(this.#name(key)) });
    });
  }

  async #revoke(key: ListedKey): Promise<void> {
    await this.attempt(async () => {
      await this.keep(async () => (await this.#api()).revoke.mutate({ id: key.id }));
      const revokedAt = new Date().toISOString();
      this.list.update((keys) => keys.map((each) => (each.id === key.id ? { ...each, revokedAt } : each)));
      await this.hide(this.own.revokedNow(this.#name(key)));
      // The button that it was revoked by goes with it.
      this.heading.focus();
      this.tell('change');
    });
  }

  async #reveal(made: Made): Promise<void> {
    this.made = made;
    this.copied = '';
    await this.updateComplete;
    this.arrive();
  }

  /** The value is gone from here as soon as it is kept elsewhere; only then is the list asked for, which could take it away. */
  async #forget(): Promise<void> {
    const { notice } = this.made!;
    const isNew = this.open === 'add';
    this.made = undefined;
    await this.hide(notice);
    if (!isNew) this.heading.focus();
    this.tell('change');
  }

  async #copy(value: string): Promise<void> {
    this.copied = '';
    this.copied = await navigator.clipboard.writeText(value).then(
      () => this.own.copied,
      () => this.own.notCopied,
    );
  }

  async #open(what: string): Promise<void> {
    if (this.busy) return;
    this.kind = 'publishable';
    await this.show(what);
  }

  async #api(): Promise<Api['keys']> {
    return this.mock ? (await import('./keys.fixtures.ts')).keysFixture : this.api!.keys;
  }

  #name({ kind, hint }: ListedKey): string {
    return this.own.named(kind, hint);
  }

  protected override explain(error: AuthError): Wrong {
    const { own } = this;
    if (error.reason !== 'invalid_input' || !error.fields.some(({ path }) => path.startsWith('origins'))) return super.explain(error);
    const shared = readOrigins(this.value('origins')).filter((origin) => origin.includes('*'));
    return { origins: shared.length ? own.originShared(shared.join(', ')) : own.originsRefused };
  }

  private get own(): KeysPanelTexts {
    return this.locale.texts(keysPanelTexts);
  }
}

/** Whether it works no more. */
function isOver({ expiresAt, revokedAt }: ListedKey): boolean {
  return revokedAt !== null || (expiresAt !== null && Date.parse(expiresAt) <= Date.now());
}

KeysPanel.register();
