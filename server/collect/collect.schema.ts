import * as z from 'zod';

export const MAX_HITS = 100;

const hit = {
  /** Sent again with the same id it counts once. */
  id: z.guid().toLowerCase().optional(),
  type: z.enum(['pageview', 'event', 'conversion']),
  /** Of the page; of its search only campaign parameters are read, and nothing of it is kept. */
  url: z.string().max(4_000),
  referrer: z.string().max(4_000).optional(),
  name: z.string().trim().min(1).max(100).optional(),
  /** In units of `currency`, such as 129.9. */
  value: z.number().min(0).max(1e10).optional(),
  currency: z.string().regex(/^[A-Z]{3}$/).optional(),
  /** An id that the host chose and that the visitor agreed to. */
  visitor: z.string().min(1).max(200).optional(),
  /** Of the client's own people, whose visits are counted apart. */
  own: z.boolean().optional(),
};

/** What a page sends. */
export const PageHit = z.strictObject({ key: z.string().min(1).max(100), ...hit });

/** What a server sends, who says also when it was and who came. */
export const ServerHit = z.strictObject({
  ...hit,
  at: z.iso.datetime({ offset: true }).optional(),
  address: z.union([z.ipv4(), z.ipv6()]).optional(),
  userAgent: z.string().max(1_000).optional(),
});
export type ServerHit = z.infer<typeof ServerHit>;

/** How many were new, and how many were known already. */
export interface Collected {
  accepted: number;
  duplicates: number;
}

/** A hit as it is kept: a row of realtime_events, less what the database adds. */
export interface HitRow {
  id: string;
  /** The server has made the id: nobody can have sent it before. */
  isNew?: boolean | undefined;
  at: string;
  type: ServerHit['type'];
  visitor: string;
  /** What the visitor was called yesterday, under which a visit that was open at midnight goes on. */
  former?: string | undefined;
  consented: boolean;
  page: string;
  source: string;
  medium: string;
  campaign?: string | undefined;
  device: Device;
  country: string;
  name?: string | undefined;
  value_cents?: number | undefined;
  currency?: string | undefined;
  excluded?: 'bot' | 'own' | undefined;
}

export type Device = 'desktop' | 'mobile' | 'tablet' | 'other';
