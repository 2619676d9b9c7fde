const SLOT_WORDS = 3

/**
 * Strings by the 64-bit hash of what they were made of. Open addressing in typed words: a Map would make an object of each hash.
 * Bounded: when half of it is taken it begins anew; what everybody repeats comes back at once.
 */
export class TextTable {
  readonly #slots: Int32Array
  readonly #mask: number
  #texts: string[] = ['']

  /** `slots` is a power of two. */
  constructor(slots: number) {
    this.#slots = new Int32Array(slots * SLOT_WORDS)
    this.#mask = slots - 1
  }

  find(low: number, high: number): string | undefined {
    const slots = this.#slots
    for (let slot = low & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const at = slot * SLOT_WORDS
      const index = slots[at + 2]!
      if (index === 0) return undefined
      if (slots[at] === low && slots[at + 1] === high) return this.#texts[index]
    }
  }

  /** Adds a text that is not in the table, and returns it. */
  add(low: number, high: number, text: string): string {
    const slots = this.#slots
    if (this.#texts.length > this.#mask >> 1) this.clear()
    let slot = low & this.#mask
    while (slots[slot * SLOT_WORDS + 2] !== 0) slot = (slot + 1) & this.#mask
    const at = slot * SLOT_WORDS
    slots[at] = low
    slots[at + 1] = high
    slots[at + 2] = this.#texts.push(text) - 1
    return text
  }

  clear(): void {
    this.#texts = ['']
    this.#slots.fill(0)
  }
}
