/** Tells a person at a terminal what is being done, and how long it took where that was worth a remark. */
export class Progress {
  readonly note: (line: string) => void;

  constructor(write: (line: string) => void) {
    this.note = write;
  }

  async step<T>(what: string, run: () => Promise<T>): Promise<T> {
    this.note(`${what} …`);
    const begun = performance.now();
    const result = await run();
    const seconds = (performance.now() - begun) / 1000;
    if (seconds >= 1) this.note(`  ${seconds.toFixed(1)} s`);
    return result;
  }
}
