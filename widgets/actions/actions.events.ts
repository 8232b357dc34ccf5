import type { Action } from '../../server/modules/actions/actions.schema.ts';

abstract class ActionEvent extends Event {
  /** The action as it is now. */
  readonly action: Action;

  constructor(type: string, action: Action, options?: EventInit) {
    super(type, { bubbles: true, composed: true, ...options });
    this.action = action;
  }
}

/** The user asked what to do. The details open unless the event is cancelled, as by a host that takes them there. */
export class ActionOpenEvent extends ActionEvent {
  static readonly type = 'arco-action-open';

  constructor(action: Action) {
    super(ActionOpenEvent.type, action, { cancelable: true });
  }
}

/** The user said that an action is done. */
export class ActionCompleteEvent extends ActionEvent {
  static readonly type = 'arco-action-complete';

  constructor(action: Action) {
    super(ActionCompleteEvent.type, action);
  }
}

/** The user dismissed an action; its `reason` says why. */
export class ActionDismissEvent extends ActionEvent {
  static readonly type = 'arco-action-dismiss';

  constructor(action: Action) {
    super(ActionDismissEvent.type, action);
  }
}

/** The user put an action off; its `snoozedUntil` says until when. */
export class ActionSnoozeEvent extends ActionEvent {
  static readonly type = 'arco-action-snooze';

  constructor(action: Action) {
    super(ActionSnoozeEvent.type, action);
  }
}

/** The user took back what was decided of an action. */
export class ActionUndoEvent extends ActionEvent {
  static readonly type = 'arco-action-undo';

  constructor(action: Action) {
    super(ActionUndoEvent.type, action);
  }
}

declare global {
  interface HTMLElementEventMap {
    'arco-action-open': ActionOpenEvent;
    'arco-action-complete': ActionCompleteEvent;
    'arco-action-dismiss': ActionDismissEvent;
    'arco-action-snooze': ActionSnoozeEvent;
    'arco-action-undo': ActionUndoEvent;
  }
}
