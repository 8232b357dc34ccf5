import type { Browser, CDPSession, Page } from 'playwright-core';

/** What a page holds after a garbage collection. */
export interface Held {
  /** Of the JavaScript heap. */
  bytes: number;
  /** Of the DOM, attached or not. */
  nodes: number;
  listeners: number;
}

interface Cycles {
  url: string;
  tag: string;
  /** Example data, or that of the server. */
  mock: boolean;
  cycles: number;
}

/** Mounts and unmounts before anything is measured: code and texts arrive once, and caches fill. */
const WARM_UP = 20;

/** What a page holds before and after so many times of mounting a widget, waiting for its data to be painted, and removing it. */
export async function hold(browser: Browser, { url, tag, mock, cycles }: Cycles): Promise<{ before: Held; after: Held }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'pt-BR' });
  try {
    const page = await context.newPage();
    await page.goto(url);
    await cycle(page, tag, mock, WARM_UP);
    const session = await context.newCDPSession(page);
    await session.send('Performance.enable');
    const before = await held(session);
    await cycle(page, tag, mock, cycles);
    return { before, after: await held(session) };
  } finally {
    await context.close();
  }
}

function cycle(page: Page, tag: string, mock: boolean, times: number): Promise<void> {
  return page.evaluate(
    async ([name, isMock, count]) => {
      const painted = (widget: Element) =>
        new Promise<void>((resolve, reject) => {
          const late = setTimeout(() => reject(new Error(`<${name}> has come to ${widget.getAttribute('state')}, and not to its data`)), 15_000);
          widget.addEventListener('arco-ready', () => (clearTimeout(late), resolve()), { once: true });
        });
      for (let done = 0; done < count; done += 1) {
        const widget = document.createElement(name);
        widget.setAttribute('loading', 'eager');
        widget.toggleAttribute('mock', isMock);
        document.querySelector('main')!.append(widget);
        await painted(widget);
        widget.remove();
      }
    },
    [tag, mock, times] as const,
  );
}

async function held(session: CDPSession): Promise<Held> {
  // What a first collection finalizes, a second one frees.
  for (let times = 0; times < 3; times += 1) await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  const of = (name: string) => metrics.find((metric) => metric.name === name)!.value;
  return { bytes: of('JSHeapUsedSize'), nodes: of('Nodes'), listeners: of('JSEventListeners') };
}
