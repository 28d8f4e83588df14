/** Lets the event loop go on while much is written: a scrape must not make the requests of others wait. */

/** How long may be written at a stretch, in milliseconds; and after how many lines the clock is looked at. */
const STRETCH = 4;
const LINES = 32;

/** Says when it is time to let others go first. */
export class Pace {
  #lines = 0;
  #since = performance.now();

  /** Asked after each line. */
  due(): boolean {
    this.#lines += 1;
    if (this.#lines < LINES) return false;
    this.#lines = 0;
    return performance.now() - this.#since >= STRETCH;
  }

  /** Comes back when everything that waited had its turn. */
  async rest(): Promise<void> {
    await new Promise<void>((resolve) => setImmediate(resolve));
    this.#lines = 0;
    this.#since = performance.now();
  }
}
