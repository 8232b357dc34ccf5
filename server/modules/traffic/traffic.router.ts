import * as z from 'zod';
import { audit } from '../../core/audit.ts';
import { announce } from '../../core/changes.ts';
import { AppError } from '../../core/errors.ts';
import { metricsChanged } from '../../core/metrics/changed.ts';
import { recordEvent } from '../../core/product-events.ts';
import { reads, router, staff, writes } from '../../core/trpc.ts';
import { getBreakdown } from './breakdown.ts';
import { getTraffic } from './get-traffic.ts';
import { deleteAnnotation, insertAnnotation, readSettings, saveSettings } from './traffic.queries.ts';
import { Annotate, Annotation, Breakdown, GetBreakdown, GetTraffic, RemoveAnnotation, Traffic, TrafficSettings } from './traffic.schema.ts';

export const trafficRouter = router({
  get: reads('traffic')
    .input(GetTraffic)
    .output(Traffic)
    .query(({ ctx, input }) => ctx.asClient(async (sql) => ({ ...(await getTraffic(sql, ctx.client, input, ctx.today)), canEdit: ctx.scopes.includes('traffic:write') }))),

  breakdown: reads('traffic')
    .input(GetBreakdown)
    .output(Breakdown)
    .query(({ ctx, input }) => ctx.asClient((sql) => getBreakdown(sql, ctx.client, input, ctx.today))),

  annotate: staff('traffic')
    .input(Annotate)
    .output(Annotation)
    .mutation(({ ctx, input }) =>
      ctx.asClient(async (sql) => {
        const made = await insertAnnotation(sql, input, ctx.caller.label, ctx.now);
        await audit(sql, ctx.caller, { action: 'traffic.annotate', subject: made.id, value: input, requestId: ctx.requestId });
        await recordEvent(sql, ctx.caller, { widget: 'traffic', name: 'annotate', subject: made.id, at: ctx.now });
        await announce(sql, 'traffic');
        return made;
      }),
    ),

  removeAnnotation: staff('traffic')
    .input(RemoveAnnotation)
    .output(RemoveAnnotation)
    .mutation(({ ctx, input: { id } }) =>
      ctx.asClient(async (sql) => {
        const former = await deleteAnnotation(sql, id);
        if (!former) throw new AppError('not_found', `No annotation ${id}`);
        await audit(sql, ctx.caller, { action: 'traffic.removeAnnotation', subject: id, former, requestId: ctx.requestId });
        await announce(sql, 'traffic');
        return { id };
      }),
    ),

  settings: reads('traffic')
    .input(z.void())
    .output(TrafficSettings)
    .query(({ ctx }) => ctx.asClient(readSettings)),

  /** Another definition of a bounce holds for the past as well: every one of them is counted. */
  updateSettings: writes('traffic')
    .input(TrafficSettings)
    .output(TrafficSettings)
    .mutation(({ ctx, input }) =>
      ctx.asClient(async (sql) => {
        const former = await readSettings(sql);
        const saved = await saveSettings(sql, input, ctx.now);
        await audit(sql, ctx.caller, { action: 'traffic.updateSettings', subject: null, former, value: saved, requestId: ctx.requestId });
        await recordEvent(sql, ctx.caller, { widget: 'traffic', name: 'settings', at: ctx.now });
        await announce(sql, 'traffic');
        if (former.bounce !== saved.bounce) await metricsChanged(sql);
        return saved;
      }),
    ),
});
