import { html, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { AuthForm } from './auth-form.ts';
import { authFormTexts } from './auth-form.texts.ts';
import type { SessionOptions } from './auth.ts';
import { loginFlowTexts, type LoginFlowTexts } from './login-flow.texts.ts';
import type { Step } from './login-steps.ts';

/**
 * Base of the steps of signing in.
 *
 * @fires step - The next step is its detail.
 * @fires done - The person is signed in.
 */
export abstract class LoginForm extends AuthForm {
  static override readonly texts = [authFormTexts, loginFlowTexts];

  @property({ attribute: false }) options!: SessionOptions;

  protected get texts(): LoginFlowTexts {
    return this.locale.texts(loginFlowTexts);
  }

  protected turn(step: Step): void {
    this.dispatchEvent(new CustomEvent('step', { detail: step, bubbles: true }));
  }

  protected enter(): void {
    this.dispatchEvent(new Event('done', { bubbles: true }));
  }

  protected get canUsePasskeys(): boolean {
    return this.options.passkeys && this.auth.passkeys;
  }

  protected renderTurn(label: string, step: () => Step): TemplateResult {
    return html`<button class="lnk small" type="button" @click=${() => this.turn(step())}>${label}</button>`;
  }

  protected renderBack(): TemplateResult {
    return html`<p>${this.renderTurn(this.texts.back, () => ({ name: 'signIn' }))}</p>`;
  }
}
