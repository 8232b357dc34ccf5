import type { Access } from './core/access.ts';
import { rights } from './core/rights.ts';
import { router } from './core/trpc.ts';
import { actionsRouter } from './modules/actions/actions.router.ts';
import { alertsRouter } from './modules/alerts/alerts.router.ts';
import { auditRouter } from './modules/audit/audit.router.ts';
import { benchmarksRouter } from './modules/benchmarks/benchmarks.router.ts';
import { changesRouter } from './modules/changes/changes.router.ts';
import { forecastRouter } from './modules/forecast/forecast.router.ts';
import { goalsRouter } from './modules/goals/goals.router.ts';
import { keysRouter } from './modules/keys/keys.router.ts';
import { liveRouter } from './modules/live/live.router.ts';
import { membersRouter } from './modules/members/members.router.ts';
import { metricsRouter } from './modules/metrics/metrics.router.ts';
import { scoreRouter } from './modules/score/score.router.ts';
import { trafficRouter } from './modules/traffic/traffic.router.ts';

export const appRouter = router({
  actions: actionsRouter,
  alerts: alertsRouter,
  audit: auditRouter,
  benchmarks: benchmarksRouter,
  changes: changesRouter,
  forecast: forecastRouter,
  goals: goalsRouter,
  keys: keysRouter,
  live: liveRouter,
  members: membersRouter,
  metrics: metricsRouter,
  score: scoreRouter,
  traffic: trafficRouter,
});

export type AppRouter = typeof appRouter;

/** What each procedure of a router asks for. Throws for one that does not say so: such a server does not start. */
export function accessOf(of: { _def: { procedures: object } }): ReadonlyMap<string, Access> {
  const procedures = Object.entries(of._def.procedures as Record<string, { _def: { meta?: Partial<Access> } }>);
  return new Map(
    procedures.map(([name, { _def }]) => {
      const { scope, right } = _def.meta ?? {};
      if (!scope || !right) throw new Error(`${name} does not say what a caller must bring: start it from one of server/core/trpc.ts`);
      return [name, _def.meta as Access];
    }),
  );
}

/** What each procedure asks for. */
export const declared = accessOf(appRouter);

/** The scopes of what a role may call. */
export function scopesOf(role: keyof typeof rights): string[] {
  const callable = [...declared.values()].filter(({ right }) => rights[role].includes(right));
  return [...new Set(callable.map(({ scope }) => scope))].filter((scope) => scope !== '*:read').toSorted();
}

/** What a token may do unless its host asks for less: read every module that its key may. */
export const readScopes: string[] = scopesOf('key').filter((scope) => scope.endsWith(':read'));
