import type { Arco } from './arco.ts';
import type { Mint, PageOptions } from './host.ts';
import type { Visitor } from './visitor.ts';

export const states = ['loading', 'ready', 'empty', 'error', 'stale', 'unauthorized'] as const;
type State = (typeof states)[number];

interface Shown extends Omit<PageOptions, 'token'> {
  /** What the token allows beside what the state needs. */
  token?: Mint;
}

/**
 * Opens a page whose widgets come to a state by its real cause: an answer that is held back, a client without data, a
 * server that fails or is gone, a token that may not.
 */
export async function show(state: State, own: Arco, visit: () => Promise<Visitor>, page: Shown): Promise<Visitor> {
  const token: Mint = { ...page.token };
  if (state === 'empty') token.client = await own.newClient();
  if (state === 'unauthorized') token.scopes = ['invoices:read'];
  if (state === 'error') await own.breakReads();

  const { url } = own.host.page({ ...page, token });
  const visitor = await visit();
  if (state === 'loading') await visitor.page.route('**/api/trpc/**', () => {});
  if (state === 'error') visitor.allow(/status of 500/);
  if (state === 'unauthorized') visitor.allow(/status of 403/);
  await visitor.goto(url);
  if (state === 'stale') await turnStale(own, visitor);
  await visitor.all(state);
  return visitor;
}

/** The server goes away, and the widgets look for something newer. */
async function turnStale(own: Arco, visitor: Visitor): Promise<void> {
  await visitor.all('ready');
  visitor.allow(/ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE/);
  await own.down();
  await visitor.reload();
}
