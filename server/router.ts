import { router } from './core/trpc.ts';
import { actionsRouter } from './modules/actions/actions.router.ts';
import { changesRouter } from './modules/changes/changes.router.ts';
import { goalsRouter } from './modules/goals/goals.router.ts';
import { metricsRouter } from './modules/metrics/metrics.router.ts';
import { scoreRouter } from './modules/score/score.router.ts';

export const appRouter = router({
  actions: actionsRouter,
  changes: changesRouter,
  goals: goalsRouter,
  metrics: metricsRouter,
  score: scoreRouter,
});

export type AppRouter = typeof appRouter;

/** Every `:read` scope: what a token may do unless its host asks for less. */
export const readScopes: string[] = Object.keys(appRouter._def.record).map((module) => `${module}:read`);
