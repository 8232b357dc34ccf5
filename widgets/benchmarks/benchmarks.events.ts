/** The user said whether the client's figures count for its sector. */
export class ConsentChangeEvent extends Event {
  static readonly type = 'arco-consent-change';

  /** Whether they do from now on. */
  readonly contributes: boolean;

  constructor(contributes: boolean) {
    super(ConsentChangeEvent.type, { bubbles: true, composed: true });
    this.contributes = contributes;
  }
}

declare global {
  interface HTMLElementEventMap {
    'arco-consent-change': ConsentChangeEvent;
  }
}
