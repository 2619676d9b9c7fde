import { BLOCK_WORDS, LARGEST_BLOCK } from './arena.ts'
import { call } from './calls.ts'
import type { CallStore } from './call-store.ts'
import { Evicted } from './evicted.ts'
import { Eviction } from './eviction.ts'
import type { Teller } from './teller.ts'
import type { Wheel } from './wheel.ts'

/**
 * How many calls may go for one message: those that stand next to each other are of one time, and their memory of few pages,
 * so one is empty soon. What they leave serves the messages after it.
 */
const MOST_VICTIMS = 256

/** Room for calls and their messages. Where there is none, others are given up, which is said of them. */
export class Room {
  readonly evicted: Evicted
  readonly #store: CallStore
  readonly #wheel: Wheel
  readonly #teller: Teller
  readonly #eviction: Eviction

  constructor(store: CallStore, wheel: Wheel, teller: Teller) {
    this.#store = store
    this.#wheel = wheel
    this.#teller = teller
    this.#eviction = new Eviction(store)
    this.evicted = new Evicted(store.calls.capacity)
  }

  /** Begins to follow a Call-ID. */
  open(low: number, high: number, tick: number): number {
    const entry = this.#store.open(low, high, tick)
    if (entry !== 0) return entry
    this.#giveUp(this.#eviction.victim(), tick)
    return this.#store.open(low, high, tick)
  }

  /** Whether there is a block that holds a record of so many words. */
  canHold(words: number): boolean {
    return words <= BLOCK_WORDS[LARGEST_BLOCK]!
  }

  /** Where a record of so many words may stand; 0 when there is no memory even after others were given up: then the call itself is. */
  reserve(entry: number, words: number, tick: number): number {
    let at = this.#store.reserve(entry, words)
    for (let victims = 0; at === 0; victims++) {
      const victim = victims < MOST_VICTIMS ? this.#eviction.victimWithRecords(entry) : 0
      this.#giveUp(victim === 0 ? entry : victim, tick)
      if (victim === 0) return 0
      at = this.#store.reserve(entry, words)
    }
    return at
  }

  /** The call is told, and only remembered: the first to go from now on. */
  told(entry: number): void {
    this.#eviction.told(entry)
  }

  #giveUp(entry: number, tick: number): void {
    const { words } = this.#store.calls
    if (words[entry + call.block] !== 0) {
      this.#teller.tell(entry, tick, 'evict')
      this.evicted.note(words, entry, tick)
    }
    this.#wheel.remove(entry)
    this.#store.close(entry)
  }
}
