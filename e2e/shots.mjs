// Screenshots of the running demo for people to look at: node e2e/shots.mjs <folder> [<address of the portal's server>]
// Start the demo first with npm start. The partner's page is on the port after it, on 127.0.0.1.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { browserFlags, ensureBrowser } from '../tools/browser.mjs';

const [folder, address = 'http://localhost:8787'] = process.argv.slice(2);
if (!folder) {
  process.stderr.write('Which folder? node e2e/shots.mjs <folder> [<address>]\n');
  process.exit(2);
}
mkdirSync(folder, { recursive: true });
const partner = `http://127.0.0.1:${Number(new URL(address).port || 80) + 1}/`;
const widgets = 'arco-score, arco-actions, arco-goals, arco-metric, arco-live, arco-traffic, arco-forecast, arco-benchmarks, arco-login, arco-account, arco-members, arco-keys';
/** The demo's owner of a client. */
const person = { email: 'cliente@moda.example', password: 'demo-arco-2026' };
const screens = [360, 1280].flatMap((width) => ['light', 'dark'].map((colorScheme) => ({ width, colorScheme })));

const browser = await chromium.launch({ executablePath: await ensureBrowser(), args: browserFlags });
const signedIn = await signIn();
try {
  for (const screen of screens) {
    await shoot(screen, `${address}/portal/entrar/`, 'sign-in', async () => {}, []);
    await shoot(screen, `${address}/portal/conta/`, 'account');
    await shoot(screen, `${address}/portal/equipe/`, 'team');
    await shoot(screen, `${address}/portal/`, 'portal');
    await shoot(screen, partner, 'partner');
    for (const state of ['loading', 'empty', 'error', 'stale', 'unauthorized']) await shoot(screen, `${address}/portal/`, state, force);
    await shoot(screen, `${address}/portal/`, 'history', (page) => open(page, page.locator('arco-goals [part=name]').first(), 'canvas'));
    await shoot(screen, `${address}/portal/`, 'editor', (page) => open(page, page.locator('arco-goals [part=create]'), 'arco-ui-goal-editor option >> nth=1'));
    await shoot(screen, `${address}/portal/`, 'explained', (page) => open(page, page.locator('arco-metric [part=explain]').first(), 'arco-ui-explain dl'));
    await shoot(screen, `${address}/portal/`, 'period', (page) => page.locator('#period-button').click());
  }
} finally {
  await browser.close();
}

async function signIn() {
  const context = await browser.newContext();
  const answer = await context.request.post(`${address}/api/auth/sign-in/email`, { data: person });
  if (!answer.ok()) throw new Error(`${person.email} cannot sign in at ${address}`);
  const kept = await context.cookies();
  await context.close();
  return kept;
}

/** `prepare` gets the page, with everything on it ready, and the name of the picture. */
async function shoot({ width, colorScheme }, url, name, prepare = async () => {}, cookies = signedIn) {
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme, locale: 'pt-BR', timezoneId: 'America/Sao_Paulo', reducedMotion: 'reduce' });
  await page.context().addCookies(cookies);
  await page.goto(url);
  for (const widget of await page.locator(widgets).all()) {
    await widget.scrollIntoViewIfNeeded();
    await widget.and(page.locator('[state]:not([state=loading])')).waitFor();
  }
  await page.evaluate(() => scrollTo(0, 0));
  await prepare(page, name);
  const path = join(folder, `${name}-${width}-${colorScheme}.png`);
  // What is open lies over the screen, not over the page.
  await page.screenshot({ path, fullPage: !(await page.locator('dialog[open], dialog:popover-open').count()) });
  await page.close();
  process.stdout.write(`${path}\n`);
}

/** Shows a state on every widget, as designers look at it. */
async function force(page, state) {
  await page.locator(widgets).evaluateAll((elements, forced) => elements.forEach((element) => element.setAttribute('preview-state', forced)), state);
  for (const widget of await page.locator(widgets).all()) await widget.and(page.locator(`[state=${state}]`)).waitFor();
}

async function open(page, button, shown) {
  await button.click();
  await page.locator(shown).first().waitFor({ state: 'attached' });
}
