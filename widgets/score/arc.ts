/** Of one part of the score: its share of the arc, and how much of that is filled. */
export interface Sector {
  readonly weight: number;
  /** From 0 to 1; null where it is not known. */
  readonly filled: number | null;
}

/** SVG paths of a part: the whole of it, and what is filled, if anything. */
export interface ArcPath {
  readonly track: string;
  readonly fill: string | undefined;
}

// The drawing is 240 wide; the arc opens downwards, 25 degrees below the horizontal on both sides.
const CENTER = [120, 118] as const;
const RADIUS = 100;
const START = 155;
const SWEEP = 230;
const GAP = 3.2;

/** A gauge of parts beside each other, each as long as it counts. */
export function arcPaths(sectors: readonly Sector[]): ArcPath[] {
  const shown = sectors.filter(({ weight }) => weight > 0);
  const whole = shown.reduce((sum, { weight }) => sum + weight, 0);
  const length = SWEEP - GAP * (shown.length - 1);
  let from = START;
  return shown.map(({ weight, filled }) => {
    const size = (length * weight) / whole;
    const path = { track: arc(from, from + size), fill: filled ? arc(from, from + size * Math.min(1, filled)) : undefined };
    from += size + GAP;
    return path;
  });
}

function arc(from: number, to: number): string {
  return `M${point(from)}A${RADIUS} ${RADIUS} 0 ${to - from > 180 ? 1 : 0} 1 ${point(to)}`;
}

function point(degrees: number): string {
  const angle = (degrees * Math.PI) / 180;
  return `${(CENTER[0] + RADIUS * Math.cos(angle)).toFixed(2)} ${(CENTER[1] + RADIUS * Math.sin(angle)).toFixed(2)}`;
}

/** Tenths that add up to the tenths of their sum, each at most one away from itself: what is read adds up too. */
export function addUp(values: readonly number[]): number[] {
  const exact = values.map((value) => value * 10);
  const whole = exact.map(Math.floor);
  const sum = exact.reduce((total, value) => total + value, 0);
  // Away from zero, as the sum itself is written.
  const missing = Math.sign(sum) * Math.round(Math.abs(sum)) - whole.reduce((total, value) => total + value, 0);
  const order = exact.map((value, index) => [value - whole[index]!, index] as const).toSorted(([a], [b]) => b - a);
  for (const [, index] of order.slice(0, missing)) whole[index]! += 1;
  return whole.map((value) => value / 10);
}
