import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { LoginForm } from './login-form.ts';
import type { Mail, Step } from './login-steps.ts';

const paths = { reset: '/api/auth/request-password-reset', verify: '/api/auth/send-verification-email' } as const;
const pathOf = (mail: Mail): string => (mail === 'reset' ? paths.reset : paths.verify);

/** Sends a link to an address that is asked for here: for another password, or in place of a link that is no good. */
export class LoginMail extends LoginForm {
  static override readonly tag = 'arco-ui-login-mail';

  @property({ attribute: false }) step!: Extract<Step, { name: 'forgot' | 'broken' }>;

  protected override render(): TemplateResult {
    const { texts, words, step } = this;
    const isLost = step.name === 'broken' && step.link === 'invitation';
    return html`
      <p class="lead small q" tabindex="-1">${step.name === 'broken' ? texts.broken[step.link] : texts.forgotLead}</p>
      ${this.renderAlert()}
      ${isLost
        ? nothing
        : html`<form novalidate @submit=${this.#submit}>
            ${this.renderInput({ id: 'email', label: words.email, type: 'email', autocomplete: 'username', value: step.name === 'forgot' ? step.email : undefined })}
            ${this.renderSubmit(step.name === 'broken' ? texts.another : texts.send)}
          </form>`}
      ${this.renderBack()}
    `;
  }

  async #submit(event: Event): Promise<void> {
    event.preventDefault();
    const [email, wrong] = this.readEmail();
    if (wrong['email']) return this.blame(wrong);
    const mail = this.step.name === 'broken' && this.step.link === 'verify' ? 'verify' : 'reset';
    await this.attempt(async () => {
      await this.auth.ask(pathOf(mail), { email });
      this.turn({ name: 'sent', mail, email });
    });
  }
}

/** Says that a mail is on its way, and sends it again. */
export class LoginSent extends LoginForm {
  static override readonly tag = 'arco-ui-login-sent';

  @property({ attribute: false }) step!: Extract<Step, { name: 'sent' }>;

  @state() private isAgain = false;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('step')) this.isAgain = false;
  }

  protected override render(): TemplateResult {
    const { texts, step } = this;
    return html`
      <p class="lead" tabindex="-1">${texts.sent[step.mail](step.email)}</p>
      ${this.renderAlert()}
      <p class="small q" role="status">${this.isAgain ? texts.sentAgain : texts.spam}</p>
      <button class="btn lg" type="button" aria-disabled=${this.busy} @click=${this.#again}>${this.busy ? this.words.working : texts.again}</button>
      ${this.renderBack()}
    `;
  }

  async #again(): Promise<void> {
    this.isAgain = false;
    await this.attempt(async () => {
      await this.auth.ask(pathOf(this.step.mail), { email: this.step.email });
      this.isAgain = true;
    });
  }
}

LoginMail.register();
LoginSent.register();
