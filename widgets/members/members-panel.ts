import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { Member } from '../../server/modules/members/members.schema.ts';
import type { Api } from '../core/api.ts';
import { icon, icons } from '../core/icons.ts';
import type { Query } from '../core/query.ts';
import type { Wrong } from '../login/auth-form.ts';
import type { AuthError } from '../login/auth.ts';
import { chip } from '../ui/chip/chip.ts';
import { clockIcon, flatIcon } from '../ui/icon/icons.ts';
import { KeeperSection } from './keeper-section.ts';
import { membersPanelTexts, type MembersPanelTexts } from './members-panel.texts.ts';

const roles = ['viewer', 'owner'] as const;

/**
 * The people who may see a client, and what owners do about them.
 *
 * @fires change - What there is has changed.
 */
export class MembersPanel extends KeeperSection {
  static override readonly tag = 'arco-ui-members';
  static override readonly texts = [...KeeperSection.texts, membersPanelTexts];

  @property({ attribute: false }) members: readonly Member[] = [];

  /** The list that is shown. */
  @property({ attribute: false }) list!: Query<Member[]>;

  /** Whom something is being done to. */
  #subject: Member | undefined;

  protected override render(): TemplateResult {
    const { own, members } = this;
    const people = members.length
      ? html`<ul>
          ${members.map((member) => html`<li>${this.#renderMember(member)}</li>`)}
        </ul>`
      : html`<p class="small q">${own.nobody}</p>`;
    return html`${this.renderSection(own.heading, own.lead, html`${people} ${this.open === 'add' ? this.#renderInvite() : this.#renderStart()}`)} ${this.renderConfirm()}`;
  }

  #renderStart(): TemplateResult | typeof nothing {
    if (!this.canEdit) return nothing;
    return html`<div class="do">
      <button class="btn" type="button" data-open="add" aria-disabled=${this.busy} @click=${() => this.show('add')}>${icon(icons.plus, 's')}${this.own.invite}</button>
    </div>`;
  }

  #renderMember(member: Member): TemplateResult {
    const { own } = this;
    const { id, name, email, role, state } = member;
    if (this.open === `remove-${id}`) return this.#renderRemove(member);
    if (this.open === `role-${id}`) return this.#renderRole(member);
    const wrong = this.wrong[id];
    return html`<div class="row">
        <div>
          <p class="b">${name}</p>
          <p class="cap">${email}</p>
        </div>
        ${state === 'invited' ? chip(own.invited, 'wrn', clockIcon) : state === 'disabled' ? chip(own.disabled, 'quiet', flatIcon) : nothing}
        <span class="small q">${own.role[role]}</span>
        ${this.canEdit ? html`<div class="acts">${this.#renderAct(`role-${id}`, own.change, own.changeFor(name))}${this.#renderAct(`remove-${id}`, own.remove, own.removeFor(name))}</div>` : nothing}
      </div>
      ${wrong ? html`<p class="err" role="alert" tabindex="-1">${icon(icons.alert, 's')}${wrong}</p>` : nothing}`;
  }

  #renderAct(what: string, label: string, name: string): TemplateResult {
    return html`<button class="btn quiet" type="button" data-open=${what} aria-label=${name} aria-disabled=${this.busy} @click=${() => this.#open(what)}>${label}</button>`;
  }

  #renderRole(member: Member): TemplateResult {
    return this.renderForm(this.#renderRoles(member.name, member.role), this.own.save, () => this.#setRole(member, this.chosen('role') as Member['role']));
  }

  #renderRoles(legend: string, chosen: Member['role']): TemplateResult {
    const { own } = this;
    const choices = roles.map((value) => ({ value, label: own.role[value], lead: own.may[value] }));
    return this.renderChoices('role', legend, choices, chosen);
  }

  #renderRemove(member: Member): TemplateResult {
    const { own } = this;
    return html`<div class="group" role="group" aria-labelledby="sure" @keydown=${(event: KeyboardEvent) => event.key === 'Escape' && void this.hide()}>
      <p class="lead small" id="sure" tabindex="-1">${own.sure(member.name)}</p>
      ${this.renderAlert()}
      <div class="do">
        <button class="btn danger" type="button" aria-disabled=${this.busy} @click=${() => this.#remove(member)}>${this.busy ? this.words.working : own.remove}</button>
        <button class="btn" type="button" @click=${() => this.hide()}>${own.keep}</button>
      </div>
    </div>`;
  }

  #renderInvite(): TemplateResult {
    const { own, words } = this;
    const content = html`${this.renderInput({ id: 'name', label: words.name, autocomplete: 'off' })}
    ${this.renderInput({ id: 'email', label: words.email, type: 'email', autocomplete: 'off' })} ${this.#renderRoles(own.roles, 'viewer')}`;
    return this.renderForm(content, own.send, () => this.#invite());
  }

  async #invite(): Promise<void> {
    this.#subject = undefined;
    const name = this.value('name').trim();
    const [email, wrongEmail] = this.readEmail();
    const wrong = { ...(!name && { name: this.words.nameExpected }), ...wrongEmail };
    if (Object.keys(wrong).length) return this.blame(wrong);
    const role = this.chosen('role') as Member['role'];
    await this.attempt(async () => {
      await this.keep(async () => (await this.#api()).invite.mutate({ name, email, role }));
      await this.hide(this.own.sent(email));
      this.tell('change');
    });
  }

  /** Shows the role at once, and the former when the server would not. */
  async #setRole(member: Member, role: Member['role']): Promise<void> {
    if (this.busy) return;
    const show = (shown: Member['role']) => this.list.update((members) => members.map((each) => (each.id === member.id ? { ...each, role: shown } : each)));
    await this.hide();
    if (role === member.role) return;
    this.#subject = member;
    await this.attempt(async () => {
      show(role);
      try {
        await this.keep(async () => (await this.#api()).setRole.mutate({ id: member.id, role }));
      } catch (error) {
        show(member.role);
        throw error;
      }
      this.notice = this.own.made(member.name, role);
      this.tell('change');
    });
  }

  async #remove(member: Member): Promise<void> {
    this.#subject = member;
    await this.attempt(async () => {
      await this.keep(async () => (await this.#api()).remove.mutate({ id: member.id }));
      this.list.update((members) => members.filter(({ id }) => id !== member.id));
      await this.hide(this.own.removed(member.name));
      // The button that they were removed by goes with them.
      this.heading.focus();
      this.tell('change');
    });
  }

  async #open(what: string): Promise<void> {
    if (!this.busy) await this.show(what);
  }

  async #api(): Promise<Api['members']> {
    return this.mock ? (await import('./members.fixtures.ts')).membersFixture : this.api!.members;
  }

  protected override explain(error: AuthError): Wrong {
    const { own } = this;
    const subject = this.#subject;
    const wrong = this.#explain(error) ?? super.explain(error);
    if (wrong['name']) return { name: own.nameRefused };
    // Beside whom it is about; the question about them has a place of its own.
    return subject && wrong['form'] && !this.open ? { [subject.id]: wrong['form'] } : wrong;
  }

  #explain({ reason }: AuthError): Wrong | undefined {
    if (reason !== 'conflict') return undefined;
    return this.#subject ? { form: this.own.last(this.#subject.name) } : { email: this.own.known };
  }

  private get own(): MembersPanelTexts {
    return this.locale.texts(membersPanelTexts);
  }
}

MembersPanel.register();
