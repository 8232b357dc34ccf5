/** Somebody has signed in. The page goes on to `next` unless the event is cancelled. Who it is stays with the cookie. */
export class SessionStartEvent extends CustomEvent<Record<string, never>> {
  static readonly type = 'arco-session-start';

  constructor() {
    super(SessionStartEvent.type, { bubbles: true, composed: true, cancelable: true, detail: {} });
  }
}

declare global {
  interface HTMLElementEventMap {
    'arco-session-start': SessionStartEvent;
  }
}
