import type { SipMessage } from '../sip/message.ts'
import { call } from './calls.ts'
import { LATE_TICKS } from './timers.ts'

/**
 * What a call remembers of the last attempt that was told of it: its last request by Call-ID and CSeq, half the hash of that one's branch,
 * and when it was told. It stays while the next attempt goes on, so that what comes late of the last one is told from what is new.
 */
const HALF = 0xffff
const JOINED_SHIFT = 8
const JOINED_MASK = 0xff

/** Notes that an attempt was told which ended with this request. */
export function noteTold(words: Int32Array, entry: number, joined: number, cseq: number, branch: number, tick: number): void {
  tellUpTo(words, entry, joined, cseq)
  words[entry + call.toldBranchAndTick] = (branch << 16) | (tick & HALF)
}

/** Less than 0 for what comes before the last request told, 0 for itself, more for what comes after. Call-IDs count in the order in which they appeared. */
export function afterTold(words: Int32Array, entry: number, joined: number, cseq: number): number {
  const told = words[entry + call.toldCseq]!
  if (told === -1) return 1
  return joined - toldJoined(words, entry) || cseq - told
}

/** What belongs to an attempt that is told: copies, retransmissions, deeper legs and late finals of it. */
export function isLate(
  words: Int32Array,
  entry: number,
  joined: number,
  branch: number,
  tick: number,
  { status, cseq, vias }: SipMessage,
): boolean {
  const after = afterTold(words, entry, joined, cseq)
  if (after > 0) return false
  if (status !== 0 || vias > 1) return true
  const last = words[entry + call.toldBranchAndTick]!
  return after === 0 ? ((last >>> 16) ^ branch) << 16 === 0 : ((tick - last) & HALF) < LATE_TICKS
}

/** A UA that counts its CSeq anew begins anew: neither its request nor what answers it is told already. */
export function begin(words: Int32Array, entry: number, joined: number, cseq: number): void {
  if (afterTold(words, entry, joined, cseq) <= 0) tellUpTo(words, entry, joined, cseq - 1)
}

function tellUpTo(words: Int32Array, entry: number, joined: number, cseq: number): void {
  const used = words[entry + call.usedToldSize]!
  words[entry + call.usedToldSize] = (used & ~(JOINED_MASK << JOINED_SHIFT)) | (joined << JOINED_SHIFT)
  words[entry + call.toldCseq] = cseq
}

/** Half the hash of the branch of the last request told. */
export function toldBranch(words: Int32Array, entry: number): number {
  return words[entry + call.toldBranchAndTick]! >>> 16
}

/** Under which of its Call-IDs a call was told last. */
export function toldJoined(words: Int32Array, entry: number): number {
  return (words[entry + call.usedToldSize]! >>> JOINED_SHIFT) & JOINED_MASK
}
