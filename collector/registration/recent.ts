const SLOT_WORDS = 3
/** Keys that fall together and are all kept. Slots of a few hundred keys in thousands of places do fall together, and nobody must see it. */
const WAYS = 4
const BUCKET_WORDS = WAYS * SLOT_WORDS

/**
 * What was seen lately, by key: bounded, and forgetful where many keys fall together, of which the oldest goes; so it may only be evidence, never
 * state. A value is kept with the tick at which it was noted.
 */
export class Recent {
  readonly #slots: Int32Array
  readonly #mask: number

  /** `slots` is a power of two, of 4 at least. */
  constructor(slots: number) {
    this.#slots = new Int32Array(slots * SLOT_WORDS)
    this.#mask = slots / WAYS - 1
  }

  note(key: number, tick: number, value = 0): void {
    const slots = this.#slots
    const bucket = (key & this.#mask) * BUCKET_WORDS
    let at = bucket
    for (let slot = bucket; slot < bucket + BUCKET_WORDS; slot += SLOT_WORDS) {
      if (slots[slot] === key && slots[slot + 1] !== 0) {
        at = slot
        break
      }
      // An empty slot is older than all.
      if (slots[slot + 1]! < slots[at + 1]!) at = slot
    }
    slots[at] = key
    slots[at + 1] = tick
    slots[at + 2] = value
  }

  /** Tick at which the key was noted last; undefined when it was not, or is forgotten. */
  tick(key: number): number | undefined {
    const at = this.#find(key)
    return at < 0 ? undefined : this.#slots[at + 1]
  }

  value(key: number): number | undefined {
    const at = this.#find(key)
    return at < 0 ? undefined : this.#slots[at + 2]
  }

  #find(key: number): number {
    const slots = this.#slots
    const bucket = (key & this.#mask) * BUCKET_WORDS
    for (let slot = bucket; slot < bucket + BUCKET_WORDS; slot += SLOT_WORDS) if (slots[slot] === key && slots[slot + 1] !== 0) return slot
    return -1
  }
}
