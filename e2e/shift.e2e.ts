import { describe, expect } from 'vitest';
import { show, states } from './support/states.ts';
import { test } from './support/test.ts';
import type { Visitor } from './support/visitor.ts';

const body = `<div class="score"><arco-score></arco-score></div><p>Depois do score</p><div class="actions"><arco-actions></arco-actions></div><p>Depois das ações</p>
  <arco-goals></arco-goals><p>Depois das metas</p><arco-metric metric="revenue"></arco-metric><p>Depois da receita</p>
  <div class="live"><arco-live></arco-live></div><p>Depois de agora</p><div class="traffic"><arco-traffic></arco-traffic></div><p>Depois do tráfego</p>
  <div class="forecast"><arco-forecast></arco-forecast></div><p>Depois da previsão</p><div class="sector"><arco-benchmarks></arco-benchmarks></div><p>Depois do setor</p>`;
// How high a card of many parts becomes depends on its width and the host's font: that much a host keeps.
const kept = '.score { min-block-size: 900px } .actions { min-block-size: 1160px } .live { min-block-size: 520px } .traffic { min-block-size: 1500px } .forecast { min-block-size: 640px } .sector { min-block-size: 1200px }';
// Widgets a host knows of keep their place from the first paint, before any script.
const head = (url: string, at: string) => `<link rel="stylesheet" href="${url}/sdk/v1/arco.css"><script type="module" src="${url}/sdk/v1/arco.js" data-token-url="${at}"></script>`;

/** Every widget is near. */
const tall = { width: 1280, height: 9_000 };

/** A phone on a slow network: 150 ms there and back, 1.6 Mbit/s. */
async function slowDown({ context, page }: Visitor): Promise<void> {
  const session = await context.newCDPSession(page);
  await session.send('Network.emulateNetworkConditions', { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 94_000 });
}

describe('nothing moves', () => {
  for (const lang of ['pt-BR', 'en']) {
    for (const width of [320, 720]) {
      test(`on a slow network, in ${lang}, ${width} pixels wide`, async ({ arco, visit }) => {
        const { url } = arco.host.page({ body, lang, style: `main { inline-size: ${width}px } ${kept}`, head: head(arco.url, 'arco-token') });
        const visitor = await visit({ viewport: tall });
        await slowDown(visitor);
        await visitor.goto(url);
        await visitor.all('ready');
        expect((await visitor.seen()).shifts).toEqual([]);
      });
    }
  }

  // A widget that turns stale was read before, and says so in a line of its own.
  for (const state of states.filter((name) => name !== 'stale')) {
    test(`when widgets come to ${state}`, async ({ own, visit }) => {
      const visitor = await show(state, own, () => visit({ viewport: tall }), { body, style: kept, head: head(own.url, 'arco-token') });
      expect((await visitor.seen()).shifts).toEqual([]);
    });
  }

  for (const path of ['', 'bare.html', 'preset.html']) {
    test(`on the partner's page /${path}`, async ({ arco, visit }) => {
      const visitor = await visit();
      await slowDown(visitor);
      await visitor.goto(`${arco.partnerUrl}${path}`);
      await visitor.page.waitForLoadState('networkidle');
      await visitor.ready();
      expect((await visitor.seen()).shifts).toEqual([]);
    });
  }

  for (const width of [360, 640, 1280]) {
    test(`on the portal, ${width} pixels`, async ({ arco, visit }) => {
      const visitor = await visit({ viewport: { width, height: 800 } });
      await slowDown(visitor);
      await visitor.goto(`${arco.url}/portal/`);
      await visitor.page.waitForLoadState('networkidle');
      await visitor.ready();
      expect((await visitor.seen()).shifts).toEqual([]);
    });
  }
});
