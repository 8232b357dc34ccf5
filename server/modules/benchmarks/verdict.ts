import type { Better } from '../../core/metrics/definitions.ts';
import type { Benchmark, Compared, Verdict } from './benchmarks.schema.ts';

type Judged = Pick<Compared, 'verdict' | 'unknown'>;

/**
 * How a client does beside a benchmark. Better or worse only where its interval leaves out the median and, of the sector's
 * clients, everywhere that the median may lie; ends that touch leave nothing out.
 */
export function judge(interval: Compared['interval'], better: Better, benchmark: Benchmark | undefined, currency: string): Judged {
  const unknown = (reason: Compared['unknown']): Judged => ({ verdict: 'unknown', unknown: reason });
  if (!benchmark) return unknown('no_benchmark');
  if (benchmark.currency !== null && benchmark.currency !== currency) return unknown('currency');
  if (!benchmark.comparable) return unknown('definition');
  if (!interval) return unknown('few_days');
  const { median, low, high } = benchmark;
  return { verdict: side(interval, better, low ?? median, high ?? median), unknown: null };
}

function side(mine: { low: number; high: number }, better: Better, low: number, high: number): Verdict {
  const isAbove = mine.low > high;
  const isBelow = mine.high < low;
  if (!isAbove && !isBelow) return 'same';
  return isAbove === (better === 'higher') ? 'better' : 'worse';
}
