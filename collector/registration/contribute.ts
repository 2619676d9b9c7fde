import type { Attempt } from '../../classifiers/attempt.ts'
import { findUri, uri } from '../sip/address-of-record.ts'
import { header } from '../sip/header.ts'
import type { AttemptSpan } from './attempt-span.ts'
import { answerIn } from './auth-facts.ts'
import { bottomViaHash } from './bottom-via.ts'
import { call, flag, namesAt } from './calls.ts'
import type { CallStore } from './call-store.ts'
import { createContribution, mark, result, type Contribution } from './contribution.ts'
import { keyedHash } from './hash.ts'
import type { Message } from './message-list.ts'
import { offerOf } from './offer.ts'
import { usesOtherName } from './own-name.ts'
import { field } from './record.ts'
import { addressAt, findValue, value, viasOf } from './record-values.ts'
import type { RoleFinder } from './role-finder.ts'
import type { Surroundings } from './surroundings.ts'
import type { Texts } from './texts.ts'
import { isAway } from './visited-network.ts'

/** What the making of contributions needs. */
export interface ContributionSources {
  readonly store: CallStore
  readonly surroundings: Surroundings
  readonly roles: RoleFinder
  readonly texts: Texts
}

/** What is counted on: scanners count through short numbers. */
const MOST_DIGITS = 9

/** Makes of closed attempts what they say of others. One object, used again and again. */
export class Contributor {
  readonly #sources: ContributionSources
  readonly #one = createContribution()

  constructor(sources: ContributionSources) {
    this.#sources = sources
  }

  /** A plain exchange that got through: told by the entry of its call and the head of its first record. */
  ofPlain(entry: number): Contribution {
    const { calls, arena } = this.#sources.store
    const record = calls.words[entry + call.block]!
    const one = this.#begin(entry, record)
    one.result = result.ok
    one.registrar = one.node = calls.words[entry + call.registrar]!
    const flags = calls.words[entry + call.flags]!
    if ((flags & flag.aka) !== 0) one.offer = offerOf(arena, record)
    if ((flags & flag.compared) !== 0) this.#compareNames(one, this.#lastRequest(entry))
    return one
  }

  /** An attempt that got through, as far as can be seen, and what its answer passed on the way (`passed`). */
  ofServed(span: AttemptSpan, isHidden: boolean, passed: (one: Contribution) => void): Contribution {
    const one = this.#ofSpan(span)
    one.result = isHidden ? result.hidden : result.ok
    const { answered, decision } = span
    const { words } = this.#sources.store.arena
    one.node = decision === undefined ? 0 : words[decision.record + field.sourceHash]!
    if ((this.#sources.store.calls.words[span.entry + call.flags]! & flag.compared) !== 0)
      this.#compareNames(one, answered?.request?.record ?? 0)
    if (isHidden || answered === undefined) return one
    const { node } = one
    one.marks |= mark.passed
    for (const message of [answered.answer, ...answered.deeperAnswers]) {
      if (message === undefined || message.status !== span.final?.status) continue
      one.node = words[message.record + field.sourceHash]!
      if (one.node !== node) passed(one)
    }
    one.marks &= ~mark.passed
    one.node = node
    return one
  }

  /** An attempt that failed, by its records and by the facts of one that is like it. */
  ofFailed(span: AttemptSpan, attempt: Attempt): Contribution {
    const one = this.#ofSpan(span)
    const { words } = this.#sources.store.arena
    const status = attempt.lastAnswered ? rulingStatus(attempt) : 0
    one.result = resultOf(attempt, status)
    one.number = this.#numberIn(span)
    const request = span.last?.request
    one.began = request?.tick ?? one.began
    const decider = status === 0 ? undefined : attempt.decision?.status === status ? span.decision : span.final
    one.node =
      decider !== undefined
        ? words[decider.record + field.sourceHash]!
        : request === undefined
          ? 0
          : words[request.record + field.destinationHash]!
    if (one.result === result.answer) one.response = this.#lastResponse(span)
    if (attempt.rounds.some(({ retransmissions }) => retransmissions > 0)) one.marks |= mark.repeated
    if (attempt.history.succeeded === 'yes') one.marks |= mark.known
    if (attempt.ims) this.#markIms(one, span, attempt)
    return one
  }

  #markIms(one: Contribution, span: AttemptSpan, attempt: Attempt): void {
    one.marks |= mark.ims
    this.#setEdge(one, span.opening)
    if (!(attempt.originRole === 'pcscf' && attempt.decidedAlone === 'yes') && attempt.lastAnswered) one.marks |= mark.core
    if (isAway(attempt.visitedNetwork, attempt.toHost)) one.marks |= mark.roaming
  }

  /** The user part of To as a number, -1 where it is none of at most 9 digits. */
  #numberIn({ opening }: AttemptSpan): number {
    const { arena } = this.#sources.store
    const { bytes } = arena
    if (!findValue(arena, opening?.record ?? 0, header.to) || !findUri(bytes, value.start, value.end)) return -1
    const { userStart, userEnd } = uri
    if (userEnd === userStart || userEnd - userStart > MOST_DIGITS) return -1
    let number = 0
    for (let at = userStart; at < userEnd; at++) {
      const digit = bytes[at]! - 0x30
      if (digit < 0 || digit > 9) return -1
      number = number * 10 + digit
    }
    return number
  }

  /** Fingerprint of the last answer to a challenge. */
  #lastResponse({ rounds }: AttemptSpan): number {
    const { store, texts } = this.#sources
    for (let at = rounds.length - 1; at >= 0; at--) {
      const { request } = rounds[at]!
      const response = request === undefined ? 0 : answerIn(store.arena, texts, request.record)
      if (response !== 0) return response
    }
    return 0
  }

  #compareNames(one: Contribution, record: number): void {
    if (record !== 0 && usesOtherName(this.#sources.store.arena, record)) one.marks |= mark.otherName
  }

  /** The request of a plain exchange that got through: records stand in the order of arrival, and requests have no status. */
  #lastRequest(entry: number): number {
    const { store } = this.#sources
    const { words } = store.arena
    const { start, end } = store.recordsOf(entry)
    let last = 0
    for (let at = start; at < end; at += words[at]! & 0xffff) if (words[at]! >>> 16 === 0) last = at
    return last
  }

  #ofSpan(span: AttemptSpan): Contribution {
    const { opening } = span
    const one = this.#begin(span.entry, opening?.record ?? 0)
    if (opening === undefined) return one
    const { words } = this.#sources.store.arena
    one.registrar = words[opening.record + (opening.status === 0 ? field.destinationHash : field.sourceHash)]!
    if (opening.status !== 0) one.source = 0
    one.began = opening.tick
    one.visited = this.#visited(span)
    if ((this.#sources.store.calls.words[span.entry + call.flags]! & flag.aka) !== 0) one.offer = this.#offer(span)
    if (one.visited !== 0) {
      one.marks |= mark.ims
      this.#setEdge(one, opening)
    }
    return one
  }

  /** The P-CSCF is where the UE's own leg leads to; where only the core is captured, it is who sends. */
  #setEdge(one: Contribution, opening: Message | undefined): void {
    if (opening !== undefined && opening.vias > 1)
      one.registrar = this.#sources.store.arena.words[opening.record + (opening.status === 0 ? field.sourceHash : field.destinationHash)]!
  }

  #begin(entry: number, record: number): Contribution {
    const one = this.#one
    const { arena, calls } = this.#sources.store
    const names = namesAt(entry)
    one.marks = one.node = one.registrar = one.visited = one.response = one.offer = 0
    one.number = -1
    one.user = calls.names[names]!
    one.host = calls.names[names + 2]!
    one.began = arena.words[record + field.tick]!
    one.port = (arena.words[record + field.ports]! >>> 16) & 0xffff
    one.source = record === 0 ? 0 : this.#sourceOf(record, one.port)
    return one
  }

  /** The UE's address. What a node sends comes from many; the bottom Via says from whom (RFC 3261 §18.2.1). */
  #sourceOf(record: number, port: number): number {
    const { store, surroundings, roles } = this.#sources
    if (viasOf(store.arena, record) > 1) return bottomViaHash(store.arena, record)
    const hash = store.arena.words[record + field.sourceHash]!
    if (surroundings.isNode(hash, port)) return 0
    if (roles.isConfigured && roles.configured(addressAt(store.arena, record, false)) !== undefined) return 0
    return hash
  }

  #offer({ rounds }: AttemptSpan): number {
    const { arena } = this.#sources.store
    for (const { request } of rounds) {
      const offer = request === undefined ? 0 : offerOf(arena, request.record)
      if (offer !== 0) return offer
    }
    return 0
  }

  #visited({ rounds }: AttemptSpan): number {
    const { store } = this.#sources
    for (const { deeperRequests } of rounds) {
      for (const { record } of deeperRequests) {
        if (findValue(store.arena, record, header.visitedNetwork))
          return keyedHash(store.arena.bytes, value.start, value.end, store.key.one) || 1
      }
    }
    return 0
  }
}

/** Status of the response that decided, unless a node nearer to the UE made a refusal of a challenge (classifiers/reading.ts). */
function rulingStatus({ decision, final }: Attempt): number {
  const own = decision ?? final
  if (own === undefined) return 0
  return final !== undefined && (own.status < 300 || own.status === 401 || own.status === 407) ? final.status : own.status
}

function resultOf(attempt: Attempt, status: number): number {
  if (status === 0) return result.silent
  if (status >= 500 || status === 408 || status === 480) return result.load
  if (status === 404 || status === 604) return result.unknown
  if (status === 401 || status === 407) return sent(attempt, status === 407) ? result.answer : result.challenge
  if (status !== 403) return result.request
  return attempt.rounds.some(({ response }) => response?.status === 401 || response?.status === 407) || sent(attempt, false)
    ? result.answer
    : result.unasked
}

function sent({ rounds }: Attempt, proxy: boolean): boolean {
  return rounds.some(({ credentials }) => credentials.some((each) => each.proxy === proxy && each.response !== 0))
}
