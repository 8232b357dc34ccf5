import { html, type TemplateResult } from 'lit';
import type { Locale } from '../core/locale.ts';
import type { Auth, SessionOptions } from './auth.ts';
import './login-code.ts';
import './login-mail.ts';
import './login-password.ts';
import './login-sign-in.ts';
import type { Step } from './login-steps.ts';

/** What every step is drawn with. */
interface Scene {
  readonly step: Step;
  readonly auth: Auth;
  readonly options: SessionOptions;
  readonly locale: Locale;
  /** Whether the step takes the focus. */
  readonly arrives: boolean;
}

/** The form of a step. */
export function renderStep({ step, auth, options, locale, arrives }: Scene): TemplateResult {
  switch (step.name) {
    case 'signIn':
      return html`<arco-ui-login-sign-in .step=${step} .auth=${auth} .options=${options} .locale=${locale} .arrives=${arrives}></arco-ui-login-sign-in>`;
    case 'code':
      return html`<arco-ui-login-code .auth=${auth} .options=${options} .locale=${locale} .arrives=${arrives}></arco-ui-login-code>`;
    case 'recovery':
      return html`<arco-ui-login-code .isRecovery=${true} .auth=${auth} .options=${options} .locale=${locale} .arrives=${arrives}></arco-ui-login-code>`;
    case 'forgot':
    case 'broken':
      return html`<arco-ui-login-mail .step=${step} .auth=${auth} .options=${options} .locale=${locale} .arrives=${arrives}></arco-ui-login-mail>`;
    case 'sent':
      return html`<arco-ui-login-sent .step=${step} .auth=${auth} .options=${options} .locale=${locale} .arrives=${arrives}></arco-ui-login-sent>`;
    default:
      return html`<arco-ui-login-password .step=${step} .auth=${auth} .options=${options} .locale=${locale} .arrives=${arrives}></arco-ui-login-password>`;
  }
}
