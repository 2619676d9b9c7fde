import { call, CALL_WORDS, flag } from './calls.ts'
import type { CallStore } from './call-store.ts'

/** How far to look for a call that is told already, whose loss costs nothing. */
const STEPS = 64

/** Chooses which call has to go when there is no room for another: a told one if the hand meets one soon, else the first open one it met. */
export class Eviction {
  readonly #store: CallStore
  #hand = CALL_WORDS

  constructor(store: CallStore) {
    this.#store = store
  }

  /** Entry of the call to give up, 0 when there is none; never `spared`. */
  victim(spared: number): number {
    const { words, capacity } = this.#store.calls
    const end = (capacity + 1) * CALL_WORDS
    let open = 0
    for (let steps = 0; steps < capacity && (open === 0 || steps < STEPS); steps++) {
      this.#hand = this.#hand + CALL_WORDS >= end ? CALL_WORDS : this.#hand + CALL_WORDS
      if ((words[this.#hand + call.flags]! & flag.used) === 0 || this.#hand === spared) continue
      if (words[this.#hand + call.block] === 0) return this.#hand
      if (open === 0) open = this.#hand
    }
    return open
  }
}
