import { definitionOf } from '../../core/metrics/definitions.ts';
import { reads, router } from '../../core/trpc.ts';
import { listAlerts, type StoredAlert } from './alerts.queries.ts';
import { ListAlerts, ListedAlerts, type Alert } from './alerts.schema.ts';

export const alertsRouter = router({
  list: reads('alerts')
    .input(ListAlerts)
    .output(ListedAlerts)
    .query(({ ctx, input }) =>
      ctx.asClient(async (sql) => ({ today: ctx.today, currency: ctx.client.currency, alerts: (await listAlerts(sql, input)).map(describe) })),
    ),
});

function describe({ metric: id, ...alert }: StoredAlert): Alert {
  const { name, unit } = definitionOf(id);
  return { ...alert, metric: { id, name, unit } };
}
