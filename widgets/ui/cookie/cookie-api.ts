import type { Api } from '../../core/api.ts';
import type { SessionChange } from '../../core/session.ts';

/**
 * Stands for the API in widgets that ask by the page's own cookie: of the one around they want nothing, least of all a
 * token, but its host hears their events.
 */
export function cookieApi(around: () => Api | undefined): Api {
  const watch = (watcher: (change: SessionChange) => void) => {
    const again = () => watcher('again');
    window.addEventListener('online', again);
    return () => window.removeEventListener('online', again);
  };
  return { session: { watch, onEvent: (event: Event) => around()?.session.onEvent?.(event) } } as unknown as Api;
}

/** Waits for code that is loaded on demand. Where it does not arrive the reason is the one that a request would have. */
export async function arrival<T>(code: Promise<T>): Promise<T> {
  try {
    return await code;
  } catch (cause) {
    throw Object.assign(new Error('Code did not arrive', { cause }), { data: { reason: navigator.onLine ? 'unavailable' : 'offline' } });
  }
}
