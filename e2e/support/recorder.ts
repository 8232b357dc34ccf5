/** What a page saw, kept in the page. */
export interface Seen {
  /** Tags of the widgets that fired `arco-ready`, in order. */
  ready: string[];
  /** Typed errors of `arco-error`. */
  errors: { tag: string; reason: string; retryable: boolean; status: number | undefined; requestId: string | undefined }[];
  violations: string[];
  /** What moved, from where to where, as `left top width height`; inside a widget the browser does not say what it was. */
  shifts: { value: number; moved: string[] }[];
}

declare global {
  interface Window {
    seen: Seen;
  }
}

interface LayoutShift extends PerformanceEntry {
  value: number;
  hadRecentInput: boolean;
  sources: { node: Node | null; previousRect: DOMRectReadOnly; currentRect: DOMRectReadOnly }[];
}

/**
 * Runs in every page before its own scripts: moves its clock to that of the test, and keeps what it sees.
 * Given to the browser as source, so it may use nothing from outside.
 */
export function record({ offset }: { offset: number }): void {
  const Real = Date;
  globalThis.Date = new Proxy(Real, {
    construct: (target, args, self) => Reflect.construct(target, args.length > 0 ? args : [Real.now() + offset], self) as Date,
    apply: () => new Real(Real.now() + offset).toString(),
    get: (target, key) => (key === 'now' ? () => Real.now() + offset : Reflect.get(target, key)),
  });

  const seen: Seen = { ready: [], errors: [], violations: [], shifts: [] };
  window.seen = seen;
  document.addEventListener('arco-ready', ({ target }) => seen.ready.push((target as Element).localName));
  document.addEventListener('arco-error', ({ target, error: { reason, retryable, status, requestId } }) => {
    seen.errors.push({ tag: (target as Element).localName, reason, retryable, status, requestId });
  });
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sourceFile, lineNumber, sample }) => {
    seen.violations.push(`${effectiveDirective} ${blockedURI} ${sourceFile}:${lineNumber} ${sample}`);
  });
  const place = ({ x, y, width, height }: DOMRectReadOnly) => `${x} ${y} ${width} ${height}`;
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput, sources } of list.getEntries() as LayoutShift[]) {
      if (hadRecentInput) continue;
      const moved = sources.map(({ node, previousRect, currentRect }) => `${node?.nodeName ?? 'something'} ${place(previousRect)} → ${place(currentRect)}`);
      seen.shifts.push({ value, moved });
    }
  }).observe({ type: 'layout-shift', buffered: true });
}
