import { expect, test } from 'vitest';
import vectors from '../../../test/vectors.json' with { type: 'json' };
import { drift, naiveInterval, seasonalNaive, smooth } from './baselines.ts';

/** Passengers of international airlines a month, in thousands, 1949 to 1960 (Box, Jenkins and Reinsel, series G). */
const passengers = Float64Array.of(
  112, 118, 132, 129, 121, 135, 148, 148, 136, 119, 104, 118, 115, 126, 141, 135, 125, 149, 170, 170, 158, 133, 114, 140,
  145, 150, 178, 163, 172, 178, 199, 199, 184, 162, 146, 166, 171, 180, 193, 181, 183, 218, 230, 242, 209, 191, 172, 194,
  196, 196, 236, 235, 229, 243, 264, 272, 237, 211, 180, 201, 204, 188, 235, 227, 234, 264, 302, 293, 259, 229, 203, 229,
  242, 233, 267, 269, 270, 315, 364, 347, 312, 274, 237, 278, 284, 277, 317, 313, 318, 374, 413, 405, 355, 306, 271, 306,
  315, 301, 356, 348, 355, 422, 465, 467, 404, 347, 305, 336, 340, 318, 362, 348, 363, 435, 491, 505, 404, 359, 310, 337,
  360, 342, 406, 396, 420, 472, 548, 559, 463, 407, 362, 405, 417, 391, 419, 461, 472, 535, 622, 606, 508, 461, 390, 432,
);
const published = vectors.forecast_baselines;
const lows = (horizon: number, season?: number) => naiveInterval(passengers, horizon, season).map(({ low }) => low);

test('naive and seasonal naive have the published low ends', () => {
  lows(3).forEach((low, at) => expect(low).toBeCloseTo(published.naive_lo80_h1_3[at]!, 3));
  lows(12, 12).forEach((low, at) => expect(low).toBeCloseTo(published.seasonal_naive12_lo80_h1_12[at]!, 3));
});

test('a random walk with drift goes where the published one goes', () => {
  [...drift(passengers, 2)].forEach((value, at) => expect(value).toBeCloseTo(published.rwd_mean_h1_2[at]!, 3));
});

test('smoothing at a weight of 0.1 ends at the published level', () => {
  expect(smooth(passengers, 0.1).level).toBeCloseTo(published['ses_alpha_0.1_mean'], 3);
});

test('the seasonal naive forecast repeats the last season', () => {
  expect([...seasonalNaive(Float64Array.of(9, 1, 2, 3, 4, 5, 6, 7), 9)]).toEqual([1, 2, 3, 4, 5, 6, 7, 1, 2]);
});
