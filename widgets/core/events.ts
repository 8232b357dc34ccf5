import type { ArcoError } from './errors.ts';

/** A widget's data, or its having none, is on the screen. */
export class ArcoReadyEvent extends Event {
  static readonly type = 'arco-ready';

  constructor() {
    super(ArcoReadyEvent.type, { bubbles: true, composed: true });
  }
}

/** A widget could not load or refresh its data. */
export class ArcoErrorEvent extends Event {
  static readonly type = 'arco-error';

  readonly error: ArcoError;

  constructor(error: ArcoError) {
    super(ArcoErrorEvent.type, { bubbles: true, composed: true });
    this.error = error;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'arco-ready': ArcoReadyEvent;
    'arco-error': ArcoErrorEvent;
  }
}
