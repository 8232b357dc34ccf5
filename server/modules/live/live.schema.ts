import * as z from 'zod';

const at = z.iso.datetime();
const count = z.int().nonnegative();

/** What happens on the client's site now, from its own collector alone. */
export const Live = z.strictObject({
  /** When it was counted. */
  now: at,
  /** Different visitors with a hit in the last 5 minutes. */
  visitors: count,
  /** Conversions in the last 2 hours. */
  conversions: count,
  /** Conversions ÷ visits of the last 24 complete hours, against the same 24 hours a week before. */
  conversionRate: z.strictObject({
    from: at,
    to: at,
    conversions: z.number().nonnegative(),
    sessions: count,
    /** A fraction of 1; null without visits. */
    value: z.number().nullable(),
    previous: z.number().nullable(),
    /** The difference of both, in fractions of 1; null without either. */
    change: z.number().nullable(),
  }),
  /** Page views of the last 30 minutes, oldest first; the last one runs. */
  minutes: z.array(z.strictObject({ minute: at, pageviews: count })).length(30),
  /** Where the visitors of the last 5 minutes are; at most five. */
  pages: z.array(z.strictObject({ page: z.string(), visitors: count })),
  /** Where they came from; at most five. */
  sources: z.array(z.strictObject({ source: z.string(), visitors: count })),
  /** The newest hit that was kept; null where the site has never sent one. */
  lastHitAt: at.nullable(),
});
export type Live = z.infer<typeof Live>;
