import { TICKS_PER_SECOND } from './wheel.ts'

// Every span of time that following a registration rests on. Ticks are arrival time; microseconds and seconds are one agent's own clock.

/** Every verdict is held this long: within it packets may come in any order. */
export const HOLD_TICKS = 5 * TICKS_PER_SECOND

/** A verdict that others may redirect is held this much longer, so that they can be seen doing it. */
export const WATCH_TICKS = 10 * TICKS_PER_SECOND

/** Timer F: a REGISTER without an answer has failed (RFC 3261 §17.1.2.2), and a digest challenge without one as well. */
export const QUIET_TICKS = 32 * TICKS_PER_SECOND
/** The same by the clock of one agent. */
export const QUIET_MICROSECONDS = 32_000_000

/** reg-await-auth: how long an S-CSCF waits for the answer to an AKA challenge (TS 24.229 table 7.7). */
export const AKA_QUIET_TICKS = 240 * TICKS_PER_SECOND

/** Timer C: how long a proxy lets an INVITE ring (RFC 3261 §16.6); other methods are followed beside REGISTER only to be shown. */
const RINGING_TICKS = 180 * TICKS_PER_SECOND

/** How long a request of a method may go without an answer. */
export function quietTicksOf(method: string): number {
  return method === 'REGISTER' ? QUIET_TICKS : RINGING_TICKS
}

/** How long a told call is remembered: retransmissions come for 32 s. */
export const TOLD_TICKS = QUIET_TICKS

/** How long copies and late finals of any earlier request are expected. */
export const LATE_TICKS = 10 * TICKS_PER_SECOND

/** A UA answers a challenge at once; what comes later than this is its retry timer, or a person: another attempt. */
export const PROMPT_SECONDS = 4
export const PROMPT_TICKS = PROMPT_SECONDS * TICKS_PER_SECOND

/** No rule tells pauses, or ages of nonces, below this apart. */
const AT_ONCE_SECONDS = 0.5

/** Whether a pause or the age of a nonce is one that no rule tells from none. */
export function isAtOnce(seconds: number): boolean {
  return seconds >= 0 && seconds < AT_ONCE_SECONDS
}

/** A loop that never pauses is judged about once a minute, so that a phone in a loop is seen while it loops. */
export const LONGEST_LOOP_SECONDS = 64

/** Same bytes on the same leg by the same agent within this time are a copy, later a retransmission: T1 is 500 ms (RFC 3261 §17.1.2.2). */
export const COPY_MICROSECONDS = 200_000
/** The same for packets that carry no time. */
export const COPY_TICKS = 2

/** Equal answers this close together, seen at two places, are one answer. */
export const SAME_ANSWER_MICROSECONDS = 1_000_000

/** A REGISTER this short before the end of a file may still be answered. */
export const GRACE_MICROSECONDS = 3_000_000
/** The same for packets that carry no time. */
export const GRACE_TICKS = 3 * TICKS_PER_SECOND
