import type { Day } from '../../dates.ts';
import type { Judgement } from './judge.ts';

export type Direction = 'above' | 'below';

/** The last alert that there was of a metric. */
export interface Episode {
  direction: Direction;
  openedOn: Day;
  /** The day by which it was over; null while it is open. */
  closedOn: Day | null;
}

/** A day as it was judged; null where it could not be. Of one that is under way, `until` which hour of it, `hh:mm`. */
export interface Verdict {
  day: Day;
  judgement: Judgement | null;
  until?: string;
}

export type Step = { do: 'open'; day: Day; direction: Direction; judgement: Judgement; until?: string } | { do: 'see'; day: Day } | { do: 'close'; day: Day };

/** Complete days back in its band after which an episode is over. */
const CALM_DAYS = 2;
/** Days without a verdict after which nothing is known to be out any more. */
export const UNKNOWN_DAYS = 14;

/**
 * What days make of the episode before them, oldest first. They may be days that were looked at before: the same days
 * lead to the same episodes, so a check that comes late or twice opens nothing a second time.
 */
export function follow(last: Episode | null, verdicts: readonly Verdict[]): Step[] {
  const steps: Step[] = [];
  let open = last && last.closedOn === null ? last : null;
  let since = last?.closedOn ?? null;
  let [calm, unknown] = [0, 0];
  for (const { day, judgement, until } of verdicts) {
    if ((open && day < open.openedOn) || (since !== null && day <= since)) continue;
    const direction = judgement?.verdict !== 'out' ? null : judgement.change < 0 ? 'below' : 'above';
    if (direction !== null) {
      [calm, unknown] = [0, 0];
      if (open?.direction === direction) steps.push({ do: 'see', day });
      else {
        if (open) steps.push({ do: 'close', day });
        open = { direction, openedOn: day, closedOn: null };
        steps.push({ do: 'open', day, direction, judgement: judgement!, ...(until ? { until } : {}) });
      }
      continue;
    }
    if (!open || until !== undefined) continue;
    if (judgement?.verdict === 'back') calm += 1;
    unknown = judgement ? 0 : unknown + 1;
    if (calm < CALM_DAYS && unknown < UNKNOWN_DAYS) continue;
    steps.push({ do: 'close', day });
    [open, since, calm, unknown] = [null, day, 0, 0];
  }
  return steps;
}
