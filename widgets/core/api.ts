import { createTRPCClient, type TRPCClient } from '@trpc/client';
import type { AppRouter } from '../../server/router.ts';
import { batching } from './batch.ts';
import { page } from './page.ts';
import { Session, type Credentials } from './session.ts';

/** The typed client of the API, and what a host page may do to its session. */
export type Api = TRPCClient<AppRouter> & Pick<Session, 'identify' | 'logout' | 'destroy'> & { readonly session: Session };

export interface ApiOptions extends Credentials {
  /** Where ARCO answers, such as `https://arco.example`. Default: where the script tag came from, else the page's own origin. */
  url?: string | undefined;
}

export function createApi({ url = page().base ?? '', ...credentials }: ApiOptions): Api {
  const session = new Session(credentials);
  session.url = `${url.replace(/\/$/, '')}/api/trpc`;
  const trpc = createTRPCClient<AppRouter>({ links: [batching(session.url, (address, init) => session.fetch(address, init))] });
  const own: Record<string | symbol, unknown> = {
    session,
    identify: (next: Credentials) => session.identify(next),
    logout: () => session.logout(),
    destroy: () => session.destroy(),
  };
  // tRPC has a procedure of any name, also of those by which templates and frameworks tell what kind of thing they hold.
  const isName = (key: string | symbol) => /^[a-z]/.test(String(key));
  return new Proxy(trpc, { get: (_, key) => own[key] ?? (isName(key) ? trpc[key as keyof typeof trpc] : undefined) }) as Api;
}
