import { randomUUID } from 'node:crypto';
import type { Client } from '../core/clients.ts';
import { attributionOf } from './attribution.ts';
import { browserOf } from './browser.ts';
import type { Placed } from './collect.input.ts';
import type { HitRow, ServerHit } from './collect.schema.ts';
import { countryOf } from './country.ts';
import type { CollectSettings } from './settings.ts';
import { consentedVisitor, type Named, type Visitors } from './visitors.ts';

/** What the request itself tells of who came. */
export interface Sender {
  address: string;
  userAgent: string | undefined;
  /** A server speaks for somebody else: its own address and program say nothing of them. */
  isServer: boolean;
}

const LONGEST_PAGE = 500;

/** An address that a page can have, or `undefined`. */
export function pageUrl(text: string): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url && /^https?:$/.test(url.protocol) ? url : undefined;
}

/** A hit as it is kept: what names a person is gone, and what a visit is told apart by has been read. */
export async function rowOf(hit: Placed<ServerHit>, sender: Sender, client: Client, settings: CollectSettings, visitors: Visitors, now: Date): Promise<HitRow> {
  const { isServer } = sender;
  const address = isServer ? (hit.address ?? '') : sender.address;
  const userAgent = isServer ? hit.userAgent : sender.userAgent;
  const browser = browserOf(userAgent);
  const at = hit.at === undefined ? now : new Date(hit.at);
  const named: Named =
    hit.visitor === undefined
      ? await visitors.name({ clientId: client.id, timeZone: client.timeZone, at, address, userAgent: userAgent ?? '' }, now)
      : { visitor: consentedVisitor(client.id, hit.visitor) };
  // A server that does not say which browser it was is believed that there was one.
  const isBot = browser.isBot && !(isServer && userAgent === undefined);
  const attribution = attributionOf(hit.page, hit.referrer);
  return {
    id: hit.id ?? randomUUID(),
    isNew: hit.id === undefined,
    at: at.toISOString(),
    type: hit.type,
    visitor: named.visitor,
    former: named.former,
    consented: hit.visitor !== undefined,
    page: hit.page.pathname.slice(0, LONGEST_PAGE),
    source: attribution.source,
    medium: attribution.medium,
    campaign: attribution.campaign,
    device: browser.device,
    country: countryOf(address),
    name: hit.name,
    value_cents: hit.value === undefined ? undefined : Math.round(hit.value * 100),
    currency: hit.value === undefined ? undefined : (hit.currency ?? client.currency),
    excluded: isBot ? 'bot' : hit.own || settings.isOwn(address) ? 'own' : undefined,
  };
}
