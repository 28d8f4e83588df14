/** The latest values, at most so many: a new one takes the place of the oldest. */
export class Ring<T> {
  readonly #slots: (T | undefined)[];
  #oldest = 0;
  #size = 0;

  constructor(capacity: number) {
    this.#slots = new Array<T | undefined>(capacity);
  }

  /** How many are kept. */
  get size(): number {
    return this.#size;
  }

  /** The oldest that is kept. */
  get oldest(): T | undefined {
    return this.#size === 0 ? undefined : this.#slots[this.#oldest];
  }

  /** Keeps a value, and returns the one that had to go. */
  push(value: T): T | undefined {
    const capacity = this.#slots.length;
    const at = (this.#oldest + this.#size) % capacity;
    const gone = this.#size === capacity ? this.#slots[at] : undefined;
    this.#slots[at] = value;
    if (this.#size < capacity) this.#size += 1;
    else this.#oldest = (this.#oldest + 1) % capacity;
    return gone;
  }

  /** All that are kept, oldest first. */
  *[Symbol.iterator](): Generator<T> {
    for (let index = 0; index < this.#size; index += 1) {
      const value = this.#slots[(this.#oldest + index) % this.#slots.length];
      if (value !== undefined) yield value;
    }
  }
}
