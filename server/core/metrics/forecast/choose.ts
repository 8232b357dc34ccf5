import { baseline, candidates, type Model, type ModelName } from './models.ts';

/** What a model would have said on a day of the past, from the days before it alone. */
export interface Replay {
  /** Days of the series that were known. */
  origin: number;
  forecast: Float64Array;
}

/** The model that a series is forecast with, and what speaks for it. */
export interface Chosen {
  model: ModelName;
  /** Its mean absolute error in replays as a multiple of the seasonal naive forecast's; null where that never erred. */
  mase: number | null;
  forecast: Float64Array;
  replays: Replay[];
}

/** Replays reach back a year, a week apart; of a short series they start closer together. */
const MOST_REPLAYS = 52;
const STEP_DAYS = 7;
const FEWEST_REPLAYS = 3;
/** A replay is worth something from a week of days to hold it against. */
const LEAST_DAYS = 7;

/**
 * The model that missed least in replays of the past, over as many days ahead as are asked for. One that does not beat
 * the seasonal naive forecast (the same weekday of last week) is not shown: then that one is, under its name.
 * `y` has no gaps; `isKnown` tells the days that were counted from those that were filled.
 */
export function choose(y: Float64Array, isKnown: readonly boolean[], horizon: number): Chosen {
  const ahead = aheadOf(y);
  const usual = replay(baseline, y, horizon, ahead);
  const missedByUsual = new Map(usual.map((each) => [each.origin, missed(each, y, isKnown)]));
  let best: { model: Model; mase: number; replays: Replay[] } | undefined;
  for (const model of candidates) {
    const replays = replay(model, y, horizon, ahead);
    if (replays.length < FEWEST_REPLAYS) continue;
    let [own, theirs] = [0, 0];
    for (const each of replays) {
      own += missed(each, y, isKnown);
      theirs += missedByUsual.get(each.origin) ?? 0;
    }
    const mase = theirs === 0 ? Infinity : own / theirs;
    if (mase < (best?.mase ?? 1)) best = { model, mase, replays };
  }
  if (best) return { model: best.model.name, mase: best.mase, forecast: ahead(best.model, y, horizon), replays: best.replays };
  const erred = [...missedByUsual.values()].some((each) => each > 0);
  return { model: baseline.name, mase: erred ? 1 : null, forecast: ahead(baseline, y, horizon), replays: usual };
}

type Ahead = (model: Model, y: Float64Array, horizon: number) => Float64Array;

/** What was never negative is not forecast to be. */
function aheadOf(y: Float64Array): Ahead {
  if (y.some((value) => value < 0)) return (model, known, horizon) => model.forecast(known, horizon);
  return (model, known, horizon) => model.forecast(known, horizon).map((value) => Math.max(0, value));
}

function replay(model: Model, y: Float64Array, horizon: number, ahead: Ahead): Replay[] {
  const last = y.length - Math.min(horizon, LEAST_DAYS, y.length);
  const full = y.length - horizon >= model.fewest + FEWEST_REPLAYS ? y.length - horizon : last;
  const first = Math.max(model.fewest, baseline.fewest);
  const step = Math.max(1, Math.min(STEP_DAYS, Math.floor((full - first) / 20)));
  const replays: Replay[] = [];
  for (let origin = full; origin >= first && replays.length < MOST_REPLAYS; origin -= step) {
    const days = Math.min(horizon, y.length - origin);
    replays.push({ origin, forecast: ahead(model, y.subarray(0, origin), days) });
  }
  return replays;
}

function missed({ origin, forecast }: Replay, y: Float64Array, isKnown: readonly boolean[]): number {
  let sum = 0;
  for (let at = 0; at < forecast.length; at += 1) if (isKnown[origin + at]) sum += Math.abs(forecast[at]! - y[origin + at]!);
  return sum;
}
