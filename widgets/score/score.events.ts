/** The user asked where the score comes from. Its details open unless the event is cancelled. */
export class ScoreOpenEvent extends Event {
  static readonly type = 'arco-score-open';

  constructor() {
    super(ScoreOpenEvent.type, { bubbles: true, composed: true, cancelable: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    'arco-score-open': ScoreOpenEvent;
  }
}
