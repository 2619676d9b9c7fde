const ITEM_WORDS = 3

/** Calls that wait for the same time each: first in, first out. An item names the generation of its call, which may be gone by then. */
export class ReleaseQueue {
  readonly #items: Int32Array
  readonly #capacity: number
  #head = 0
  #length = 0

  constructor(capacity: number) {
    this.#capacity = capacity
    this.#items = new Int32Array(capacity * ITEM_WORDS)
  }

  /** False when the queue is full. */
  push(entry: number, generation: number, due: number): boolean {
    if (this.#length === this.#capacity) return false
    const at = ((this.#head + this.#length) % this.#capacity) * ITEM_WORDS
    this.#items[at] = entry
    this.#items[at + 1] = generation
    this.#items[at + 2] = due
    this.#length++
    return true
  }

  /** Whether the first item is due. */
  isDue(tick: number): boolean {
    return this.#length > 0 && (this.#items[this.#head * ITEM_WORDS + 2] ?? 0) <= tick
  }

  /** Takes the first item; returns its call, 0 when another has taken its place since. */
  shift(generationOf: (entry: number) => number): number {
    const at = this.#head * ITEM_WORDS
    this.#head = (this.#head + 1) % this.#capacity
    this.#length--
    const entry = this.#items[at] ?? 0
    return generationOf(entry) === this.#items[at + 1] ? entry : 0
  }
}
