/** Fewer contributors than this are not shown, as one could be guessed from the others. */
export const FEWEST = 15;
/** Nor is a figure of which one contributor is more than a quarter. */
export const LARGEST_SHARE = 0.25;
const CONFIDENCE = 0.95;

/** How many contribute, and how much of it is the largest one's. */
export interface Crowd {
  contributors: number;
  volume: number;
  top: number;
}

/** Why the figures of a crowd are not shown; null where they are. */
export function hiddenBecause({ contributors, volume, top }: Crowd): 'few' | 'dominated' | null {
  if (contributors < FEWEST) return 'few';
  return top > volume * LARGEST_SHARE ? 'dominated' : null;
}

export interface Quartiles {
  q1: number;
  median: number;
  q3: number;
  /** Where the median of all such clients lies, 95 times in 100. */
  low: number;
  high: number;
  n: number;
}

/** Quartiles in which every client counts the same, however large. Of at least six. */
export function quartilesOf(values: readonly number[]): Quartiles {
  const sorted = [...values].sort((a, b) => a - b);
  const rank = medianRank(sorted.length);
  return {
    q1: quantile(sorted, 0.25),
    median: quantile(sorted, 0.5),
    q3: quantile(sorted, 0.75),
    low: sorted[rank - 1]!,
    high: sorted[sorted.length - rank]!,
    n: sorted.length,
  };
}

/** Between the neighbours of a rank, as `percentile_cont` of SQL and type 7 of Hyndman and Fan (1996). */
function quantile(sorted: readonly number[], share: number): number {
  const at = (sorted.length - 1) * share;
  const low = Math.floor(at);
  const [below, above] = [sorted[low]!, sorted[Math.min(low + 1, sorted.length - 1)]!];
  return below + (above - below) * (at - low);
}

/**
 * Counted from either end, the rank of the values between which the median lies with 95 % confidence, whatever the
 * distribution: the largest r with P(B < r) ≤ 2.5 % for B binomial of n and a half (Conover, Practical Nonparametric
 * Statistics, 1999).
 */
export function medianRank(n: number): number {
  // Half to so high a power is zero to a float, and the normal distribution is near enough.
  if (n > 1_000) return Math.floor((n + 1) / 2 - 0.98 * Math.sqrt(n));
  let chance = 0.5 ** n;
  let below = chance;
  let rank = 0;
  while (below <= (1 - CONFIDENCE) / 2) {
    rank += 1;
    chance *= (n - rank + 1) / rank;
    below += chance;
  }
  return rank;
}
