/** What was read is good for a while: asked for again, it is not read again. A failure is not kept. */
export class Remembered<T> {
  readonly #read: (key: string) => Promise<T>;
  readonly #keptMs: number;
  readonly #known = new Map<string, { value: Promise<T>; until: number }>();

  constructor(read: (key: string) => Promise<T>, keptMs: number) {
    this.#read = read;
    this.#keptMs = keptMs;
  }

  get(key: string): Promise<T> {
    const now = Date.now();
    const known = this.#known.get(key);
    if (known && known.until > now) return known.value;
    // Keys that strangers make up may not fill the memory.
    if (this.#known.size > 10_000) this.#known.clear();
    const value = this.#read(key);
    this.#known.set(key, { value, until: now + this.#keptMs });
    value.catch(() => this.#known.delete(key));
    return value;
  }
}
