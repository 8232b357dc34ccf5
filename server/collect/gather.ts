import { dayAt } from '../core/dates.ts';
import type { HitRow } from './collect.schema.ts';

/** A visit as it stands. */
export interface Visit {
  id: string;
  visitor: string;
  consented: boolean;
  started_at: string;
  last_at: string;
  pageviews: number;
  events: number;
  conversions: number;
  /** Where it began. */
  page: string;
  source: string;
  medium: string;
  campaign?: string | null | undefined;
  device: string;
  country: string;
}

const counts = ['visitors', 'sessions', 'pageviews', 'bounces', 'bounces_page', 'bounces_engagement', 'session_seconds', 'conversions'] as const;
type Counts = Record<(typeof counts)[number], number>;

/** What is added to the counts of an hour: in all, or of one page, source and so on. What is not named is nothing. */
export type Added = Partial<Counts> & { hour: string; dimension?: string; value?: string };

/** A visit that is new or has gone on; the last one of each visitor is marked. */
export type MadeVisit = Visit & { is_last: boolean };

export interface Gathered {
  made: MadeVisit[];
  /** In all. */
  hours: Added[];
  added: Added[];
}

const IDLE_MS = 30 * 60_000;
const NOTHING: Counts = { visitors: 0, sessions: 0, pageviews: 0, bounces: 0, bounces_page: 0, bounces_engagement: 0, session_seconds: 0, conversions: 0 };

/** A visit that hits of this batch belong to, and as what it was known before. */
interface Going {
  visit: Visit;
  before: Visit | undefined;
}

/**
 * Makes visits of hits, which come in order and after everything that is known of their visitors, and works out what they
 * add to the counts. `open` is each visitor's last visit. `arco.stitch` and `arco.traffic_of` say the same of hits that
 * are kept: a test holds each to the other.
 */
export function gather(hits: readonly HitRow[], open: ReadonlyMap<string, Visit>, timeZone: string): Gathered {
  const going = new Map<string, Going>();
  const touched: Going[] = [];
  const sums = new Sums();
  for (const hit of hits) {
    let now = going.get(hit.visitor);
    const known = now?.visit ?? open.get(hit.visitor);
    const previous = known?.last_at;
    if (!known || Date.parse(hit.at) - Date.parse(known.last_at) >= IDLE_MS) {
      now = { visit: begin(hit), before: undefined };
      going.set(hit.visitor, now);
      touched.push(now);
    } else if (!now) {
      now = { visit: { ...known }, before: known };
      going.set(hit.visitor, now);
      touched.push(now);
    }
    const { visit } = now!;
    visit.last_at = hit.at;
    visit[`${hit.type}s`] += 1;
    const isFirst = previous === undefined || (previous !== hit.at && dayAt(timeZone, Date.parse(previous)) !== dayAt(timeZone, Date.parse(hit.at)));
    sums.add(hit.at, visit, hit.page, { visitors: isFirst ? 1 : 0, pageviews: hit.type === 'pageview' ? 1 : 0, conversions: hit.type === 'conversion' ? 1 : 0 });
  }
  for (const { visit, before } of touched) {
    const [is, was] = [lookOf(visit), before ? lookOf(before) : NOTHING];
    sums.add(visit.started_at, visit, visit.page, {
      sessions: is.sessions - was.sessions,
      bounces: is.bounces - was.bounces,
      bounces_page: is.bounces_page - was.bounces_page,
      bounces_engagement: is.bounces_engagement - was.bounces_engagement,
      session_seconds: is.session_seconds - was.session_seconds,
    });
  }
  return { made: touched.map((each) => ({ ...each.visit, is_last: going.get(each.visit.visitor) === each })), ...sums.lists() };
}

function begin({ id, visitor, consented, at, page, source, medium, campaign, device, country }: HitRow): Visit {
  return { id, visitor, consented, started_at: at, last_at: at, pageviews: 0, events: 0, conversions: 0, page, source, medium, campaign, device, country };
}

/** What a visit counts as, by each definition of a bounce. */
function lookOf({ pageviews, events, conversions, started_at: start, last_at: last }: Visit): Counts {
  const lasted = Date.parse(last) - Date.parse(start);
  return {
    ...NOTHING,
    sessions: 1,
    bounces: pageviews <= 1 && events + conversions === 0 ? 1 : 0,
    bounces_page: pageviews <= 1 ? 1 : 0,
    bounces_engagement: pageviews < 2 && conversions === 0 && lasted <= 10_000 ? 1 : 0,
    session_seconds: Math.floor(lasted / 1000),
  };
}

type Dimension = 'page' | 'source' | 'campaign' | 'device' | 'country';

/** Maps in maps: to make one key of hour, dimension and value took longer than all the rest. */
class Sums {
  readonly #hours = new Map<string, { total: Added; parts: Record<Dimension, Map<string, Added>> }>();
  #latest = { at: '', hour: '' };

  add(at: string, visit: Visit, page: string, part: Partial<Counts>): void {
    const hour = this.#hourOf(at);
    let of = this.#hours.get(hour);
    if (!of) this.#hours.set(hour, (of = { total: { hour }, parts: { page: new Map(), source: new Map(), campaign: new Map(), device: new Map(), country: new Map() } }));
    const { total, parts } = of;
    increase(total, part);
    const add = (dimension: Dimension, value: string, more: Partial<Counts>) => {
      let row = parts[dimension].get(value);
      if (!row) parts[dimension].set(value, (row = { hour, dimension, value }));
      increase(row, more);
    };
    // Who comes to a page comes to others as well: visitors are not told apart by page.
    add('page', page, part.visitors ? { ...part, visitors: 0 } : part);
    add('source', visit.source, part);
    if (visit.campaign) add('campaign', visit.campaign, part);
    add('device', visit.device, part);
    add('country', visit.country, part);
  }

  #hourOf(at: string): string {
    if (this.#latest.at !== at) this.#latest = { at, hour: `${at.slice(0, 13)}:00:00Z` };
    return this.#latest.hour;
  }

  lists(): { hours: Added[]; added: Added[] } {
    const each = [...this.#hours.values()].toSorted((one, other) => (one.total.hour < other.total.hour ? -1 : 1));
    const says = (row: Added) => counts.some((name) => row[name]);
    return {
      hours: each.map(({ total }) => total).filter(says),
      added: each.flatMap(({ parts }) => Object.values(parts).flatMap((rows) => [...rows.values()])).filter(says),
    };
  }
}

function increase(row: Added, part: Partial<Counts>): void {
  for (const name in part) {
    const more = part[name as keyof Counts];
    if (more) row[name as keyof Counts] = (row[name as keyof Counts] ?? 0) + more;
  }
}
