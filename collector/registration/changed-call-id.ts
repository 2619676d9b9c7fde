import { header } from '../sip/header.ts'
import type { SipMessage } from '../sip/message.ts'
import type { CallStore } from './call-store.ts'
import { bottomViaHashOf } from './bottom-via.ts'
import { call, flag } from './calls.ts'
import { nonceOf } from './fingerprint.ts'
import { mix } from './hash.ts'
import type { Releases } from './releases.ts'
import type { Surroundings } from './surroundings.ts'
import type { Teller } from './teller.ts'

/**
 * Clients that change their Call-ID between challenge and answer are found by the nonce that they answer, and both calls become one;
 * a user who begins anew without an answer will not answer that challenge any more.
 */
export class ChangedCallIds {
  readonly #store: CallStore
  readonly #surroundings: Surroundings
  readonly #teller: Teller
  readonly #releases: Releases

  constructor(store: CallStore, surroundings: Surroundings, teller: Teller, releases: Releases) {
    this.#store = store
    this.#surroundings = surroundings
    this.#teller = teller
    this.#releases = releases
  }

  /** The call that a request belongs to, whose Call-ID is that of `entry`: another one where it is the first and answers that one's challenge. */
  callOf(entry: number, message: SipMessage, credentials: number, source: number, tick: number): number {
    const words = this.#store.calls.words
    const isFirst = (words[entry + call.flags]! & flag.begun) === 0
    // Of an open call a request with a lower CSeq is the first one, and came late.
    if (!isFirst && (message.cseq >= words[entry + call.cseqOrTarget]! || words[entry + call.toldCseq] !== -1)) return entry
    words[entry + call.flags]! |= flag.begun
    words[entry + call.cseqOrTarget] = message.cseq
    const user = words[entry + call.user]!
    const nonce = credentials === 0 ? 0 : nonceOf(message, header.authorization) || nonceOf(message, header.proxyAuthorization)
    const giver = nonce === 0 ? 0 : this.#surroundings.answers(nonce, user, tick, entry)
    if (giver !== 0 && giver !== entry && this.#isChallenged(giver, user) && this.#store.join(entry, giver)) return giver
    // Behind a proxy all phones of a user have one source, and are told apart by their own Via.
    const phone = message.vias > 1 ? bottomViaHashOf(message) || source : source
    const before = this.#surroundings.began(mix(user, phone), entry, tick)
    if (before !== 0 && this.#isChallenged(before, user)) this.#releases.restart(before, tick)
    return entry
  }

  /** A call is given a nonce. Its answer may have come before it, under another Call-ID: packets of several agents overtake each other. */
  challenged(entry: number, nonce: number, tick: number): void {
    const words = this.#store.calls.words
    const user = words[entry + call.user]!
    // A border controller passes a challenge on, and has a Call-ID of its own: who was given it first has still to answer it.
    const giver = this.#surroundings.giver(nonce, user)
    if (giver !== 0 && giver !== entry && this.#isChallenged(giver, user)) return
    const answerer = this.#surroundings.challenged(nonce, user, tick, entry)
    if (answerer === 0 || answerer === entry || words[answerer + call.user] !== user || words[answerer + call.toldCseq] !== -1) return
    if ((words[answerer + call.flags]! & (flag.used | flag.alias)) !== flag.used) return
    if (this.#store.join(answerer, entry)) this.#releases.hold(entry, tick)
  }

  /** An open call of the user whose last word is a challenge. */
  #isChallenged(entry: number, user: number): boolean {
    const words = this.#store.calls.words
    const isOpen = (words[entry + call.flags]! & (flag.used | flag.alias | flag.challenged)) === (flag.used | flag.challenged)
    return isOpen && words[entry + call.user] === user && this.#teller.endsInChallenge(entry)
  }
}
