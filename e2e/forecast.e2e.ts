import { expect } from 'vitest';
import { system } from '../server/core/access.ts';
import { withClient } from '../server/core/db.ts';
import type { ListedActions } from '../server/modules/actions/actions.schema.ts';
import { recordForecasts } from '../server/modules/forecast/forecast.jobs.ts';
import type { Forecasts } from '../server/modules/forecast/forecast.schema.ts';
import type { ListedGoals } from '../server/modules/goals/goals.schema.ts';
import { findClient } from '../server/core/clients.ts';
import type { Arco } from './support/arco.ts';
import { expectAccessible } from './support/axe.ts';
import { test } from './support/test.ts';
import { start, today } from './support/time.ts';
import type { Visitor } from './support/visitor.ts';

/** What the job of the morning does. */
async function predict({ owner }: Arco): Promise<void> {
  const client = (await findClient(owner, { slug: 'moda' }))!;
  await withClient(owner, client.id, system, (sql) => recordForecasts(sql, client, today, start));
}

/** The portal with the forecast on it, as who may make actions of it. */
async function open(visitor: Visitor, arco: Arco): Promise<void> {
  await visitor.goto(`${arco.url}/portal/?client=moda`);
  await visitor.state('arco-goals', 'ready');
  await visitor.page.locator('arco-forecast').scrollIntoViewIfNeeded();
  await visitor.state('arco-forecast', 'ready');
}

test('the card and the goals show one end, and a manager makes an action of what falls short', async ({ own, visit }) => {
  const { goals } = await own.query<ListedGoals>('goals.list', { period: 'month' });
  const end = goals.find(({ metric }) => metric === 'revenue')?.endsOn ?? '2026-11-30';
  await own.owner`
    update client_goals set target = 1e12
    where client_id = (select id from clients where slug = 'moda') and metric = 'revenue' and ends_on = ${end}
  `;
  await predict(own);
  const forecasts = await own.query<Forecasts>('forecast.get', {});
  const shown = (await own.query<ListedGoals>('goals.list', { period: 'month' })).goals;
  const same = forecasts.metrics.filter(({ metric }) => shown.some((goal) => goal.metric === metric));
  expect(same.length).toBeGreaterThan(0);
  for (const { metric, end: ends } of same) expect(ends, metric).toEqual(shown.find((goal) => goal.metric === metric)!.projection);

  const visitor = await visit({ person: 'ana@arco.example' });
  await open(visitor, own);
  const card = visitor.page.locator('arco-forecast');
  await expect.poll(() => card.locator('[part=range]').innerText()).toMatch(/^entre /);
  expect(await card.locator('[part=curve] .ahead').getAttribute('d')).toMatch(/^M.*L/);
  await expectAccessible(visitor.page, 'the portal with the forecast', 'arco-forecast');

  const button = card.locator('[part=promote]').first();
  const title = (await button.getAttribute('aria-label'))!;
  await button.focus();
  await visitor.page.keyboard.press('Enter');
  await card.locator('.titles [role=status]', { hasText: 'Ação criada' }).waitFor({ state: 'attached' });
  await expect.poll(() => card.getByRole('button', { name: title }).count()).toBe(0);
  const { actions } = await own.query<ListedActions>('actions.list', { state: 'open' });
  expect(actions.some(({ code }) => code === 'forecast_short_of_goal' || code === 'raise_budget')).toBe(true);
});
