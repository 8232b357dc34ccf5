import { setImmediate as nextTurn } from 'node:timers/promises';
import { system } from '../../core/access.ts';
import type { ChangeFeed } from '../../core/changes.ts';
import { withClient, type Sql } from '../../core/db.ts';
import { AppError, fromDatabase } from '../../core/errors.ts';
import type { Logger } from '../../core/log.ts';
import { isQuiet, readLive } from './card.ts';
import type { Live } from './live.schema.ts';

/** A page is told at most once in so long. */
const APART_MS = 1_000;
/** Counting takes at most this part of the time, however slow the database is. */
const SHARE = 10;
/** Visitors leave without a hit that says so. */
const RECOUNT_MS = 10_000;
/** Where nobody is, only the rate moves, once an hour. */
const QUIET_MS = 300_000;
const RETRY_MS = 5_000;
/** Pages told in one turn of the event loop; other requests have theirs in between. */
const AT_ONCE = 50;

type Listener = (live: Live) => void;

interface LiveFeedOptions {
  sql: Sql;
  changes: ChangeFeed;
  clock: () => Date;
  log: Logger;
}

const feeds = new WeakMap<ChangeFeed, LiveFeed>();

/** The one of the server whose changes these are. Throws `unavailable` where there is none. */
export function liveFeedOf(changes: ChangeFeed): LiveFeed {
  const feed = feeds.get(changes);
  if (!feed) throw new AppError('unavailable', 'This server tells nobody what is live');
  return feed;
}

/** Gives a server its feed, which is found by its changes: the core, which hands those on, knows of no module. */
export function openLiveFeed(options: LiveFeedOptions): LiveFeed {
  const feed = new LiveFeed(options);
  feeds.set(options.changes, feed);
  return feed;
}

/** Counts what is live on a client's site once, however many pages of this server show it, and again when it changed. */
export class LiveFeed {
  readonly #options: LiveFeedOptions;
  readonly #cards = new Map<string, LiveCard>();

  constructor(options: LiveFeedOptions) {
    this.#options = options;
  }

  /** Tells `listener` what is live, at once and whenever it is something else, until the returned function is called. */
  async watch(clientId: string, listener: Listener): Promise<() => void> {
    let card = this.#cards.get(clientId);
    if (!card) this.#cards.set(clientId, (card = new LiveCard(clientId, this.#options)));
    const joined = card;
    joined.listeners.add(listener);
    const leave = () => {
      joined.listeners.delete(listener);
      if (joined.listeners.size > 0) return;
      joined.stop();
      if (this.#cards.get(clientId) === joined) this.#cards.delete(clientId);
    };
    try {
      listener(await joined.current());
    } catch (error) {
      leave();
      throw fromDatabase(error);
    }
    return leave;
  }
}

/** One client's, for as long as a page shows it. */
class LiveCard {
  readonly listeners = new Set<Listener>();
  readonly #clientId: string;
  readonly #options: LiveFeedOptions;
  readonly #opened: Promise<void>;
  #live: Live | undefined;
  #leave: (() => void) | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isBusy = false;
  #isWoken = false;
  #isStopped = false;
  /** By the monotonic clock; not before this is it counted again. */
  #notBefore = 0;

  constructor(clientId: string, options: LiveFeedOptions) {
    this.#clientId = clientId;
    this.#options = options;
    this.#opened = this.#open();
  }

  async current(): Promise<Live> {
    await this.#opened;
    return this.#live!;
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    this.#leave?.();
  }

  async #open(): Promise<void> {
    const leave = await this.#options.changes.watch(this.#clientId, undefined, ({ topics }) => {
      if (topics === 'all' || topics.includes('live')) this.#wake();
    });
    if (this.#isStopped) return leave();
    this.#leave = leave;
    this.#live = await this.#count();
    this.#later();
  }

  #wake(): void {
    this.#isWoken = true;
    if (this.#live && !this.#isBusy) this.#later();
  }

  #later(pause = isQuiet(this.#live!) ? QUIET_MS : RECOUNT_MS): void {
    clearTimeout(this.#timer);
    if (this.#isStopped) return;
    const rest = Math.max(0, this.#notBefore - performance.now());
    this.#timer = setTimeout(() => void this.#tick(), this.#isWoken ? rest : Math.max(rest, pause)).unref();
  }

  async #tick(): Promise<void> {
    this.#isBusy = true;
    let pause: number | undefined;
    try {
      const live = await this.#count();
      const isNew = textOf(live) !== textOf(this.#live!);
      this.#live = live;
      if (isNew) await this.#tell(live);
    } catch (error) {
      if (!this.#isStopped) this.#options.log.warn({ err: error, clientId: this.#clientId }, 'the live card could not be counted; tried again soon');
      this.#isWoken = false;
      pause = RETRY_MS;
    }
    this.#isBusy = false;
    this.#later(pause);
  }

  async #count(): Promise<Live> {
    const { sql, clock } = this.#options;
    const began = performance.now();
    this.#isWoken = false;
    try {
      return await withClient(sql, this.#clientId, system, (scoped) => readLive(scoped, clock()));
    } finally {
      this.#notBefore = began + Math.max(APART_MS, SHARE * (performance.now() - began));
    }
  }

  async #tell(live: Live): Promise<void> {
    let count = 0;
    for (const listener of this.listeners) {
      listener(live);
      count += 1;
      if (count % AT_ONCE === 0) await nextTurn();
    }
  }
}

/** All that is shown: the instant of counting is not. */
const textOf = (live: Live) => JSON.stringify({ ...live, now: '' });
