import type { CreateGoal, Goal } from '../../server/modules/goals/goals.schema.ts';
import type { Api } from '../core/api.ts';
import type { GoalInput } from './goal-input.ts';

/** Changes a goal, of the version it carries, or makes one of a metric. */
export async function saveGoal({ api, mock }: { api: Api | undefined; mock: boolean }, input: GoalInput, former: Goal | CreateGoal['metric']): Promise<Goal> {
  if (mock || !api) return (await import('./goals.fixtures.ts')).saveFixture(input, former);
  if (typeof former === 'string') return api.goals.create.mutate({ ...input, metric: former });
  return api.goals.update.mutate({ ...input, id: former.id, version: former.version });
}
