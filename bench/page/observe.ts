/** When a page counts as painted. */
export type Until =
  /** Every element of these tags above the fold has fired `arco-ready`. */
  | { widgets: readonly string[] }
  /** An element is defined, and has drawn itself. */
  | { defined: string }
  /** Something that the page's script draws is there. */
  | { drawn: string };

export interface Painted {
  /** Milliseconds since the navigation began. */
  at: number;
  /** When that was, in milliseconds since 1970. */
  origin: number;
  /** Milliseconds that tasks took past their first 50. */
  blocking: number;
  /** Cumulative layout shift. */
  shift: number;
}

declare global {
  interface Window {
    painted: Promise<Painted>;
  }
}

/** Runs in every page before its own scripts. Given to the browser as source, so it may use nothing from outside. */
export function observe(until: Until): void {
  const tasks: PerformanceEntry[] = [];
  const shifts: (PerformanceEntry & { value: number; hadRecentInput: boolean })[] = [];
  const observers = [
    ['longtask', tasks],
    ['layout-shift', shifts],
  ] as const;
  const watched = observers.map(([type, entries]) => {
    const observer = new PerformanceObserver((list) => (entries as PerformanceEntry[]).push(...list.getEntries()));
    observer.observe({ type, buffered: true });
    return { observer, entries: entries as PerformanceEntry[] };
  });

  /** A frame callback comes before its paint, and a task after it. */
  const afterPaint = (done: () => void) => requestAnimationFrame(() => setTimeout(done));
  const aboveFold = (element: Element) => {
    const { top, height } = element.getBoundingClientRect();
    return height > 0 && top < innerHeight;
  };

  window.painted = new Promise((resolve) => {
    const finish = () => {
      const at = performance.now();
      // What they have seen and not yet told.
      for (const { observer, entries } of watched) entries.push(...observer.takeRecords());
      const blocking = tasks.filter(({ startTime }) => startTime < at).reduce((sum, { duration }) => sum + Math.max(0, duration - 50), 0);
      const shift = shifts.filter(({ hadRecentInput }) => !hadRecentInput).reduce((sum, { value }) => sum + value, 0);
      resolve({ at, origin: performance.timeOrigin, blocking, shift });
    };
    if ('widgets' in until) {
      const ready = new Set<EventTarget | null>();
      document.addEventListener('arco-ready', ({ target }) => {
        ready.add(target);
        const wanted = [...document.querySelectorAll(until.widgets.join())].filter(aboveFold);
        if (document.readyState !== 'loading' && wanted.every((widget) => ready.has(widget))) finish();
      });
    } else if ('defined' in until) {
      void customElements.whenDefined(until.defined).then(async () => {
        await (document.querySelector(until.defined) as Element & { updateComplete?: Promise<unknown> }).updateComplete;
        afterPaint(finish);
      });
    } else {
      new MutationObserver((_, observer) => {
        if (!document.querySelector(until.drawn)) return;
        observer.disconnect();
        afterPaint(finish);
      }).observe(document, { childList: true, subtree: true });
    }
  });
}
