import type { Arena } from './arena.ts'
import { hashBytes, hashed } from './hash.ts'

const SLOT_WORDS = 3
const SLOTS = 1 << 13
/** At most this many values are shared, so that a look-up stays short. */
const MOST = SLOTS / 2
const LONGEST = 128
const MOST_BYTES = 1024 * 1024

/**
 * Values that thousands of messages repeat (User-Agent, Server, reason phrase, Request-URI), kept once in the arena.
 * Bounded: when the room is taken, values are written down in each record again, as any other.
 */
export class SharedValues {
  readonly #arena: Arena
  readonly #slots = new Int32Array(SLOTS * SLOT_WORDS)
  readonly #end: number
  #next: number
  #count = 0

  constructor(arena: Arena) {
    this.#arena = arena
    const bytes = Math.min(MOST_BYTES, arena.bytes.length >> 4)
    this.#next = arena.takeForever(bytes >> 2) * 4
    this.#end = this.#next + bytes
  }

  /** Byte of the arena at which the value stands, 0 when it is not shared. */
  find(view: DataView, bytes: Uint8Array, start: number, end: number): number {
    const length = end - start
    if (length > LONGEST || length === 0) return 0
    const low = hashBytes(view, bytes, start, end)
    const { high } = hashed
    const slots = this.#slots
    for (let slot = low & (SLOTS - 1); ; slot = (slot + 1) & (SLOTS - 1)) {
      const at = slot * SLOT_WORDS
      const place = slots[at + 2]!
      if (place === 0) return this.#add(at, low, high, bytes, start, end)
      if (slots[at] === low && slots[at + 1] === high) return place
    }
  }

  #add(at: number, low: number, high: number, bytes: Uint8Array, start: number, end: number): number {
    const place = this.#next
    if (this.#count === MOST || place + (end - start) > this.#end) return 0
    for (let from = start, to = place; from < end; from++, to++) this.#arena.bytes[to] = bytes[from]!
    this.#next = place + (end - start)
    this.#count++
    this.#slots[at] = low
    this.#slots[at + 1] = high
    this.#slots[at + 2] = place
    return place
  }
}
