import { AuthParameters } from '../sip/auth-parameters.ts'
import { header } from '../sip/header.ts'
import type { Arena } from './arena.ts'
import { field } from './record.ts'
import { challengeSays } from './challenge.ts'
import { findValue, value } from './record-values.ts'

/** Places in `ChallengeCounts.counts`: 401 and then 407, of each what opens the exchange, what says that only the nonce was too old, and what comes again. */
const challengeAt = { first: 0, stale: 1, repeated: 2, of407: 3 } as const
const PLACES = 6

const auts = new AuthParameters('auts')

/** The challenges that a UE was given within one attempt, and what of them was IMS AKA. Filled anew for each attempt. */
export class ChallengeCounts {
  readonly counts = new Uint16Array(PLACES)
  /** How many in all: most often one. */
  total = 0
  /** Challenges to AKA (RFC 3310). */
  aka = 0
  /** Requests in which the SIM asked for another sequence number (RFC 3310 §3.4). */
  resyncs = 0

  clear(): void {
    // So few places are cleared sooner here than `fill` begins to.
    if (this.total > 0) for (let place = 0; place < PLACES; place++) this.counts[place] = 0
    this.total = this.aka = this.resyncs = 0
  }

  /** Adds a challenge and the request that it answers, by their records; `request` is 0 when it was not captured. */
  add(arena: Arena, request: number, challenge: number, status: number, mayBeAka: boolean): void {
    const base = status === 407 ? challengeAt.of407 : 0
    const presented = request === 0 || arena.words[request + field.credentials] !== 0
    const says = arena.words[challenge + field.credentials]!
    // Only who presents a nonce can be told that it is too old.
    const kind =
      presented && (says & challengeSays.stale) !== 0
        ? challengeAt.stale
        : this.counts[base + challengeAt.first]! + this.counts[base + challengeAt.stale]! > 0
          ? challengeAt.repeated
          : challengeAt.first
    this.counts[base + kind]!++
    this.total++
    if (mayBeAka && (says & challengeSays.aka) !== 0) this.aka++
  }

  /** Adds what a request says of AKA. */
  addRequest(arena: Arena, request: number): void {
    if (!findValue(arena, request, header.authorization)) return
    auts.find(arena.words, arena.bytes, value.start, value.end)
    if (auts.gives(0)) this.resyncs++
  }
}
