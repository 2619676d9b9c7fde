const SLOT_WORDS = 3

/**
 * What was seen lately, by key: bounded, and forgetful where keys fall together, so it may only be evidence, never state.
 * A value is kept with the tick at which it was noted.
 */
export class Recent {
  readonly #slots: Int32Array
  readonly #mask: number

  /** `slots` is a power of two. */
  constructor(slots: number) {
    this.#slots = new Int32Array(slots * SLOT_WORDS)
    this.#mask = slots - 1
  }

  note(key: number, tick: number, value = 0): void {
    const at = (key & this.#mask) * SLOT_WORDS
    this.#slots[at] = key
    this.#slots[at + 1] = tick
    this.#slots[at + 2] = value
  }

  /** Tick at which the key was noted last; undefined when it was not, or is forgotten. */
  tick(key: number): number | undefined {
    const at = (key & this.#mask) * SLOT_WORDS
    return this.#slots[at] === key && this.#slots[at + 1] !== 0 ? this.#slots[at + 1] : undefined
  }

  value(key: number): number | undefined {
    const at = (key & this.#mask) * SLOT_WORDS
    return this.#slots[at] === key && this.#slots[at + 1] !== 0 ? this.#slots[at + 2] : undefined
  }
}
