/** Somebody has signed out, or erased their account. The page goes on to `next` unless the event is cancelled. */
export class SessionEndEvent extends CustomEvent<Record<string, never>> {
  static readonly type = 'arco-session-end';

  constructor() {
    super(SessionEndEvent.type, { bubbles: true, composed: true, cancelable: true, detail: {} });
  }
}

declare global {
  interface HTMLElementEventMap {
    'arco-session-end': SessionEndEvent;
  }
}
