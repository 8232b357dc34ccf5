import { ArcoError } from './errors.ts';

/** Why a token is asked for. */
export interface TokenRequest {
  readonly reason: 'initial' | 'refresh' | 'rejected';
  readonly signal: AbortSignal;
}

/** A token, and the seconds it lives. */
export interface Token {
  readonly token: string;
  readonly expiresIn?: number;
}

/** Asks the host's backend for a widget token. */
export type FetchToken = (request: TokenRequest) => Promise<Token | string>;

interface Claims {
  readonly iat?: number;
  readonly exp?: number;
  readonly test?: boolean;
}

const mintTimeout = 10_000;
/** Share of its life after which a token is renewed. */
const ripe = 0.8;

/**
 * The widget token of one API: one mint in flight whatever the number of widgets, renewed at 80 % of its life while
 * somebody uses it, and asked for again after a failure for as long.
 */
export class Tokens {
  /** Whether the token was made with a test key. */
  test = false;

  readonly #mint: FetchToken;
  readonly #recovered: () => void;
  #token: string | undefined;
  #bornAt: readonly [number, number] = [0, 0];
  /** Milliseconds; 0 until there is a first token. */
  #life = 0;
  #minting: Promise<string> | undefined;
  #abort: AbortController | undefined;
  #failures = 0;
  #failure: ArcoError | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #used = false;

  /** `recovered` is called when a token arrives after a failure. */
  constructor(mint: FetchToken, recovered: () => void) {
    this.#mint = mint;
    this.#recovered = recovered;
  }

  /** Keeps the token fresh from now on, or no longer. */
  use(used: boolean): void {
    this.#used = used;
    this.#schedule();
  }

  /** A token that the server has no reason to refuse; `rejected` is one that it did. */
  async get(rejected?: string): Promise<string> {
    if (rejected && rejected === this.#token) this.#token = undefined;
    if (this.#token && this.#age() < this.#life) return this.#token;
    // Between two tries everybody gets the last failure, or twenty widgets would hammer a host that is down.
    if (this.#failure && this.#timer) throw this.#failure;
    return this.#renew(rejected ? 'rejected' : 'initial');
  }

  /** The page is back, or the network is: no reason to wait any longer. */
  wake(): void {
    if (this.#failure || (this.#life && this.#age() >= this.#life * ripe)) this.#try();
  }

  /** Forgets the token and the mint in flight. */
  stop(): void {
    this.use(false);
    this.#token = undefined;
    this.#abort?.abort();
  }

  #renew(reason: TokenRequest['reason']): Promise<string> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    return (this.#minting ??= this.#ask(reason).finally(() => {
      this.#minting = undefined;
      this.#schedule();
    }));
  }

  async #ask(reason: TokenRequest['reason']): Promise<string> {
    const bornAt = [performance.now(), Date.now()] as const;
    try {
      const answer = await this.#answer(reason);
      const { token, expiresIn = Infinity } = typeof answer === 'string' ? { token: answer } : answer;
      if (!token) throw new TypeError('No token in the answer');
      const { exp = 0, iat = 0, test = false } = claimsOf(token);
      this.test = test;
      const seconds = Math.min(exp - iat || Infinity, expiresIn);
      // A life that is nonsense must neither mint in a loop nor overflow a timer.
      this.#life = 1000 * Math.max(10, seconds < 86_400 ? seconds : 300);
      this.#bornAt = bornAt;
      this.#token = token;
      const failed = this.#failures;
      this.#failures = 0;
      this.#failure = undefined;
      if (failed) this.#recovered();
      return token;
    } catch (cause) {
      this.#failures += 1;
      throw (this.#failure = cause instanceof ArcoError ? cause : new ArcoError('unavailable', { cause }));
    }
  }

  #answer(reason: TokenRequest['reason']): Promise<Token | string> {
    const { signal } = (this.#abort = new AbortController());
    const late = setTimeout(() => this.#abort?.abort(), mintTimeout);
    return new Promise<Token | string>((resolve, reject) => {
      // Not left to the callback: one that never settles must not hold up the next.
      signal.addEventListener('abort', () => reject(new ArcoError('unavailable')));
      this.#mint({ reason, signal }).then(resolve, reject);
    }).finally(() => clearTimeout(late));
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (!this.#used || this.#minting) return;
    const pause = this.#failures ? pauseAfter(this.#failures) : this.#life * ripe - this.#age();
    if (this.#failures || this.#life) this.#timer = setTimeout(() => this.#try(), pause);
  }

  #try(): void {
    // The failure is kept for whoever asks, and the timer tries again.
    this.#renew(this.#life ? 'refresh' : 'initial').catch(() => {});
  }

  /** By two clocks that are only asked for a span: one stops while a laptop sleeps, the other may be set. */
  #age(): number {
    return Math.max(performance.now() - this.#bornAt[0], Date.now() - this.#bornAt[1]);
  }
}

/** Milliseconds before the next try: longer each time, and not the same for every page. */
export function pauseAfter(failures: number): number {
  return Math.min(60_000, 1000 * 2 ** failures) * (0.5 + Math.random() / 2);
}

/** What a token says of itself. Read, not verified: the server does that. */
function claimsOf(token: string): Claims {
  try {
    return JSON.parse(atob(token.split('.')[1]!.replaceAll('-', '+').replaceAll('_', '/'))) as Claims;
  } catch {
    return {};
  }
}
