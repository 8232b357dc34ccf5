import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { skeletonLines } from '../ui/skeleton/skeleton.ts';
import skeleton from '../ui/skeleton/skeleton.styles.ts';
import type { Wrong } from './auth-form.ts';
import type { AuthError } from './auth.ts';
import { LoginForm } from './login-form.ts';
import type { Step } from './login-steps.ts';

interface Invitation {
  readonly email: string;
  readonly name: string;
  readonly client: string | null;
}

type Choosing = Extract<Step, { name: 'reset' | 'invitation' | 'verify' }> | { readonly name: 'signUp'; readonly token?: never };

/** Takes a password: another one, the first one of somebody who was invited, that of a new account, or the one that proves an address together with the link of a mail. */
export class LoginPassword extends LoginForm {
  static override readonly tag = 'arco-ui-login-password';
  static override readonly styles = [LoginForm.styles, skeleton];

  @property({ attribute: false }) step!: Choosing;

  @state() private invitation: Invitation | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('step')) return;
    this.invitation = undefined;
    this.wrong = {};
    if (this.step.name === 'invitation') void this.#open();
  }

  protected override render(): TemplateResult {
    const { texts, step } = this;
    if (step.name === 'invitation' && !this.invitation) return this.#renderOpening();
    const isNew = step.name !== 'verify';
    return html`
      <p class="lead small q" tabindex="-1">${this.#lead}</p>
      ${this.renderAlert()}
      <form novalidate @submit=${this.#submit}>
        ${this.#renderPerson()}
        ${this.renderPassword({
          id: 'password',
          label: step.name === 'reset' ? this.words.newPassword : this.words.password,
          autocomplete: isNew ? 'new-password' : 'current-password',
          ...(isNew && { hint: this.words.rule(this.locale.number(this.options.passwordLength.min)) }),
        })}
        ${this.#renderTerms()} ${this.renderSubmit({ reset: texts.save, invitation: texts.accept, signUp: texts.signUp, verify: texts.verify }[step.name])}
      </form>
      ${this.renderBack()}
    `;
  }

  /** A link is being looked at. */
  #renderOpening(): TemplateResult {
    const { texts, busy } = this;
    if (!busy && this.wrong['form']) return html`${this.renderAlert()}<button class="btn lg" type="button" @click=${this.#open}>${texts.retry}</button>${this.renderBack()}`;
    return html`<p class="lead small q" tabindex="-1">${this.words.working}</p>${skeletonLines(2)}`;
  }

  #renderPerson(): TemplateResult | typeof nothing {
    const { words, step, invitation } = this;
    if (step.name === 'reset' || step.name === 'verify') return nothing;
    const isInvited = Boolean(invitation);
    return html`
      ${this.renderInput({ id: 'name', label: words.name, autocomplete: 'name', value: invitation?.name })}
      ${this.renderInput({ id: 'email', label: words.email, type: 'email', autocomplete: 'username', value: invitation?.email, readonly: isInvited })}
    `;
  }

  /** What sending the form agrees to. */
  #renderTerms(): TemplateResult | typeof nothing {
    const { texts, step, options } = this;
    if (step.name !== 'invitation' && step.name !== 'signUp') return nothing;
    return html`<p class="small q">${texts.agree} <a class="lnk small" href=${options.terms.url} target="_blank" rel="noopener">${texts.terms}</a>.</p>`;
  }

  get #lead(): string {
    const { texts, step, invitation } = this;
    if (step.name === 'reset') return texts.resetLead;
    if (step.name === 'verify') return texts.verifyLead;
    return invitation ? texts.invited(invitation.name, invitation.client) : texts.signUpLead;
  }

  /** Reads the invitation. */
  async #open(): Promise<void> {
    const { token } = this.step;
    // After the update that this came with.
    await this.updateComplete;
    await this.attempt(async () => {
      this.invitation = await this.auth.ask<Invitation>('/api/auth/invitation/read', { token });
    });
    await this.updateComplete;
    if (this.invitation && this.arrives) this.arrive();
  }

  async #submit(event: Event): Promise<void> {
    event.preventDefault();
    const { step, words, options } = this;
    const password = this.value('password');
    const wrongPassword = step.name === 'verify' ? (password ? undefined : words.passwordExpected) : this.checkPassword(password, options.passwordLength);
    const hasPerson = step.name === 'invitation' || step.name === 'signUp';
    const name = hasPerson ? this.value('name').trim() : '';
    const [email, wrongEmail] = hasPerson ? this.readEmail() : ['', {}];
    const wrong: Wrong = {
      ...(hasPerson && !name && { name: words.nameExpected }),
      ...wrongEmail,
      ...(wrongPassword && { password: wrongPassword }),
    };
    if (Object.keys(wrong).length) return this.blame(wrong);
    await this.attempt(() => this.#send({ name, email, password }));
  }

  async #send({ name, email, password }: { readonly name: string; readonly email: string; readonly password: string }): Promise<void> {
    const { step, auth } = this;
    if (step.name === 'reset') {
      await auth.ask('/api/auth/reset-password', { token: step.token, newPassword: password });
      return this.turn({ name: 'signIn', notice: 'changed' });
    }
    if (step.name === 'verify') {
      await auth.ask('/api/auth/verify', { token: step.token, password });
      return this.enter();
    }
    if (step.name === 'signUp') {
      await auth.ask('/api/auth/sign-up/email', { name, email, password });
      return this.turn({ name: 'sent', mail: 'signUp', email });
    }
    const { signedIn } = await auth.ask<{ signedIn: boolean }>('/api/auth/invitation/accept', { token: step.token, name, password, terms: this.options.terms.version });
    if (signedIn) this.enter();
    else this.turn({ name: 'sent', mail: 'invited', email });
  }

  protected override explain(error: AuthError): Wrong {
    const { step } = this;
    if (['INVALID_TOKEN', 'TOKEN_EXPIRED'].includes(error.code) && step.name !== 'signUp') this.turn({ name: 'broken', link: step.name });
    if (error.code === 'INVALID_PASSWORD') return { password: this.words.wrongPassword };
    const typed = this.renderRoot.querySelector<HTMLInputElement>('#password')?.value ?? '';
    const password = this.explainPassword(error, typed, this.options.passwordLength);
    return password ? { password } : super.explain(error);
  }
}

LoginPassword.register();
