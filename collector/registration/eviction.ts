import { call, CALL_WORDS, flag, generationOf } from './calls.ts'
import type { CallStore } from './call-store.ts'

const ITEM_WORDS = 2

/**
 * Chooses which call has to go when there is no room for another: of those that are told already, whose loss costs nothing, the one that was told first;
 * else the first open one after the one that went before.
 */
export class Eviction {
  readonly #store: CallStore
  /** The calls that were told last, as many as there may be: entry and generation. Some are open again by now, or gone. */
  readonly #told: Int32Array
  #first = 0
  #count = 0
  #hand = CALL_WORDS

  constructor(store: CallStore) {
    this.#store = store
    this.#told = new Int32Array(store.calls.capacity * ITEM_WORDS)
  }

  /** A call has been told, and is only remembered. */
  told(entry: number): void {
    if (this.#count * ITEM_WORDS === this.#told.length) this.#shift()
    const at = (this.#first + this.#count * ITEM_WORDS) % this.#told.length
    this.#told[at] = entry
    this.#told[at + 1] = generationOf(this.#store.calls.words, entry)
    this.#count++
  }

  /** Entry of the call to give up so that another may be followed, 0 when there is none. */
  victim(): number {
    const { words } = this.#store.calls
    while (this.#count > 0) {
      const entry = this.#told[this.#first]!
      const generation = this.#told[this.#first + 1]
      this.#shift()
      const isUsed = (words[entry + call.flags]! & flag.used) !== 0
      if (isUsed && generationOf(words, entry) === generation && words[entry + call.block] === 0) return entry
    }
    return this.#next(0, false)
  }

  /** Entry of the call to give up so that there is memory for `spared`, 0 when there is none but that. */
  victimWithRecords(spared: number): number {
    return this.#next(spared, true)
  }

  #next(spared: number, withRecords: boolean): number {
    const { words, capacity } = this.#store.calls
    const end = (capacity + 1) * CALL_WORDS
    for (let steps = 0; steps < capacity; steps++) {
      this.#hand = this.#hand + CALL_WORDS >= end ? CALL_WORDS : this.#hand + CALL_WORDS
      if ((words[this.#hand + call.flags]! & (flag.used | flag.held)) !== flag.used || this.#hand === spared) continue
      if (!withRecords || words[this.#hand + call.block] !== 0) return this.#hand
    }
    return 0
  }

  #shift(): void {
    this.#first = (this.#first + ITEM_WORDS) % this.#told.length
    this.#count--
  }
}
