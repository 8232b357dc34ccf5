import { audit } from '../../core/audit.ts';
import { announce } from '../../core/changes.ts';
import { addDays, periodOf } from '../../core/dates.ts';
import { AppError } from '../../core/errors.ts';
import { definitionOf } from '../../core/metrics/definitions.ts';
import { readPredictedEnds } from '../../core/metrics/predicted.ts';
import { HISTORY_DAYS } from '../../core/metrics/projection.ts';
import { readMetrics } from '../../core/metrics/read.ts';
import { recordEvent } from '../../core/product-events.ts';
import { rights } from '../../core/rights.ts';
import { reads, router, staff } from '../../core/trpc.ts';
import { boughtWithAds, recent } from './forecast-rules.ts';
import { sameDays } from './forecast.jobs.ts';
import { listCurrent, listPastErrors } from './forecast.queries.ts';
import { Forecasts, GetForecast, Promote, Promoted } from './forecast.schema.ts';
import { monthForecast } from './month-forecast.ts';
import { predicted } from './predict.ts';
import { listMonthGoals, listRecommendations, promote } from './recommendations.queries.ts';

export const forecastRouter = router({
  get: reads('forecast')
    .input(GetForecast)
    .output(Forecasts)
    .query(({ ctx }) =>
      ctx.asClient(async (sql) => {
        const { today, client } = ctx;
        const month = periodOf('month', today);
        const [figures, ends, stored, errors, goals, found] = await Promise.all([
          readMetrics(sql, client, [...predicted, 'ad_spend', 'roas'], { from: addDays(month.from, -HISTORY_DAYS), to: today }),
          readPredictedEnds(sql, today),
          listCurrent(sql, month, today),
          listPastErrors(sql, sameDays(today)),
          listMonthGoals(sql, month.from, month.to),
          listRecommendations(sql, month.from),
        ]);
        // A token for some goals says nothing of the others; one for no goals, nothing of any.
        const only = ctx.rows['goals'];
        const mayRead = (id: string) => ctx.scopes.includes('goals:read') && (only === undefined || only.includes(id));
        const targets = new Map(goals.filter(({ id }) => mayRead(id)).map(({ metric, target }) => [metric, target]));
        const metrics = predicted.map((metric) => monthForecast(metric, { today, month, figures, ends, stored, errors, targets }));
        const recommendations = found
          .filter(({ subject }) => mayRead(subject))
          .map(({ id, rule, evidence, expectedCents, probability }) => {
            const { name, unit } = definitionOf(evidence.metric);
            return { id, rule, evidence, metric: { name, unit }, expectedCents, probability };
          });
        const isShort = recommendations.some(({ rule, evidence }) => rule === 'forecast_short_of_goal' && boughtWithAds.includes(evidence.metric));
        return {
          today,
          currency: client.currency,
          ...month,
          canPromote: ctx.caller !== null && ctx.caller.role !== 'system' && rights[ctx.caller.role].includes('staff') && ctx.scopes.includes('forecast:write'),
          metrics,
          recommendations,
          needs: isShort && !recent({ today, figures }, 'ad_spend') ? ('ad_spend' as const) : null,
        };
      }),
    ),

  promote: staff('forecast')
    .input(Promote)
    .output(Promoted)
    .mutation(({ ctx, input: { recommendation } }) =>
      ctx.asClient(async (sql) => {
        const action = await promote(sql, recommendation, ctx.now);
        if (!action) throw new AppError('not_found', `No recommendation ${recommendation} that nobody has made an action of`);
        await audit(sql, ctx.caller, { action: 'forecast.promote', subject: recommendation, value: action, requestId: ctx.requestId });
        await recordEvent(sql, ctx.caller, { widget: 'forecast', name: 'promote', subject: action.id, at: ctx.now });
        await announce(sql, 'actions', 'forecast', 'score');
        return { action: action.id };
      }),
    ),
});
