import type { Goal, GoalPeriod } from '../../server/modules/goals/goals.schema.ts';
import { addDays, type Day, type Window } from '../ui/days/days.ts';
import { periodOf } from '../ui/days/periods.ts';

/** A period that a goal can have. */
export interface PeriodChoice extends Window {
  readonly id: string;
  readonly period: Exclude<GoalPeriod, 'custom'>;
  /** 0 is the current one, 1 the next; `undefined` one that lies elsewhere. */
  readonly offset: 0 | 1 | undefined;
}

/** This and the next month, week and quarter; and the one that the goal already has. */
export function periodChoices(today: Day, goal: Goal | undefined): PeriodChoice[] {
  const choices = (['month', 'week', 'quarter'] as const).flatMap((period): PeriodChoice[] => {
    const current = periodOf(period, today);
    const next = periodOf(period, addDays(current.to, 1));
    return [
      { id: `${period}-0`, period, offset: 0, ...current },
      { id: `${period}-1`, period, offset: 1, ...next },
    ];
  });
  if (!goal || goal.period === 'custom' || choiceOf(choices, goal)) return choices;
  return [{ id: 'kept', period: goal.period, offset: undefined, from: goal.startsOn, to: goal.endsOn }, ...choices];
}

/** Which of the choices a goal has. */
export function choiceOf(choices: readonly PeriodChoice[], { period, startsOn }: Goal): PeriodChoice | undefined {
  return choices.find((choice) => choice.period === period && choice.from === startsOn);
}
