/** The user chose another client. The element shows it from then on unless the event is cancelled. */
export class ClientChooseEvent extends CustomEvent<{ readonly client: string }> {
  static readonly type = 'arco-client-choose';

  /** Its slug; also in `detail`. */
  readonly client: string;

  constructor(client: string) {
    super(ClientChooseEvent.type, { bubbles: true, composed: true, cancelable: true, detail: { client } });
    this.client = client;
  }
}

declare global {
  interface HTMLElementEventMap {
    'arco-client-choose': ClientChooseEvent;
  }
}
