import { call, type Calls } from './calls.ts'

/** The high half of the hash, and the entry, which has the low half itself: eight bytes, so that no slot lies across two lines of the cache. */
const SLOT_WORDS = 2

/**
 * From the hash of a Call-ID to its entry: open addressing, 64 bits of hash, twice as many slots as entries,
 * so a look-up costs the same with ten open and with a million. Removal moves later ones up, leaving no graves.
 */
export class CallTable {
  readonly #calls: Calls
  readonly #slots: Int32Array
  readonly #mask: number

  constructor(calls: Calls) {
    const slots = 1 << (32 - Math.clz32(Math.max(calls.capacity, 8) * 2 - 1))
    this.#calls = calls
    this.#slots = new Int32Array(slots * SLOT_WORDS)
    this.#mask = slots - 1
  }

  /** Entry of the key, 0 when there is none. */
  find(low: number, high: number): number {
    const slots = this.#slots
    const { words } = this.#calls
    for (let slot = low & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const at = slot * SLOT_WORDS
      const entry = slots[at + 1]!
      if (entry === 0 || (slots[at] === high && words[entry + call.keyLow] === low)) return entry
    }
  }

  /** Adds a key that is not in the table; its low half stands in the entry. */
  add(high: number, entry: number): void {
    const slots = this.#slots
    let slot = this.#homeOf(entry)
    while (slots[slot * SLOT_WORDS + 1] !== 0) slot = (slot + 1) & this.#mask
    this.#put(slot, high, entry)
  }

  /** Removes the key of an entry. */
  remove(entry: number): void {
    const slots = this.#slots
    let hole = this.#homeOf(entry)
    for (;;) {
      const at = hole * SLOT_WORDS
      if (slots[at + 1] === 0) return
      if (slots[at + 1] === entry) break
      hole = (hole + 1) & this.#mask
    }
    for (let slot = (hole + 1) & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const at = slot * SLOT_WORDS
      const other = slots[at + 1]!
      if (other === 0) break
      // A key may move up only as far as its home slot: past that it would not be found again.
      if (((slot - this.#homeOf(other)) & this.#mask) < ((slot - hole) & this.#mask)) continue
      this.#put(hole, slots[at]!, other)
      hole = slot
    }
    slots[hole * SLOT_WORDS + 1] = 0
  }

  #homeOf(entry: number): number {
    return this.#calls.words[entry + call.keyLow]! & this.#mask
  }

  #put(slot: number, high: number, entry: number): void {
    const at = slot * SLOT_WORDS
    this.#slots[at] = high
    this.#slots[at + 1] = entry
  }
}
