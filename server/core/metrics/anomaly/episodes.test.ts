import { describe, expect, test } from 'vitest';
import { addDays } from '../../dates.ts';
import { follow, UNKNOWN_DAYS, type Verdict } from './episodes.ts';
import type { Judgement } from './judge.ts';

const first = '2026-11-02';
const judged = (verdict: Judgement['verdict'], change: number): Judgement => ({ verdict, change, value: 1, reference: 1, z: 0, threshold: 3, weeks: 8, days: 56 });
const kinds: Record<string, Judgement | null> = { '-': judged('out', -0.4), '+': judged('out', 0.4), n: judged('near', -0.15), '.': judged('back', 0), '?': null };

/** A day a letter: `-` and `+` out, `n` near, `.` back, `?` unknown; the part of a day in brackets. */
function days(text: string): Verdict[] {
  return [...text.matchAll(/\((.)\)|(.)/g)].map(([, part, whole], index) => ({ day: addDays(first, index), judgement: kinds[(part ?? whole)!]!, ...(part ? { until: '12:00' } : {}) }));
}

const told = (text: string, last: Parameters<typeof follow>[0] = null) =>
  follow(last, days(text)).map((step) => `${step.do}${step.do === 'open' ? ` ${step.direction}` : ''} ${Number(step.day.slice(8)) - 2}`);

describe('an episode', () => {
  test.each([
    ['opens once', '..-', ['open below 2']],
    ['is seen while it lasts', '.+++', ['open above 1', 'see 2', 'see 3']],
    ['is over after two days back', '.-..', ['open below 1', 'close 3']],
    ['is not over after one', '.-.-..', ['open below 1', 'see 3', 'close 5']],
    ['does not count days that are near or unknown', '-.n?.', ['open below 0', 'close 4']],
    ['may be followed by another', '-..-', ['open below 0', 'close 2', 'open below 3']],
    ['gives way to the opposite', '-+', ['open below 0', 'close 1', 'open above 1']],
    ['may open on a day that is under way', '..(-)', ['open below 2']],
    ['is not over by a day that is under way', '-.(.)', ['open below 0']],
    ['ends where nothing is known any more', `-${'?'.repeat(UNKNOWN_DAYS)}`, ['open below 0', `close ${UNKNOWN_DAYS}`]],
    ['does not begin with what is unknown', '???', []],
  ])('%s', (_, text, steps) => {
    expect(told(text)).toEqual(steps);
  });

  test('is the same when the days are looked at again', () => {
    expect(told('.--', { direction: 'below', openedOn: addDays(first, 1), closedOn: null })).toEqual(['see 1', 'see 2']);
    expect(told('.-..', { direction: 'below', openedOn: addDays(first, 1), closedOn: addDays(first, 3) })).toEqual([]);
    expect(told('.-..-', { direction: 'below', openedOn: addDays(first, 1), closedOn: addDays(first, 3) })).toEqual(['open below 4']);
  });
});
