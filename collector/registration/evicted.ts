import type { SipMessage } from '../sip/message.ts'
import { call } from './calls.ts'
import { HOLD_TICKS, QUIET_TICKS } from './timers.ts'
import { toldBranch, toldJoined } from './told.ts'

const SLOT_WORDS = 4

/** As long as what an evicted attempt waited for may still come. */
const REMEMBERED_TICKS = QUIET_TICKS + HOLD_TICKS

/**
 * Calls that were given up for want of room: what comes late of them is not another attempt. Bounded, and forgetful where they fall together;
 * a call is told from another by one half of the hash of its Call-ID.
 */
export class Evicted {
  readonly #slots: Int32Array
  readonly #mask: number
  #any = false

  /** `calls` is how many may be open; as many are remembered, in powers of two. */
  constructor(calls: number) {
    const slots = 1 << (32 - Math.clz32(Math.min(Math.max(calls, 1024), 1 << 16) - 1))
    this.#slots = new Int32Array(slots * SLOT_WORDS)
    this.#mask = slots - 1
  }

  /** Notes a call of which all has been told. */
  note(words: Int32Array, entry: number, tick: number): void {
    const key = words[entry + call.keyLow]!
    const at = (key & this.#mask) * SLOT_WORDS
    this.#any = true
    this.#slots[at] = key
    this.#slots[at + 1] = tick
    // What it said under a later Call-ID ended what it said under its first one.
    this.#slots[at + 2] = toldJoined(words, entry) === 0 ? words[entry + call.toldCseq]! : 0x7fffffff
    this.#slots[at + 3] = toldBranch(words, entry)
  }

  /** Whether a message whose Call-ID is not followed belongs to one that was evicted: a retransmission, an answer, or a deeper leg of what was told. */
  isLate(key: number, branch: number, tick: number, { status, cseq, vias }: SipMessage): boolean {
    if (!this.#any) return false
    const at = (key & this.#mask) * SLOT_WORDS
    const told = this.#slots[at + 2]!
    if (this.#slots[at] !== key || tick - this.#slots[at + 1]! > REMEMBERED_TICKS || cseq > told) return false
    return status !== 0 || vias > 1 || cseq < told || (branch & 0xffff) === this.#slots[at + 3]
  }
}
