import type { Change } from '../../core/changes.ts';
import { router, watches } from '../../core/trpc.ts';
import { Changes, WatchChanges } from './changes.schema.ts';

export const changesRouter = router({
  watch: watches(Changes)
    .input(WatchChanges)
    .subscription(async function* ({ ctx, input, signal }) {
      // Whether the caller may see this client is known to the database alone.
      await ctx.asClient((sql) => sql`select 1`);
      const readable = ctx.scopes.flatMap((scope) => (scope.endsWith(':read') ? scope.slice(0, -5) : []));
      let wake = () => {};
      let waiting: Change | undefined;
      signal?.addEventListener('abort', () => wake());
      const leave = await ctx.changes.watch(ctx.client.id, input.cursor, (change) => {
        waiting = waiting ? join(waiting, change) : change;
        wake();
      });
      let isFirst = true;
      try {
        while (!signal?.aborted) {
          if (!waiting) {
            await new Promise<void>((resolve) => (wake = resolve));
            continue;
          }
          const { cursor, topics } = waiting;
          waiting = undefined;
          const told: Changes = { cursor, topics: topics === 'all' ? readable : readable.filter((topic) => topics.includes(topic)) };
          if (isFirst || told.topics.length > 0) yield told;
          isFirst = false;
        }
      } finally {
        leave();
      }
    }),
});

/** What a slow reader has not taken yet, and what came since, in one. */
function join(former: Change, { cursor, topics }: Change): Change {
  return { cursor, topics: former.topics === 'all' || topics === 'all' ? 'all' : [...new Set([...former.topics, ...topics])] };
}
