import type { Known, NonceForm, RoleProof } from '../../classifiers/attempt.ts'
import type { Role } from '../../classifiers/taxonomy.ts'
import { findUri, uri } from '../sip/address-of-record.ts'
import { auth, parameter, readAuth } from '../sip/auth-parameters.ts'
import { header } from '../sip/header.ts'
import { addAgreement } from './agreement-likeness.ts'
import type { AttemptSpan } from './attempt-span.ts'
import { formOf } from './auth-facts.ts'
import { call } from './calls.ts'
import { retransmissionsOf } from './copies.ts'
import { decidedAlone, nodeAnswers, type FactSources } from './facts.ts'
import { isIn3gpp, looksIms } from './ims.ts'
import { LikenessHash } from './likeness-hash.ts'
import { lengthOf, type Message } from './message-list.ts'
import type { Before } from './past.ts'
import { CALL_ID, contactFlag, field, LINE, recordFlag } from './record.ts'
import { findValue, firstValue, nextValue, value } from './record-values.ts'
import type { KnownRole } from './roles.ts'
import { pauseBetween, type Round } from './rounds.ts'

/** No rule tells pauses, or ages of nonces, below this apart. */
const PROMPT_SECONDS = 0.5
/** Digits of an IMSI, and of country and network at its head (3GPP TS 23.003 §2.2). */
const IMSI_DIGITS = 15
/** Of the records of an attempt: the facts of a kind stay in memory, and senders choose how long their texts are. */
const LONGEST_WORDS = 2048
const PLMN_DIGITS = 6
const AT = 0x40

/**
 * What the rules can see of a failed attempt, as one fingerprint: where two have the same, the rules say the same of them. It covers every fact that
 * `factsOf` makes but for those into which no rule looks, or which rules only compare with each other: the user, where every name in the attempt is that
 * one, of an IMSI all but its network; hosts that are of no 3GPP domain; realms, nonces, answers and the nodes that answered, which are numbered; CSeq,
 * unless it comes again. An attempt that is less plain has no likeness: one of several legs, or one that did not go on at once.
 */
export class Likeness {
  readonly #sources: FactSources
  readonly #bytes: Uint8Array
  readonly #hash: LikenessHash
  readonly #fingerprintOf: (start: number, end: number) => number
  /** Where user and host of To stand. */
  #userStart = 0
  #userEnd = 0
  #hostStart = 0
  #hostEnd = 0

  constructor(sources: FactSources) {
    this.#sources = sources
    this.#bytes = sources.store.arena.bytes
    this.#hash = new LikenessHash(this.#bytes)
    this.#fingerprintOf = (start, end) => sources.texts.fingerprint(start, end)
  }

  get low(): number {
    return this.#hash.low
  }

  get high(): number {
    return this.#hash.high
  }

  /** Reads the attempt in `span`, of whose user `before` is remembered. False: it is like no other. */
  read(span: AttemptSpan, before: Before, tick: number): boolean {
    const { store, roles } = this.#sources
    const { opening, rounds } = span
    this.#hash.begin()
    if (opening === undefined || !rounds.every(isPlain)) return false
    const ims = looksIms(store, roles, span)
    this.#hash.add(ims ? 1 : 0)
    if (!this.#addOpening(opening)) return false
    const roleOf = roles.placeOf(span, ims)
    const user = store.calls.words[span.entry + call.user]!
    let last: Round | undefined
    let length = 0
    for (const round of rounds) {
      length += lengthOf(store.arena, round.request) + lengthOf(store.arena, round.answer)
      if (last !== undefined && !isPrompt(pauseBetween(last, round))) return false
      this.#hash.add(last?.cseq === round.cseq ? 1 : 0)
      if (!this.#addRequest(round.request!, user, ims)) return false
      if (round.answer === undefined) this.#hash.add(0)
      else this.#addAnswer(round.answer, roleOf(round.answer))
      last = round
    }
    this.#addSurroundings(span, opening, before, tick)
    return !this.#hash.isGivenUp && length <= LONGEST_WORDS
  }

  /** What is read of the first request alone. */
  #addOpening({ record }: Message): boolean {
    const { arena } = this.#sources.store
    // Kept only where it is not the URI of To.
    if (findValue(arena, record, header.from)) return false
    const isAddressed = findValue(arena, record, header.to) && findUri(this.#bytes, value.start, value.end)
    this.#userStart = isAddressed ? uri.userStart : 0
    this.#userEnd = isAddressed ? uri.userEnd : 0
    this.#hostStart = isAddressed ? uri.hostStart : 0
    this.#hostEnd = isAddressed ? uri.hostEnd : 0
    this.#hash.add(this.#userEnd > this.#userStart ? 1 : 0)
    const isRequested = findValue(arena, record, LINE) && findUri(this.#bytes, value.start, value.end)
    if (!this.#addIdentity(isRequested ? uri.hostStart : 0, isRequested ? uri.hostEnd : 0)) return false
    this.#hash.add(header.userAgent)
    if (findValue(arena, record, header.userAgent)) this.#hash.addBytes(value.start, value.end)
    const shape = arena.words[record + field.shape]!
    this.#hash.add(((shape >>> 16) & contactFlag.regId) | (shape & 0xff000000))
    return true
  }

  /** In a 3GPP domain rules look into the IMSI as far as the network that it belongs to, and into hosts. */
  #addIdentity(requestStart: number, requestEnd: number): boolean {
    const start = this.#userStart
    const end = this.#userEnd
    if (!isIn3gpp(this.#bytes, this.#hostStart, this.#hostEnd) && !isIn3gpp(this.#bytes, requestStart, requestEnd)) {
      // One digit less than an IMSI: a rule asks whether it was lost.
      return end - start !== IMSI_DIGITS - 1
    }
    if (end - start !== IMSI_DIGITS) return false
    for (let at = start; at < end; at++) if (this.#bytes[at]! < 0x30 || this.#bytes[at]! > 0x39) return false
    this.#hash.addBytes(start, start + PLMN_DIGITS)
    this.#hash.addBytes(this.#hostStart, this.#hostEnd)
    this.#hash.addBytes(requestStart, requestEnd)
    return true
  }

  #addRequest(request: Message, user: number, ims: boolean): boolean {
    const { arena } = this.#sources.store
    const { record } = request
    this.#hash.add(arena.words[record + field.ports]! & 0xffff)
    this.#hash.add(retransmissionsOf(request))
    this.#hash.add(request.flags & recordFlag.path)
    value.next = firstValue(arena, record)
    while (nextValue(arena, record)) {
      const { id, start, end } = value
      // These were read of the first request; the others' say nothing.
      if (id === LINE || id === CALL_ID || id === header.to || id === header.userAgent || id === header.via) continue
      this.#hash.add(id)
      if (id === header.authorization || id === header.proxyAuthorization) {
        if (!this.#addCredentials(start, end, user, request.tick, ims)) return false
      } else if (id === header.securityClient || id === header.securityVerify)
        addAgreement(this.#hash, this.#bytes, id, start, end, this.#fingerprintOf)
      else this.#hash.addBytes(start, end)
    }
    return true
  }

  #addCredentials(start: number, end: number, user: number, tick: number, ims: boolean): boolean {
    readAuth(this.#sources.store.arena.words, this.#bytes, start, end)
    if (!this.#isUser(parameter.username) || (!ims && this.#isOfIms())) return false
    const nonce = this.#fingerprint(parameter.nonce)
    const age = nonce === 0 ? undefined : this.#sources.surroundings.nonceAge(nonce, user, tick)
    if (age !== undefined && !isPrompt(age)) return false
    this.#hash.addBytes(auth.schemeStart, auth.schemeEnd)
    this.#hash.add(auth.starts[parameter.username]! < auth.ends[parameter.username]! ? 1 : 0)
    this.#hash.addNumber(this.#fingerprint(parameter.realm))
    this.#addParameter(parameter.algorithm)
    this.#addParameter(parameter.nc)
    this.#addNonce(nonce)
    this.#hash.add(age === undefined ? 0 : 1)
    this.#hash.addNumber(this.#fingerprint(parameter.response))
    this.#hash.add(auth.starts[parameter.auts]! < 0 ? -1 : auth.ends[parameter.auts]! - auth.starts[parameter.auts]!)
    return true
  }

  #addAnswer({ record, status, vias, flags }: Message, { role, by }: KnownRole): void {
    const { arena } = this.#sources.store
    this.#hash.add(status | (vias << 10) | (flags << 18))
    this.#hash.addNumber(arena.words[record + field.sourceHash]!)
    this.#hash.add(roleNumbers[role] | (proofNumbers[by] << 8))
    value.next = firstValue(arena, record)
    while (nextValue(arena, record)) {
      const { id, start, end } = value
      if (id === CALL_ID) continue
      this.#hash.add(id)
      if (id === header.wwwAuthenticate || id === header.proxyAuthenticate) this.#addChallenges(start, end)
      else if (id === header.securityServer) addAgreement(this.#hash, this.#bytes, id, start, end, this.#fingerprintOf)
      // Only that it is there is a fact.
      else if (id !== header.date) this.#hash.addBytes(start, end)
    }
  }

  #addChallenges(start: number, end: number): void {
    const { words } = this.#sources.store.arena
    for (let at = start; at < end;) {
      at = readAuth(words, this.#bytes, at, end)
      this.#hash.addBytes(auth.schemeStart, auth.schemeEnd)
      this.#hash.addNumber(this.#fingerprint(parameter.realm))
      this.#addParameter(parameter.algorithm)
      this.#addParameter(parameter.qop)
      this.#addParameter(parameter.stale)
      this.#hash.add(auth.starts[parameter.opaque]! < 0 ? 0 : 1)
      this.#addNonce(this.#fingerprint(parameter.nonce))
    }
  }

  /** What lies outside the attempt. */
  #addSurroundings(span: AttemptSpan, opening: Message, { succeeded, elsewhere }: Before, tick: number): void {
    const { surroundings, store } = this.#sources
    const node = store.arena.words[opening.record + field.destinationHash]!
    this.#hash.add(
      numberOf(decidedAlone(this.#sources, span, tick)) |
        (numberOf(nodeAnswers(this.#sources, span, tick)) << 2) |
        (numberOf(surroundings.protectedVisible(node, tick)) << 4) |
        (numberOf(succeeded) << 6) |
        (numberOf(elsewhere) << 8) |
        (span.isRestarted ? 1 << 10 : 0) |
        (span.rounds.length << 11),
    )
  }

  /** A digest username is the user, alone or at the host of To, or there is none. */
  #isUser(index: number): boolean {
    const start = auth.starts[index]!
    const end = auth.ends[index]!
    if (start < 0 || end === start) return true
    const at = start + this.#userEnd - this.#userStart
    if (at > end || !this.#isSame(start, this.#userStart, this.#userEnd)) return false
    this.#hash.add(at === end ? 1 : 2)
    if (at === end) return true
    return (
      this.#bytes[at] === AT && end - at - 1 === this.#hostEnd - this.#hostStart && this.#isSame(at + 1, this.#hostStart, this.#hostEnd)
    )
  }

  #isSame(start: number, from: number, to: number): boolean {
    const bytes = this.#bytes
    for (let at = start, other = from; other < to; at++, other++) if (bytes[at] !== bytes[other]) return false
    return true
  }

  /** Credentials make an attempt one of IMS by a realm in a 3GPP domain, or by an AKA algorithm: no other begins so. */
  #isOfIms(): boolean {
    const { starts, ends } = auth
    const algorithm = starts[parameter.algorithm]!
    if (algorithm >= 0 && (this.#bytes[algorithm]! | 0x20) === 0x61) return true
    const realm = starts[parameter.realm]!
    return realm >= 0 && isIn3gpp(this.#bytes, realm, ends[parameter.realm]!)
  }

  #fingerprint(index: number): number {
    const start = auth.starts[index]!
    return start < 0 ? 0 : this.#sources.texts.fingerprint(start, auth.ends[index]!)
  }

  /** How a nonce looks, and which of those of the attempt it is. */
  #addNonce(nonce: number): void {
    const start = auth.starts[parameter.nonce]!
    const end = auth.ends[parameter.nonce]!
    this.#hash.add(start < 0 ? -1 : ((end - start) << 4) | formNumbers[formOf(this.#sources.store.arena, start, end)])
    this.#hash.addNumber(nonce)
  }

  /** Absent and empty are one fact. */
  #addParameter(index: number): void {
    const start = auth.starts[index]!
    this.#hash.addBytes(start, start < 0 ? start : auth.ends[index]!)
  }
}

const roleNumbers: Readonly<Record<Role, number>> = {
  ue: 0,
  pcscf: 1,
  icscf: 2,
  scscf: 3,
  registrar: 4,
  proxy: 5,
  sbc: 6,
  none: 7,
  unknown: 8,
}
const proofNumbers: Readonly<Record<RoleProof, number>> = {
  configured: 0,
  nearest: 1,
  visited: 2,
  vouches: 3,
  agreement: 4,
  path: 5,
  charging: 6,
  service_route: 7,
  challenges: 8,
  forwards: 9,
  depth: 10,
  answers: 11,
}
const formNumbers: Readonly<Record<NonceForm, number>> = { uuid: 0, time_hash: 1, hex8: 2, hex: 3, base64: 4, other: 5 }

function numberOf(known: Known): number {
  return known === 'yes' ? 1 : known === 'no' ? 2 : 0
}

function isPrompt(seconds: number): boolean {
  return seconds >= 0 && seconds < PROMPT_SECONDS
}

function isPlain({ request, answers, deeperRequests, deeperAnswers }: Round): boolean {
  return request !== undefined && answers.length < 2 && deeperRequests.length === 0 && deeperAnswers.length === 0
}
