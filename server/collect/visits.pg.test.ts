import { expect } from 'vitest';
import { createKey } from '../embed/keys.ts';
import { test } from '../test/fixtures.ts';
import { testApp } from '../test/app.ts';

test('probe', async ({ database, client }) => {
  const app = await testApp(database);
  const { value: key } = await createKey(database.owner, { clientId: client.id, kind: 'publishable', origins: ['https://loja.example'] });
  const post = (body: object, headers = {}) => app.inject({ method: 'POST', url: '/api/collect', payload: body, headers: { origin: 'https://loja.example', 'user-agent': 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36', ...headers } });
  let a = await post({ key, type: 'pageview', url: 'https://loja.example/a?utm_source=Insta', referrer: 'https://www.google.com.br/' });
  console.log(a.statusCode, a.body);
  a = await post([{ key, type: 'pageview', url: 'x' }, { key, type: 'y', url: 'https://loja.example/' }]);
  console.log(a.statusCode, a.body);
  console.log(app.logged);
  console.table(await database.owner`select * from realtime_events where client_id = ${client.id}`);
  expect(1).toBe(1);
});
