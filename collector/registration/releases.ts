import { call, type Calls, flag, generationOf } from './calls.ts'
import { ReleaseQueue } from './release-queue.ts'
import { HOLD_TICKS } from './timers.ts'

/** More calls to nodes without a name do not wait at a time: the next ones to the same nodes do. */
const MOST_UNNAMED = 1 << 14

/** The calls that are looked at once more when what came of them has been held: until then packets of several agents overtake each other. */
export class Releases {
  readonly #calls: Calls
  readonly #held: ReleaseQueue
  readonly #restarted: ReleaseQueue
  readonly #unnamed: ReleaseQueue
  readonly #generationOf = (entry: number) => generationOf(this.#calls.words, entry)

  constructor(calls: Calls) {
    this.#calls = calls
    this.#held = new ReleaseQueue(calls.capacity * 2)
    this.#restarted = new ReleaseQueue(calls.capacity)
    this.#unnamed = new ReleaseQueue(MOST_UNNAMED)
  }

  /** Has the call looked at after the hold; once is enough for all that comes until then. */
  hold(entry: number, tick: number): void {
    const { words } = this.#calls
    const flags = words[entry + call.flags]!
    if ((flags & flag.queued) !== 0) return
    if (this.#held.push(entry, generationOf(words, entry), tick + HOLD_TICKS)) words[entry + call.flags] = flags | flag.queued
  }

  /** Its user has begun anew under another Call-ID: has it given up after the hold, if its last word is a challenge even then. */
  restart(entry: number, tick: number): void {
    const { words } = this.#calls
    words[entry + call.flags]! |= flag.restarted
    this.#restarted.push(entry, generationOf(words, entry), tick + HOLD_TICKS)
  }

  /** Whether a call has been held for long enough; every one at the end of time. */
  isHeld(now: number): boolean {
    return this.#held.isDue(now)
  }

  /** Takes it out; 0 when it is gone. */
  takeHeld(): number {
    const entry = this.#held.shift(this.#generationOf)
    if (entry !== 0) this.#calls.words[entry + call.flags]! &= ~flag.queued
    return entry
  }

  /** Whether a call is to be given up. */
  isRestarted(now: number): boolean {
    return this.#restarted.isDue(now)
  }

  /** Takes it out; 0 when it is gone, or was told in the meantime. */
  takeRestarted(): number {
    const entry = this.#restarted.shift(this.#generationOf)
    return entry !== 0 && (this.#calls.words[entry + call.flags]! & flag.restarted) !== 0 ? entry : 0
  }

  /**
   * Has the node that a call was first sent to named after the hold, and no sooner: behind a border controller that puts its own Via in place of the
   * phone's, the inner leg may come first.
   */
  name(entry: number, tick: number): void {
    this.#unnamed.push(entry, generationOf(this.#calls.words, entry), tick + HOLD_TICKS)
  }

  /** Whether the first request of a call has been held for long enough to name its node. */
  isUnnamed(now: number): boolean {
    return this.#unnamed.isDue(now)
  }

  /** Takes it out; 0 when it is gone. */
  takeUnnamed(): number {
    return this.#unnamed.shift(this.#generationOf)
  }
}
