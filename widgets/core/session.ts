import { ArcoError } from './errors.ts';
import { takeMint } from './page.ts';
import { Tokens, type FetchToken, type Token } from './tokens.ts';

/** Who asks: a publishable key for published content, or an embed token minted by the host's backend. */
export interface Credentials {
  publishableKey?: string | undefined;
  /** Address on the host that mints tokens, asked with the host's own cookies. */
  tokenUrl?: string | undefined;
  /** In place of `tokenUrl`: the host's own code. */
  fetchToken?: FetchToken | undefined;
}

/** `again` when what failed may work now, `reset` when somebody else is asking from now on. */
export type SessionChange = 'again' | 'reset';
type Watcher = (change: SessionChange) => void;

/** Puts the caller's credentials on requests, and tells who uses them when to ask again. */
export class Session {
  /** Where tRPC answers. */
  url!: string;

  /** Sent as the language of the answers. */
  language = '';
  /** Told every event of the widgets, for the host's own analytics. */
  onEvent: ((event: Event) => void) | undefined;

  readonly #watchers = new Set<Watcher>();
  #key: string | undefined;
  #tokens: Tokens | undefined;

  constructor(credentials: Credentials) {
    this.identify(credentials);
  }

  /** Whether the key or token is for tests. */
  get test(): boolean {
    return this.#key?.startsWith('pk_test_') ?? this.#tokens?.test ?? false;
  }

  /** Uses the session until the returned function is called. */
  watch(watcher: Watcher): () => void {
    this.#watchers.add(watcher);
    this.#use();
    return () => {
      this.#watchers.delete(watcher);
      this.#use();
    };
  }

  /** Somebody else is asking from now on; what was loaded is forgotten. */
  identify({ publishableKey, tokenUrl, fetchToken }: Credentials): void {
    this.#tokens?.stop();
    this.#key = publishableKey;
    const mint = fetchToken ?? (tokenUrl && (({ signal }) => mintAt(tokenUrl, signal)));
    this.#tokens = mint ? new Tokens(mint, () => this.#tell('again')) : undefined;
    this.#use();
    this.#tell('reset');
  }

  /** Nobody is asking any more: every widget forgets its data. */
  logout(): void {
    this.identify({});
  }

  /** Logs out, and lets go of everybody who watched. */
  destroy(): void {
    this.logout();
    this.#watchers.clear();
    this.#use();
  }

  /** A token that is good for now, where tokens are used; `rejected` is one that was refused. */
  token(rejected?: string): Promise<string> | undefined {
    return this.#tokens?.get(rejected);
  }

  /** `fetch` with credentials, and one replay with a fresh token. */
  async fetch(url: string, init?: RequestInit): Promise<Response> {
    const send = (header: string, credential: string) =>
      fetch(url, {
        ...init,
        credentials: 'omit',
        headers: { ...(init?.headers as Record<string, string>), 'accept-language': this.language || '*', [header]: credential },
      });
    if (this.#key) return send('x-arco-key', this.#key);
    const tokens = this.#tokens;
    if (!tokens) throw new ArcoError('signed_out', { status: 401 });
    const token = await tokens.get();
    const response = await send('authorization', `Bearer ${token}`);
    return response.status === 401 ? send('authorization', `Bearer ${await tokens.get(token)}`) : response;
  }

  #use(): void {
    const { size } = this.#watchers;
    this.#tokens?.use(size > 0);
    for (const type of ['online', 'pageshow', 'visibilitychange']) {
      window[size ? 'addEventListener' : 'removeEventListener'](type, this.#wake);
    }
  }

  readonly #wake = (): void => {
    if (document.hidden) return;
    this.#tokens?.wake();
    this.#tell('again');
  };

  #tell(change: SessionChange): void {
    for (const watcher of this.#watchers) watcher(change);
  }
}

async function mintAt(url: string, signal: AbortSignal): Promise<Token> {
  const ask = (method: string) => fetch(url, { method, signal, credentials: 'include' });
  let response = await (takeMint(url) ?? ask('POST'));
  if ([404, 405].includes(response.status)) response = await ask('GET');
  const { ok, status } = response;
  if (!ok) throw new ArcoError(status === 401 || status === 403 ? 'signed_out' : 'unavailable', { status });
  return response.json() as Promise<Token>;
}
