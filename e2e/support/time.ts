/** When every test begins: in the middle of a month, a week and a day, so that no figure depends on when tests run. */
export const start = new Date('2026-11-18T17:30:00Z');
export const today = '2026-11-18';
export const timeZone = 'America/Sao_Paulo';

/** Milliseconds from the time of this machine to the time of the tests. */
export const offset = start.getTime() - Date.now();

/** A clock that ticks with the tests, and can be set forward. */
export class Clock {
  #ahead = 0;

  now(): Date {
    return new Date(Date.now() + offset + this.#ahead);
  }

  forward(seconds: number): void {
    this.#ahead += seconds * 1_000;
  }
}
