import { call, flag, generationOf, STATUS_SHIFT, VIAS_SHIFT } from './calls.ts'
import { LONGEST_LOOP_SECONDS, PROMPT_TICKS } from './timers.ts'
import { TICKS_PER_SECOND } from './wheel.ts'

/**
 * A plain exchange is what nearly all registrations are: each request sent once and seen once, on one leg, each with a higher CSeq than
 * the one before, each answered once, and every answer but the last a challenge that was taken up at once. When it ends in 2xx it is
 * one success, and its records need not be looked at. Whatever else comes makes it an ordinary call, for good.
 * Its whole state is in the entry of the call.
 */
const MOST_VIAS = 31

/** A pause that is surely a prompt one, also where a copy moves its beginning (copies.ts): in doubt the rounds are looked at. */
const SURELY_PROMPT_TICKS = PROMPT_TICKS - 4

/** So few rounds that they are surely no loop that is judged while it goes on. */
const MOST_ROUNDS = Math.min(15, Math.floor((LONGEST_LOOP_SECONDS * TICKS_PER_SECOND) / PROMPT_TICKS))
const ROUNDS_SHIFT = 16
const ROUNDS_MASK = 0xf << ROUNDS_SHIFT

/** Whether a pause of this many ticks may be one after which an attempt goes on, and no other begins. */
export function isSurelyPrompt(pause: number): boolean {
  return pause <= SURELY_PROMPT_TICKS
}

/** A request that has been written down. `isFirst`: nothing of the call came before it, and it has one Call-ID; `pause` since the message before. */
export function plainRequest(
  words: Int32Array,
  entry: number,
  isFirst: boolean,
  cseq: number,
  vias: number,
  branch: number,
  pause: number,
): void {
  const flags = words[entry + call.flags]!
  const status = (flags >>> STATUS_SHIFT) & 0x3ff
  const rounds = isFirst ? 1 : ((words[entry + call.pace]! & ROUNDS_MASK) >>> ROUNDS_SHIFT) + 1
  const isNext = (flags & flag.plain) !== 0 && (status === 401 || status === 407) && isSurelyPrompt(pause) && rounds <= MOST_ROUNDS
  if (isFirst ? vias > MOST_VIAS : !isNext || cseq <= words[entry + call.cseqOrTarget]! || vias !== flags >>> VIAS_SHIFT) {
    notPlain(words, entry)
    return
  }
  words[entry + call.pace] = (words[entry + call.pace]! & ~ROUNDS_MASK) | (rounds << ROUNDS_SHIFT)
  words[entry + call.cseqOrTarget] = cseq
  words[entry + call.branchAndGeneration] = (branch << 16) | generationOf(words, entry)
  words[entry + call.flags] = withStatus(flags, vias, 0) | flag.plain
}

/** A final response that has been written down. */
export function plainResponse(words: Int32Array, entry: number, cseq: number, vias: number, status: number): void {
  const flags = words[entry + call.flags]!
  if ((flags & flag.plain) === 0) return
  const waits = ((flags >>> STATUS_SHIFT) & 0x3ff) === 0
  if (waits && cseq === words[entry + call.cseqOrTarget] && vias === flags >>> VIAS_SHIFT)
    words[entry + call.flags] = withStatus(flags, vias, status)
  else notPlain(words, entry)
}

/** Whether the request that a final response answers is surely among the records of its own leg: it is the last one of a plain exchange. */
export function answersPlainly(words: Int32Array, entry: number, cseq: number, vias: number): boolean {
  const flags = words[entry + call.flags]!
  return (flags & flag.plain) !== 0 && cseq === words[entry + call.cseqOrTarget] && vias === flags >>> VIAS_SHIFT
}

/** Something came that does not belong to a plain exchange. */
export function notPlain(words: Int32Array, entry: number): void {
  words[entry + call.flags] = words[entry + call.flags]! & ~flag.plain
}

/** Whether the last word of a call is a challenge; undefined where it is no plain exchange, and its rounds have to be looked at. */
export function plainChallenge(words: Int32Array, entry: number): boolean | undefined {
  const flags = words[entry + call.flags]!
  const status = (flags >>> STATUS_SHIFT) & 0x3ff
  return (flags & flag.plain) === 0 ? undefined : status === 401 || status === 407
}

/** Status with which a plain exchange has succeeded; 0 when it has not, or is none. */
export function plainSuccess(words: Int32Array, entry: number): number {
  const flags = words[entry + call.flags]!
  const status = (flags >>> STATUS_SHIFT) & 0x3ff
  return (flags & flag.plain) !== 0 && status >= 200 && status < 300 ? status : 0
}

function withStatus(flags: number, vias: number, status: number): number {
  return (flags & 0xffff) | (status << STATUS_SHIFT) | (vias << VIAS_SHIFT)
}
