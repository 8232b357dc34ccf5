import type { Goal } from '../../server/modules/goals/goals.schema.ts';

abstract class GoalEvent extends Event {
  /** The goal as it is now, or as it was when it was removed. */
  readonly goal: Goal;

  constructor(type: string, goal: Goal, options?: EventInit) {
    super(type, { bubbles: true, composed: true, ...options });
    this.goal = goal;
  }
}

/** The user picked a goal. Its history opens unless the event is cancelled. */
export class GoalSelectEvent extends GoalEvent {
  static readonly type = 'arco-goal-select';

  constructor(goal: Goal) {
    super(GoalSelectEvent.type, goal, { cancelable: true });
  }
}

/** The user made a goal. */
export class GoalCreateEvent extends GoalEvent {
  static readonly type = 'arco-goal-create';

  constructor(goal: Goal) {
    super(GoalCreateEvent.type, goal);
  }
}

/** The user changed a goal. */
export class GoalUpdateEvent extends GoalEvent {
  static readonly type = 'arco-goal-update';

  constructor(goal: Goal) {
    super(GoalUpdateEvent.type, goal);
  }
}

/** The user removed a goal. */
export class GoalRemoveEvent extends GoalEvent {
  static readonly type = 'arco-goal-remove';

  constructor(goal: Goal) {
    super(GoalRemoveEvent.type, goal);
  }
}

declare global {
  interface HTMLElementEventMap {
    'arco-goal-select': GoalSelectEvent;
    'arco-goal-create': GoalCreateEvent;
    'arco-goal-update': GoalUpdateEvent;
    'arco-goal-remove': GoalRemoveEvent;
  }
}
