/** Round values for the grid of an axis that starts at zero: three to five lines, the last at or past `high`. */
export function gridLines(low: number, high: number, whole: boolean): number[] {
  const bottom = Math.min(low, 0);
  const top = Math.max(high, 0) || (bottom < 0 ? 0 : 1);
  const nice = niceStep((top - bottom) / 4);
  const step = whole ? Math.ceil(nice) : nice;
  const lines: number[] = [];
  for (let index = Math.floor(bottom / step); index <= Math.ceil(top / step); index += 1) lines.push(index * step);
  return lines;
}

/** The smallest of 1, 2, 2.5, 5 and 10 times a power of ten that is not below a value. */
function niceStep(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  // The factor of a hair undoes binary fractions, as in 0.3 / 0.1.
  return ([1, 2, 2.5, 5].find((times) => times * power >= value * 0.999_999) ?? 10) * power;
}

/** Which of so many points to name below a chart: the first, the last, and a few between. */
export function axisPoints(count: number, steps: number): number[] {
  const last = Math.max(0, count - 1);
  return [...new Set(Array.from({ length: steps + 1 }, (_, index) => Math.round((index * last) / steps)))];
}
