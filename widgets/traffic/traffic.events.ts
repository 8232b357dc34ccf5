import type { Filter, TrafficMetric } from '../../server/modules/traffic/traffic.schema.ts';

/** The user chose another figure. */
export class TrafficSelectEvent extends Event {
  static readonly type = 'arco-traffic-select';
  readonly metric: TrafficMetric;

  constructor(metric: TrafficMetric) {
    super(TrafficSelectEvent.type, { bubbles: true, composed: true });
    this.metric = metric;
  }
}

/** The user filtered by a page, source, campaign, device or country, or took the filter away. */
export class TrafficFilterEvent extends Event {
  static readonly type = 'arco-traffic-filter';
  readonly filter: Filter | undefined;

  constructor(filter: Filter | undefined) {
    super(TrafficFilterEvent.type, { bubbles: true, composed: true });
    this.filter = filter;
  }
}

declare global {
  interface HTMLElementEventMap {
    'arco-traffic-select': TrafficSelectEvent;
    'arco-traffic-filter': TrafficFilterEvent;
  }
}
