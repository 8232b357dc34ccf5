const WEEK = 7;
/** 52 weeks: a year that keeps its weekdays. */
const YEAR = 364;
const SEASON_DAYS = 56;
const LEVEL_DAYS = 28;
/** Days after which a day's say in the level falls to 1/e. */
const FADE_DAYS = 14;
/** Days beyond which what it still says no longer matters. */
const FADED_DAYS = 84;

/** Days that {@link yearly} needs: a year, and a level to compare with. */
export const YEARLY_DAYS = YEAR + LEVEL_DAYS;
/** Days that {@link yearIndex} needs. */
export const INDEX_DAYS = 2 * YEAR;

/** Each weekday's share of the last 8 weeks, at the level of the last 4. */
export function weekdayIndex(y: Float64Array, horizon: number): Float64Array {
  const season = y.subarray(-SEASON_DAYS);
  const sums = new Float64Array(WEEK);
  const days = new Float64Array(WEEK);
  let total = 0;
  // Places are counted from the end: 0 is the weekday of the first day to come.
  for (let at = 0; at < season.length; at += 1) {
    const place = (WEEK - ((season.length - at) % WEEK)) % WEEK;
    sums[place]! += season[at]!;
    days[place]! += 1;
    total += season[at]!;
  }
  if (total === 0) return new Float64Array(horizon);
  const index = sums.map((sum, place) => (sum / days[place]!) * (season.length / total));
  const recent = y.subarray(-LEVEL_DAYS);
  let [sum, weight] = [0, 0];
  for (let at = 0; at < recent.length; at += 1) {
    sum += recent[at]!;
    weight += index[(WEEK - ((recent.length - at) % WEEK)) % WEEK]!;
  }
  const level = weight === 0 ? 0 : sum / weight;
  return Float64Array.from({ length: horizon }, (_, at) => level * index[at % WEEK]!);
}

/**
 * The same weekday of the same week of former years, at the level of the last weeks. Each year is brought to today's
 * level by the ratio of the last days to those of its own, the latest counting most; later years count more (1/√k), and
 * a day's neighbours a week away smooth it a little.
 */
export function yearly(y: Float64Array, horizon: number): Float64Array {
  const end = y.length;
  const result = new Float64Array(horizon);
  let weights = 0;
  for (let years = 1; end - years * YEAR >= LEVEL_DAYS; years += 1) {
    const ratio = levelRatio(y, years * YEAR);
    if (ratio === null) continue;
    const weight = 1 / Math.sqrt(years);
    weights += weight;
    for (let at = 0; at < horizon; at += 1) result[at]! += weight * ratio * smoothed(y, end + at - years * YEAR);
  }
  return weights === 0 ? weekdayIndex(y, horizon) : result.map((value) => value / weights);
}

function levelRatio(y: Float64Array, lag: number): number | null {
  let [now, then] = [0, 0];
  const days = Math.min(FADED_DAYS, y.length - lag);
  for (let ago = 1; ago <= days; ago += 1) {
    const weight = Math.exp(-ago / FADE_DAYS);
    now += weight * y[y.length - ago]!;
    then += weight * y[y.length - ago - lag]!;
  }
  return then === 0 ? null : now / then;
}

/** A day with a little of the same weekday a week before and after, where they are known. */
function smoothed(y: Float64Array, at: number): number {
  const NEAR = 0.25;
  let [sum, weight] = [y[at]!, 1];
  for (const near of [at - WEEK, at + WEEK]) {
    if (near < 0 || near >= y.length) continue;
    sum += NEAR * y[near]!;
    weight += NEAR;
  }
  return sum / weight;
}

/** What a year makes of each day: the mean of its week over that of its year, over all years; with the days to come. */
export function yearIndex(y: Float64Array, horizon: number): Float64Array {
  const places = new Float64Array(YEAR);
  const counts = new Float64Array(YEAR);
  const weeks = centredMeans(y, WEEK);
  const years = centredMeans(y, YEAR + 1);
  for (let at = 0; at < y.length; at += 1) {
    if (years[at] === 0) continue;
    places[at % YEAR]! += weeks[at]! / years[at]!;
    counts[at % YEAR]! += 1;
  }
  return Float64Array.from({ length: y.length + horizon }, (_, at) => {
    const place = at % YEAR;
    return counts[place] === 0 ? 1 : Math.max(0.05, places[place]! / counts[place]!);
  });
}

/** Means of so many days around each, of those that there are. */
function centredMeans(y: Float64Array, width: number): Float64Array {
  const sums = new Float64Array(y.length + 1);
  for (let at = 0; at < y.length; at += 1) sums[at + 1] = sums[at]! + y[at]!;
  const half = Math.floor(width / 2);
  return y.map((_, at) => {
    const [from, to] = [Math.max(0, at - half), Math.min(y.length, at + half + 1)];
    return (sums[to]! - sums[from]!) / (to - from);
  });
}
