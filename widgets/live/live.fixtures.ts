import type { Live } from '../../server/modules/live/live.schema.ts';
import { sampleToday } from '../ui/sample/sample.ts';

const views = [6, 4, 7, 9, 5, 8, 11, 9, 7, 12, 14, 10, 13, 11, 15, 12, 17, 14, 18, 16, 13, 19, 17, 21, 18, 22, 20, 24, 19, 8];
const at = (minutes: number, seconds = 0) => new Date(Date.parse(`${sampleToday}T12:41:00Z`) - minutes * 60_000 + seconds * 1_000).toISOString();

/** What is live in `mock`: the same each time, and as its parts say. */
export async function liveFixture(): Promise<Live> {
  return {
    now: at(0, 24),
    visitors: 47,
    conversions: 3,
    conversionRate: { from: `${sampleToday.slice(0, 8)}23T12:00:00.000Z`, to: `${sampleToday}T12:00:00.000Z`, conversions: 14, sessions: 500, value: 0.028, previous: 0.024, change: 0.004 },
    minutes: views.map((pageviews, index) => ({ minute: at(29 - index), pageviews })),
    pages: [
      { page: '/', visitors: 16 },
      { page: '/pre-black-friday', visitors: 12 },
      { page: '/vestidos', visitors: 9 },
      { page: '/carrinho', visitors: 6 },
      { page: '/trocas', visitors: 4 },
    ],
    sources: [
      { source: 'instagram', visitors: 19 },
      { source: 'google', visitors: 14 },
      { source: 'direct', visitors: 9 },
      { source: 'whatsapp', visitors: 5 },
    ],
    lastHitAt: at(0, 22),
  };
}
