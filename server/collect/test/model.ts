import { dayIn } from '../../core/dates.ts';
import type { HitRow } from '../collect.schema.ts';

/** What the definitions say of some hits, counted without the database: visits end after 30 minutes, and nothing else ends them. */
export interface ModelVisit {
  id: string;
  visitor: string;
  startedAt: string;
  lastAt: string;
  pageviews: number;
  events: number;
  conversions: number;
  first: HitRow;
}

export interface ModelHour {
  visitors: number;
  sessions: number;
  pageviews: number;
  bounces: number;
  bouncesPage: number;
  bouncesEngagement: number;
  sessionSeconds: number;
  conversions: number;
}

const IDLE_MS = 30 * 60_000;

export function visitsOf(hits: readonly HitRow[]): ModelVisit[] {
  const visits: ModelVisit[] = [];
  const open = new Map<string, ModelVisit>();
  for (const hit of inOrder(hits)) {
    const before = open.get(hit.visitor);
    let visit = before && Date.parse(hit.at) - Date.parse(before.lastAt) < IDLE_MS ? before : undefined;
    if (!visit) {
      visit = { id: hit.id, visitor: hit.visitor, startedAt: hit.at, lastAt: hit.at, pageviews: 0, events: 0, conversions: 0, first: hit };
      visits.push(visit);
      open.set(hit.visitor, visit);
    }
    visit.lastAt = hit.at;
    visit[`${hit.type}s`] += 1;
  }
  return visits;
}

/** Counts by `<hour> <dimension> <value>`; the total has neither. */
export function hoursOf(hits: readonly HitRow[], timeZone: string): Map<string, ModelHour> {
  const hours = new Map<string, ModelHour>();
  const visits = visitsOf(hits);
  const add = (at: string, of: HitRow, page: string | undefined, part: Partial<ModelHour>) => {
    const told = { '': '', page, source: of.source, campaign: of.campaign, device: of.device, country: of.country };
    for (const [dimension, value] of Object.entries(told)) {
      if (value === undefined || value === null) continue;
      const key = `${at.slice(0, 13)} ${dimension} ${value}`;
      const hour = hours.get(key) ?? { visitors: 0, sessions: 0, pageviews: 0, bounces: 0, bouncesPage: 0, bouncesEngagement: 0, sessionSeconds: 0, conversions: 0 };
      hours.set(key, hour);
      for (const [name, count] of Object.entries(part) as [keyof ModelHour, number][]) if (dimension !== 'page' || name !== 'visitors') hour[name] += count;
    }
  };
  for (const visit of visits) {
    const { pageviews, events, conversions, startedAt, lastAt, first } = visit;
    const lasted = Date.parse(lastAt) - Date.parse(startedAt);
    const one = (is: boolean) => (is ? 1 : 0);
    add(startedAt, first, first.page, {
      sessions: 1,
      bounces: one(pageviews <= 1 && events + conversions === 0),
      bouncesPage: one(pageviews <= 1),
      bouncesEngagement: one(pageviews < 2 && conversions === 0 && lasted <= 10_000),
      sessionSeconds: Math.floor(lasted / 1000),
    });
  }
  const seen = new Set<string>();
  for (const hit of inOrder(hits)) {
    const { first } = visits.find((visit) => visit.visitor === hit.visitor && hit.at >= visit.startedAt && hit.at <= visit.lastAt)!;
    const day = `${hit.visitor} ${dayIn(timeZone, new Date(hit.at))}`;
    add(hit.at, first, hit.page, { pageviews: hit.type === 'pageview' ? 1 : 0, conversions: hit.type === 'conversion' ? 1 : 0, visitors: seen.has(day) ? 0 : 1 });
    seen.add(day);
  }
  return hours;
}

const inOrder = (hits: readonly HitRow[]) => hits.toSorted((a, b) => (a.at === b.at ? (a.id < b.id ? -1 : 1) : a.at < b.at ? -1 : 1));
