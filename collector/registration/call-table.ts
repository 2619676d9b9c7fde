const SLOT_WORDS = 3

/**
 * From the hash of a Call-ID to its entry: open addressing, 64 bits of hash, twice as many slots as entries,
 * so a look-up costs the same with ten open and with a million. Removal moves later ones up, leaving no graves.
 */
export class CallTable {
  readonly #slots: Int32Array
  readonly #mask: number

  constructor(capacity: number) {
    const slots = 1 << (32 - Math.clz32(Math.max(capacity, 8) * 2 - 1))
    this.#slots = new Int32Array(slots * SLOT_WORDS)
    this.#mask = slots - 1
  }

  /** Entry of the key, 0 when there is none. */
  find(low: number, high: number): number {
    const slots = this.#slots
    for (let slot = low & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const at = slot * SLOT_WORDS
      const entry = slots[at + 2] ?? 0
      if (entry === 0 || (slots[at] === low && slots[at + 1] === high)) return entry
    }
  }

  /** Adds a key that is not in the table. */
  add(low: number, high: number, entry: number): void {
    const slots = this.#slots
    let slot = low & this.#mask
    while (slots[slot * SLOT_WORDS + 2] !== 0) slot = (slot + 1) & this.#mask
    this.#put(slot, low, high, entry)
  }

  /** Removes the key of an entry, of which the low half is enough to find it. */
  remove(low: number, entry: number): void {
    const slots = this.#slots
    let hole = low & this.#mask
    for (;;) {
      const at = hole * SLOT_WORDS
      if (slots[at + 2] === 0) return
      if (slots[at + 2] === entry) break
      hole = (hole + 1) & this.#mask
    }
    for (let slot = (hole + 1) & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const at = slot * SLOT_WORDS
      const other = slots[at + 2] ?? 0
      if (other === 0) break
      const home = (slots[at] ?? 0) & this.#mask
      // A key may move up only as far as its home slot: past that it would not be found again.
      if (((slot - home) & this.#mask) < ((slot - hole) & this.#mask)) continue
      this.#put(hole, slots[at] ?? 0, slots[at + 1] ?? 0, other)
      hole = slot
    }
    slots[hole * SLOT_WORDS + 2] = 0
  }

  #put(slot: number, low: number, high: number, entry: number): void {
    const at = slot * SLOT_WORDS
    this.#slots[at] = low
    this.#slots[at + 1] = high
    this.#slots[at + 2] = entry
  }
}
