import { binomial, randomOf, type Random } from './random.ts';
import type { ShopHour } from './hours.ts';
import { mixes, type Mix } from './mixes.ts';
import type { Shop } from './shops.ts';

/** One visit of an hour, with where it came from and the pages that it saw, in order. */
export interface Visit {
  isVisitor: boolean;
  pages: string[];
  conversions: number;
  events: number;
  seconds: number;
  source: string;
  medium: string;
  campaign: string | null;
  device: string;
  country: string;
}

/** The visits that the counts of an hour are made of: told apart in any way, they add up to them again. */
export function visitsOf(shop: Shop, hour: ShopHour): Visit[] {
  const mix = mixes[shop.slug]!;
  const random = randomOf(`${shop.slug} visits ${hour.hour}`);
  const { sessions, visitors, bounces, pageviews, conversions, session_seconds: seconds } = hour;
  const stayed = sessions - bounces;
  const visits = Array.from({ length: sessions }, (_, index) => ({ ...arrival(mix, random), isVisitor: index < visitors, stays: false, views: 1, conversions: 0 }));
  // Which of them stayed and bought is drawn anew, so that it goes with no source.
  const staying = shuffled(visits, random).slice(0, stayed);
  for (const visit of staying) Object.assign(visit, { stays: true, views: 2 });
  for (let left = pageviews - sessions - stayed; left > 0; left -= 1) staying[Math.floor(random() * stayed)]!.views += 1;
  for (const visit of staying.slice(0, conversions)) visit.conversions = 1;
  const further = pageviews - bounces;
  let [seen, spent] = [0, 0];
  return visits.map(({ stays, views, ...visit }) => {
    if (stays) seen += views;
    const until = further === 0 ? 0 : Math.round((seconds * seen) / further);
    const took = stays ? until - spent : 0;
    spent += took;
    return { ...visit, seconds: took, events: stays ? binomial(random, views, 0.2) : 0, pages: walk(mix, views, visit.conversions > 0, random) };
  });
}

function arrival({ sources, campaigns, devices, countries }: Mix, random: Random) {
  const [source, medium] = pick(sources, random).split(' ') as [string, string];
  const campaign = medium === 'cpc' ? pick(campaigns, random) : null;
  return { source, medium, campaign, device: pick(devices, random), country: pick(countries, random) };
}

/** The pages of a visit: where it began, and the last of one that converted, are of their kind. */
function walk({ landings, pages, thanks }: Mix, views: number, converts: boolean, random: Random): string[] {
  const seen = [pick(landings, random)];
  while (seen.length < views) seen.push(pick(pages, random));
  if (converts) seen[views - 1] = thanks;
  return seen;
}

/** Names with where each one's share ends; made once, as there are hundreds of thousands to draw. */
const tables = new WeakMap<Mix[Weighed], (readonly [name: string, until: number])[]>();
type Weighed = Exclude<keyof Mix, 'thanks'>;

function pick(weights: Mix[Weighed], random: Random): string {
  let table = tables.get(weights);
  if (!table) {
    let sum = 0;
    table = Object.entries(weights).map(([name, weight]) => [name, (sum += weight)]);
    tables.set(weights, table);
  }
  const drawn = random() * table.at(-1)![1];
  return table.find(([, until]) => drawn < until)![0];
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
  return items
    .map((item) => ({ item, place: random() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ item }) => item);
}
