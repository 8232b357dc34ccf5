import { isOutOfBand, LEAST_BASE, LEAST_CHANGE, LEAST_Z, medianOf, robustZ, variesByChanceAtLeast, conditionalBinomial } from '../band.ts';
import type { Part, Shape } from './shape.ts';

/** Days before a day that its usual is taken from: eight of each weekday. */
export const HISTORY = 56;
const FEWEST_WEEKS = 6;
/** Days with a usual of their own from which their scatter is known; below, a weekday stands for itself. */
const FEWEST_POOLED = 28;
/** The share of residuals that the scale is read at: more of them speak than at the median, and a fifth may be episodes. */
const AT = 0.8;
/** Of the normal distribution 1.28; less, as a scale that was measured on these few days is itself uncertain. */
const NORMAL_AT = 1.2;
/** What the median of seven weeks adds to the scatter of a day around it. */
const OF_MEDIAN = Math.sqrt(1.2);
/** Whole days that scatter by more than this share have no usual. */
const MOST_SCATTER = 4;
const ROUNDS = 14;
/** A measured scatter so little above that of chance cannot be told from it. */
const LIKE_CHANCE = 1.15;
/** Where chance alone explains the scatter, the scale is known and not measured, and less is enough. */
const LEAST_Z_BY_CHANCE = 2.8;
/** A scatter so far below what chance brings is no luck: the figure is steadier than counts of chance are. */
const STEADY = 0.6;
/** Of a day that is under way, less than this is too little to judge by. */
const LEAST_DONE = 0.2;
/** Below this a figure that was out counts as back: it does not leave and enter with every day near the edge. */
const BACK_Z = 2;
const BACK_CHANGE = 0.1;

/** How a day, or what there is of it, compares with the same weekdays before. */
export interface Judgement {
  verdict: 'out' | 'near' | 'back';
  /** In the metric's unit. */
  value: number;
  /** Median of the same weekday. */
  reference: number;
  /** Relative to the reference; of ROI, of the return. */
  change: number;
  z: number;
  /** What |z| had to reach. */
  threshold: number;
  /** Same weekdays that the reference is of, and days that the scatter is of. */
  weeks: number;
  days: number;
}

/**
 * Judges `now` against `past`, the days before it, the last first ({@link HISTORY} of them; undefined where unknown).
 * `done` is the share of such a day that has usually happened by then. Null where it cannot be judged.
 */
export function judge(shape: Shape, now: Part, past: readonly (Part | undefined)[], done = 1): Judgement | null {
  const value = valueOf(now);
  const same = sameWeekday(past, 7);
  if (value === null || same.length < FEWEST_WEEKS || done < LEAST_DONE) return null;
  const reference = medianOf(same.map((part) => valueOf(part)!));
  if (reference <= 0) return null;
  const judged = { value: value + shape.offset, reference: reference + shape.offset, change: value / reference - 1, weeks: same.length };
  if (!isLarge(shape, same)) return { ...judged, verdict: 'near', z: 0, threshold: LEAST_Z, days: 0 };
  if (Math.abs(judged.change) < (done < 1 ? LEAST_CHANGE : BACK_CHANGE)) return { ...judged, verdict: 'back', z: 0, threshold: LEAST_Z, days: 0 };
  const pairs = pooled(past);
  if (pairs.length < FEWEST_POOLED) return alone(shape, now, same, judged, done);
  const { z, least } = zOf(shape, pairOf(now, reference), pairs, reference);
  // Looks during the day use up little of the error where they ask for more (O'Brien and Fleming, Biometrics 35, 1979).
  const threshold = least / Math.sqrt(done);
  return { ...judged, verdict: verdictOf(z, judged.change, threshold), z, threshold, days: pairs.length };
}

function verdictOf(z: number, change: number, threshold: number): Judgement['verdict'] {
  if (Math.abs(z) >= threshold && Math.abs(change) >= LEAST_CHANGE) return 'out';
  return Math.abs(z) < BACK_Z || Math.abs(change) < BACK_CHANGE ? 'back' : 'near';
}

/** By the history of one weekday, where that is all there is. Its own few deviations are a poor scale, so chance has a say. */
function alone(shape: Shape, now: Part, same: readonly Part[], judged: Pick<Judgement, 'value' | 'reference' | 'change' | 'weeks'>, done: number): Judgement | null {
  if (now.per !== null || done < 1) return null;
  const history = same.map(({ sum }) => sum);
  const { median, z } = robustZ(now.sum, history);
  const isLuck = shape.chance === 'count' && variesByChanceAtLeast(history) && conditionalBinomial(now.sum, history) >= 0.01;
  const isOut = !isLuck && isOutOfBand({ value: now.sum, median, z }, 0);
  const verdict = isOut ? 'out' : verdictOf(z, judged.change, Infinity);
  return { ...judged, verdict, z, threshold: LEAST_Z, days: history.length };
}

const valueOf = ({ sum, per }: Part): number | null => (per === null ? sum : per > 0 ? sum / per : null);

function sameWeekday(past: readonly (Part | undefined)[], lag: number, except?: number): Part[] {
  const found: Part[] = [];
  for (let at = lag % 7 || 7; at <= HISTORY; at += 7) {
    const part = past[at - 1];
    if (at !== except && part && valueOf(part) !== null) found.push(part);
  }
  return found;
}

/** Whether every count that the metric is made of is usually so large that it is not mostly luck. */
function isLarge({ sumIsCount, perIsCount }: Shape, same: readonly Part[]): boolean {
  if (sumIsCount && medianOf(same.map(({ sum }) => sum)) < LEAST_BASE) return false;
  return !perIsCount || medianOf(same.map(({ per }) => per!)) >= LEAST_BASE;
}

/** What was, and what was usual of as many: of a ratio, what the sum would have been. */
type Pair = readonly [was: number, usual: number];

const pairOf = ({ sum, per }: Part, usual: number): Pair => [sum, per === null ? usual : usual * per];

/** Each day of the past beside the median of its weekday without it, which is as new to it as today's is to today. */
function pooled(past: readonly (Part | undefined)[]): Pair[] {
  const pairs: Pair[] = [];
  for (let lag = 1; lag <= HISTORY; lag += 1) {
    const part = past[lag - 1];
    if (!part || valueOf(part) === null) continue;
    const others = sameWeekday(past, lag, lag);
    if (others.length >= FEWEST_WEEKS - 1) pairs.push(pairOf(part, medianOf(others.map((other) => valueOf(other)!))));
  }
  return pairs;
}

/**
 * The distance of a pair where the variance of a figure is `m + c²m²`: chance, and a scatter of whole days by the share
 * `c`. Between a square root (c = 0) and a logarithm; it makes large and small days, rises and falls alike (Anscombe,
 * The transformation of Poisson, binomial and negative-binomial data, Biometrika 35, 1948).
 */
function distance([was, usual]: Pair, c: number): number {
  const bent = (value: number) => (c === 0 ? root(value) : Math.asinh(c * root(value)) / c);
  return 2 * (bent(was) - bent(usual));
}
const root = (value: number) => Math.sign(value) * Math.sqrt(Math.abs(value));

function scaleOf(pairs: readonly Pair[], c: number): number {
  const sorted = pairs.map((pair) => Math.abs(distance(pair, c))).sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * AT))]! / NORMAL_AT;
}

/** How many of its usual distances today is from its usual, and how many it must be at the end of a day. */
function zOf({ chance }: Shape, pair: Pair, pairs: readonly Pair[], usual: number): { z: number; least: number } {
  const measured = scaleOf(pairs, 0);
  const straight = distance(pair, 0);
  if (chance === null) return { z: straight / (measured || 1), least: LEAST_Z };
  const byChance = OF_MEDIAN * (chance === 'share' ? Math.sqrt(1 - Math.min(usual, 0.95)) : 1);
  if (measured > 0 && measured < STEADY * byChance) return { z: straight / measured, least: LEAST_Z };
  if (measured <= LIKE_CHANCE * byChance) return { z: straight / byChance, least: chance === 'count' ? LEAST_Z_BY_CHANCE : LEAST_Z };
  // The scatter only brings it nearer: what is within the band by chance alone needs no search.
  if (Math.abs(straight) < BACK_Z * byChance) return { z: straight / byChance, least: LEAST_Z };
  let [low, high] = [0, MOST_SCATTER];
  for (let round = 0; round < ROUNDS; round += 1) {
    const middle = (low + high) / 2;
    if (scaleOf(pairs, middle) > byChance) low = middle;
    else high = middle;
  }
  return { z: distance(pair, high) / Math.max(byChance, scaleOf(pairs, high)), least: LEAST_Z };
}
