import type { Dimension, Filter, TrafficMetric } from '../../server/modules/traffic/traffic.schema.ts';
import type { Day } from '../ui/days/days.ts';

/** What is looked at, as a link can say it. */
export interface TrafficView {
  readonly metric: TrafficMetric;
  readonly from: Day;
  readonly to: Day;
  readonly filter: Filter | undefined;
}

const NAME = 'arco-traffic';
const metrics: readonly string[] = ['visitors', 'sessions', 'pageviews', 'conversions', 'conversion_rate', 'bounce_rate', 'avg_session_seconds'] satisfies TrafficMetric[];
const dimensions: readonly string[] = ['page', 'source', 'campaign', 'device', 'country'] satisfies Dimension[];
const day = /^(19|20|21)\d\d-\d\d-\d\d$/;

/** The address of the page with a view in its hash. */
export function linkTo({ metric, from, to, filter }: TrafficView, href: string): string {
  const url = new URL(href);
  const view = new URLSearchParams({ metric, from, to, ...(filter && { [filter.dimension]: filter.value }) });
  url.hash = `${NAME}=${encodeURIComponent(view.toString())}`;
  return url.href;
}

/** The view that a hash says; `undefined` where it says none, or one that cannot be. */
export function viewIn(hash: string): TrafficView | undefined {
  const said = new RegExp(`^#${NAME}=(.*)$`).exec(hash)?.[1];
  if (!said) return undefined;
  const view = new URLSearchParams(decoded(said));
  const [metric, from, to] = ['metric', 'from', 'to'].map((key) => view.get(key) ?? '') as [string, Day, Day];
  const isDay = (text: string) => day.test(text) && !Number.isNaN(Date.parse(text));
  if (!metrics.includes(metric) || !isDay(from) || !isDay(to) || from > to) return undefined;
  const dimension = dimensions.find((each) => view.has(each)) as Dimension | undefined;
  return { metric: metric as TrafficMetric, from, to, filter: dimension && { dimension, value: view.get(dimension)! } };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
