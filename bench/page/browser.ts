import { chromium, type Browser, type CDPSession, type Page } from 'playwright-core';
import { launchOptions } from '../../e2e/support/browser.ts';
import type { SignedInCookie } from '../../e2e/support/session.ts';
import { observe, type Painted, type Until } from './observe.ts';

export interface Load extends Painted {
  /** Requests begun until it was painted, without the document, preflights and token mints. */
  requests: number;
  /** What these weighed on the wire, headers and bodies. */
  bytes: number;
}

/** What the budgets are set for: a far and slow network, and a telephone's processor. */
const slow = { rttMs: 150, bitsPerSecond: 1.6e6, upBitsPerSecond: 0.75e6, cpu: 4 };
const patienceMs = 30_000;
const viewport = { width: 1280, height: 800 };

export async function openBrowser(): Promise<Browser> {
  return chromium.launch(await launchOptions());
}

/** Loads a page with nothing cached but who is signed in, on a slow network and a slow processor, until it is painted. */
export async function loadCold(browser: Browser, url: string, until: Until, cookies: SignedInCookie[] = []): Promise<Load> {
  const context = await browser.newContext({ viewport, locale: 'pt-BR' });
  try {
    await context.addCookies(cookies);
    const page = await context.newPage();
    await page.addInitScript(observe, until);
    const session = await context.newCDPSession(page);
    const requests = await listen(session);
    await session.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: slow.rttMs,
      downloadThroughput: slow.bitsPerSecond / 8,
      uploadThroughput: slow.upBitsPerSecond / 8,
    });
    await session.send('Emulation.setCPUThrottlingRate', { rate: slow.cpu });
    await page.goto(url, { waitUntil: 'commit' });
    const painted = await paintedOf(page);
    const counted = requests.filter(({ began, isCounted }) => isCounted && began <= painted.origin + painted.at);
    return { ...painted, requests: counted.length, bytes: counted.reduce((sum, { bytes }) => sum + bytes, 0) };
  } finally {
    await context.close();
  }
}

async function paintedOf(page: Page): Promise<Painted> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${page.url()} was not painted within ${patienceMs / 1_000} seconds`)), patienceMs);
  });
  return Promise.race([page.evaluate(() => window.painted), late]).finally(() => clearTimeout(timer));
}

interface Seen {
  began: number;
  isCounted: boolean;
  bytes: number;
}

async function listen(session: CDPSession): Promise<Seen[]> {
  const seen = new Map<string, Seen>();
  const all: Seen[] = [];
  session.on('Network.requestWillBeSent', ({ requestId, request, type, wallTime }) => {
    // A browser asks for an icon of its own accord, also where the page names none.
    const isAside = request.method === 'OPTIONS' || /\/(?:arco-token|api\/session\/token|favicon\.ico)(?:\?|$)/.test(request.url);
    const one = { began: wallTime * 1_000, isCounted: type !== 'Document' && !isAside, bytes: 0 };
    seen.set(requestId, one);
    all.push(one);
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const one = seen.get(requestId);
    if (one) one.bytes = encodedDataLength;
  });
  await session.send('Network.enable');
  return all;
}
