import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Api } from './api.ts';
import { toArcoError, type ArcoError } from './errors.ts';
import type { SessionChange } from './session.ts';
import { pauseAfter } from './tokens.ts';

type Args = readonly unknown[];

/** What a query asks of the element that shows it. `Widget` is one. */
export interface QueryHost extends ReactiveControllerHost {
  readonly api: Api | undefined;
  /** Fixtures in place of data. */
  readonly mock: boolean;
  /** A state that is forced is drawn with fixtures too. */
  readonly previewState?: unknown;
  /** Whether the element is near enough to the viewport to be worth loading. */
  readonly near: boolean;
}

export interface QueryOptions<A extends Args, T> {
  /** What the load depends on, given to it as arguments. A change loads again. */
  args?: () => readonly [...A];
  load: (source: { readonly api: Api; readonly signal: AbortSignal }, ...args: A) => Promise<T>;
  /** The answer when the host has `mock`: import the fixtures here, so that they are a chunk of their own. */
  mock: (...args: A) => Promise<T>;
  /** Whether there is nothing to show in an answer. */
  empty?: (data: T) => boolean;
}

/** What a view needs of a query, whatever its arguments are. */
export interface Loadable<T> {
  readonly data: T | undefined;
  /** Why the last load failed. */
  readonly error: ArcoError | undefined;
  /** Whether a load is on its way. */
  readonly pending: boolean;
  /** When `data` arrived. */
  readonly loadedAt: Date | undefined;
  /** Seconds until the next try by itself, as of the failure. */
  readonly retryIn: number | undefined;
  /** Whether there is an answer, with nothing in it. */
  readonly empty: boolean;
  /** Loads again. Settles when the answer, or the failure, is in. */
  reload(): Promise<void>;
}

/**
 * Loads data for an element and renders it again as the load goes on.
 * The last good answer stays in `data`, so a refresh never blanks the element; a failure is tried again by itself.
 */
export class Query<T, A extends Args = Args> implements Loadable<T>, ReactiveController {
  data: T | undefined;
  error: ArcoError | undefined;
  pending = false;
  loadedAt: Date | undefined;
  retryIn: number | undefined;

  readonly #host: QueryHost;
  readonly #options: QueryOptions<A, T>;
  #args: readonly [...A] | undefined;
  #source: Api | true | undefined;
  #unwatch: (() => void) | undefined;
  #abort: AbortController | undefined;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: QueryHost, options: QueryOptions<A, T>) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  get empty(): boolean {
    return this.data !== undefined && !!this.#options.empty?.(this.data);
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  hostUpdate(): void {
    const { api, mock, previewState, near } = this.#host;
    const source = mock || previewState ? true : api;
    if (!near || !source) return;
    const args = this.#options.args?.() ?? ([] as unknown as readonly [...A]);
    if (source === this.#source && this.#args?.every((arg, i) => arg === args[i])) return;
    if (source !== this.#source) {
      // Another source is another caller, who must not see what this one saw.
      this.#forget();
      this.#unwatch?.();
      this.#unwatch = undefined;
    }
    this.#source = source;
    this.#args = args;
    if (source !== true) this.#unwatch ??= source.session.watch(this.#changed);
    void this.reload();
  }

  hostDisconnected(): void {
    this.#stop();
    this.#unwatch?.();
    this.#unwatch = this.#args = undefined;
  }

  async reload(): Promise<void> {
    const args = this.#args;
    const source = this.#source;
    if (!args || !source) return;

    this.#stop();
    const { signal } = (this.#abort = new AbortController());
    this.pending = true;
    this.#host.requestUpdate();
    try {
      const { load, mock } = this.#options;
      const data = await (source === true ? mock(...args) : load({ api: source, signal }, ...args));
      // An aborted load lost to a newer one, and the newer one owns the state.
      if (signal.aborted) return;
      this.data = data;
      this.loadedAt = new Date();
      this.error = this.retryIn = undefined;
      this.#failures = 0;
    } catch (error) {
      if (signal.aborted) return;
      this.#fail(toArcoError(error));
    }
    this.pending = false;
    this.#host.requestUpdate();
  }

  /** Replaces the data with what an action answered, without a load. */
  update(change: (data: T) => T): void {
    if (this.data === undefined) return;
    this.data = change(this.data);
    this.#host.requestUpdate();
  }

  #fail(error: ArcoError): void {
    this.error = error;
    this.#failures += 1;
    const pause = Math.max((error.retryAfter ?? 0) * 1000, pauseAfter(this.#failures));
    this.retryIn = error.retryable ? Math.ceil(pause / 1000) : undefined;
    // A hidden page waits until it is shown, which is told by the session.
    if (error.retryable) this.#timer = setTimeout(() => void (document.hidden || this.reload()), pause);
  }

  readonly #changed = (change: SessionChange): void => {
    if (change === 'reset') this.#forget();
    if (change === 'reset' || this.error) void this.reload();
  };

  #forget(): void {
    this.data = this.error = this.loadedAt = this.retryIn = undefined;
  }

  #stop(): void {
    this.#abort?.abort();
    clearTimeout(this.#timer);
  }
}
