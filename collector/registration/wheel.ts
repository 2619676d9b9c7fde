import { call, type Calls } from './calls.ts'

/** Ticks a second: the grain of every timer. */
export const TICKS_PER_SECOND = 10

/** Longer than the longest timer, 240 s and what it is held. */
const BUCKETS = 4096

/**
 * Timer wheel: each call waits in one bucket, in order of arrival there. A deadline that moves back costs nothing:
 * the call is looked at when its bucket comes round, and put where it belongs by then.
 */
export class Wheel {
  readonly #calls: Calls
  readonly #heads = new Int32Array(BUCKETS)
  readonly #tails = new Int32Array(BUCKETS)

  constructor(calls: Calls) {
    this.#calls = calls
  }

  /** Lets the call wait until `tick`; it must not wait already. */
  add(entry: number, tick: number): void {
    const words = this.#calls.words
    const bucket = tick & (BUCKETS - 1)
    const tail = this.#tails[bucket] ?? 0
    words[entry + call.wakeTick] = tick
    words[entry + call.next] = 0
    words[entry + call.previous] = tail
    if (tail === 0) this.#heads[bucket] = entry
    else words[tail + call.next] = entry
    this.#tails[bucket] = entry
  }

  remove(entry: number): void {
    const words = this.#calls.words
    const bucket = (words[entry + call.wakeTick] ?? 0) & (BUCKETS - 1)
    const next = words[entry + call.next] ?? 0
    const previous = words[entry + call.previous] ?? 0
    if (previous === 0) this.#heads[bucket] = next
    else words[previous + call.next] = next
    if (next === 0) this.#tails[bucket] = previous
    else words[next + call.previous] = previous
  }

  /** Takes out the first call that waits for `tick`, 0 when none is left. */
  pop(tick: number): number {
    const entry = this.#heads[tick & (BUCKETS - 1)] ?? 0
    if (entry !== 0) this.remove(entry)
    return entry
  }

  /** Ticks after which every bucket has come round once. */
  get span(): number {
    return BUCKETS
  }
}
