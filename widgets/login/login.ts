import { html } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Api } from '../core/api.ts';
import { Query } from '../core/query.ts';
import { Widget, type View } from '../core/widget.ts';
import { arrival, cookieApi } from '../ui/cookie/cookie-api.ts';
import type { Auth, SessionOptions } from './auth.ts';
import type * as Flow from './login-flow.ts';
import { SessionStartEvent } from './login.events.ts';
import { takeLink, type Step } from './login-steps.ts';
import styles from './login.styles.ts';
import { loginTexts } from './login.texts.ts';

/** What signing in takes: how people may come in, and the code of the forms. */
interface Entry {
  readonly options: SessionOptions;
  readonly auth: Auth;
  readonly flow: typeof Flow;
}

/**
 * Signs in: by password, passkey and second factor, and by the links of our mails, which put a new password, an
 * invitation or the proof of an address into the fragment of this page's address.
 *
 * @tag arco-login
 *
 * @fires {SessionStartEvent} arco-session-start - Somebody has signed in; cancel it to stay on the page.
 */
export class ArcoLogin extends Widget<Entry> {
  static override readonly tag = 'arco-login';
  static override readonly height = 460;
  static override readonly texts = [loginTexts];
  static override readonly styles = [Widget.styles, styles];

  /** Where to go after, such as `/portal/`. Only an address of the page's own origin is followed. */
  @property() next = '/portal/';

  @state() private step: Step = { name: 'signIn' };

  protected readonly query = new Query(this, {
    load: async () => {
      const [flow, { auth }] = await arrival(Promise.all([import('./login-flow.ts'), import('./auth.ts')]));
      return { flow, auth, options: await auth.ask<SessionOptions>('/api/session/options') };
    },
    mock: async () => {
      const [flow, { authFixture, optionsFixture }] = await Promise.all([import('./login-flow.ts'), import('./auth.fixtures.ts')]);
      return { flow, auth: authFixture, options: optionsFixture };
    },
  });

  readonly #api = cookieApi(() => super.api);
  // A step that somebody asked for takes the focus; the first one only where nothing else has it.
  #isAsked = false;

  readonly #readLink = (): void => {
    const step = takeLink();
    if (step) this.#turn(step);
  };

  override get api(): Api {
    return this.#api;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#readLink();
    window.addEventListener('hashchange', this.#readLink);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('hashchange', this.#readLink);
  }

  protected override get heading(): string {
    const { headings, sent, broken } = this.locale.texts(loginTexts);
    const { step } = this;
    return step.name === 'sent' ? sent[step.mail] : step.name === 'broken' ? broken[step.link] : headings[step.name];
  }

  protected override renderSkeleton(): View {
    return html`<div class="form"><span class="sk in"></span><span class="sk in"></span><span class="sk in"></span><span class="sk h2"></span><span class="sk in"></span></div>`;
  }

  protected override renderData({ flow, auth, options }: Entry): View {
    const { step, locale } = this;
    const arrives = this.#isAsked || (!this.#isExample && document.activeElement === document.body);
    return html`<div class="form" @step=${({ detail }: CustomEvent<Step>) => this.#turn(detail)} @done=${this.#done}>${flow.renderStep({ step, auth, options, locale, arrives })}</div>`;
  }

  protected override async painted(): Promise<unknown> {
    await super.painted();
    return (this.renderRoot.querySelector('.form')?.firstElementChild as Widget | null)?.updateComplete;
  }

  #turn(step: Step): void {
    this.#isAsked = true;
    this.step = step;
  }

  async #done(): Promise<void> {
    const goesOn = this.emit(new SessionStartEvent());
    if (!goesOn || this.#isExample) return;
    const { goTo } = await import('./auth.ts');
    goTo(this.next);
  }

  get #isExample(): boolean {
    return this.mock || Boolean(this.previewState);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'arco-login': ArcoLogin;
  }
}
