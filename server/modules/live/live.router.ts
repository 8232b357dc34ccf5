import { reads, router } from '../../core/trpc.ts';
import { readLive } from './card.ts';
import { liveFeedOf } from './live-feed.ts';
import { Live } from './live.schema.ts';

export const liveRouter = router({
  get: reads('live')
    .output(Live)
    .query(({ ctx }) => ctx.asClient((sql) => readLive(sql, ctx.now))),

  watch: reads('live', Live).subscription(async function* ({ ctx, signal }) {
    // Whether the caller may see this client is known to the database alone.
    await ctx.asClient((sql) => sql`select 1`);
    let wake = () => {};
    let waiting: Live | undefined;
    signal?.addEventListener('abort', () => wake());
    const leave = await liveFeedOf(ctx.changes).watch(ctx.client.id, (live) => {
      // What a slow page has not taken yet is out of date.
      waiting = live;
      wake();
    });
    try {
      while (!signal?.aborted) {
        if (!waiting) {
          await new Promise<void>((resolve) => (wake = resolve));
          continue;
        }
        const live = waiting;
        waiting = undefined;
        yield live;
      }
    } finally {
      leave();
    }
  }),
});
