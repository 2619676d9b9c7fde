import type { Known, RoleProof } from '../../classifiers/attempt.ts'
import type { Role } from '../../classifiers/taxonomy.ts'
import { header } from '../sip/header.ts'
import { addAgreement } from './agreement-likeness.ts'
import type { AttemptSpan } from './attempt-span.ts'
import { AuthLikeness } from './auth-likeness.ts'
import { call } from './calls.ts'
import { retransmissionsOf } from './copies.ts'
import { decidedAlone, nodeAnswers, type FactSources } from './facts.ts'
import { looksIms } from './ims.ts'
import { LikenessHash } from './likeness-hash.ts'
import { lengthOf, type Message } from './message-list.ts'
import type { Before } from './past.ts'
import { CALL_ID, contactFlag, field, LINE, recordFlag } from './record.ts'
import { findValue, firstValue, nextValue, value } from './record-values.ts'
import type { KnownRole } from './roles.ts'
import { pauseBetween, type Round } from './rounds.ts'
import { isAtOnce } from './timers.ts'
import { UserLikeness } from './user-likeness.ts'

/** Of the records of an attempt: the facts of a kind stay in memory, and senders choose how long their texts are. */
const LONGEST_WORDS = 2048

/**
 * What the rules can see of a failed attempt, as one fingerprint: where two have the same, the rules say the same of them. It covers every fact that
 * `factsOf` makes but for those into which no rule looks, or which rules only compare with each other: the user, where every name in the attempt is that
 * one, of an IMSI all but its network; hosts that are of no 3GPP domain; realms, nonces, answers and the nodes that answered, which are numbered; of CSeq
 * only whether it is the next one, the same or another. An attempt that is less plain has no likeness: one of several legs, or one that did not go on at once.
 */
export class Likeness {
  readonly #sources: FactSources
  readonly #bytes: Uint8Array
  readonly #hash: LikenessHash
  readonly #user: UserLikeness
  readonly #auth: AuthLikeness
  readonly #fingerprintOf: (start: number, end: number) => number

  constructor(sources: FactSources) {
    this.#sources = sources
    this.#bytes = sources.store.arena.bytes
    this.#hash = new LikenessHash(this.#bytes)
    this.#user = new UserLikeness(sources.store.arena, this.#hash)
    this.#auth = new AuthLikeness(sources.store.arena, sources.texts, sources.surroundings, this.#hash, this.#user)
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
      if (last !== undefined && !isAtOnce(pauseBetween(last, round))) return false
      this.#hash.add(last === undefined ? 0 : Math.min(Math.max(round.cseq - last.cseq, -1), 2))
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
    if (!this.#user.addRequest(record)) return false
    this.#hash.add(header.userAgent)
    if (findValue(arena, record, header.userAgent)) this.#hash.addBytes(value.start, value.end)
    const shape = arena.words[record + field.shape]!
    this.#hash.add(((shape >>> 16) & contactFlag.regId) | (shape & 0xff000000))
    return true
  }

  #addRequest(request: Message, user: number, ims: boolean): boolean {
    const { arena } = this.#sources.store
    const { record } = request
    this.#hash.add(arena.words[record + field.ports]! & 0xffff)
    this.#hash.add(retransmissionsOf(request))
    this.#hash.add((request.flags & (recordFlag.path | recordFlag.integrityProtected)) | (request.vias << 8))
    value.next = firstValue(arena, record)
    while (nextValue(arena, record)) {
      const { id, start, end } = value
      // These were read of the first request; the others' say nothing.
      if (id === LINE || id === CALL_ID || id === header.to || id === header.userAgent || id === header.via) continue
      this.#hash.add(id)
      if (id === header.authorization || id === header.proxyAuthorization) {
        if (!this.#auth.addCredentials(start, end, user, request.tick, ims)) return false
      } else if (id === header.securityClient || id === header.securityVerify)
        addAgreement(this.#hash, this.#bytes, id, start, end, this.#fingerprintOf)
      else this.#hash.addBytes(start, end)
    }
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
      if (id === CALL_ID || id === header.to) continue
      this.#hash.add(id)
      if (id === header.wwwAuthenticate || id === header.proxyAuthenticate) this.#auth.addChallenges(start, end)
      else if (id === header.securityServer) addAgreement(this.#hash, this.#bytes, id, start, end, this.#fingerprintOf)
      // Only that it is there is a fact.
      else if (id !== header.date) this.#hash.addBytes(start, end)
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

function numberOf(known: Known): number {
  return known === 'yes' ? 1 : known === 'no' ? 2 : 0
}

function isPlain({ request, answers, deeperRequests, deeperAnswers }: Round): boolean {
  return request !== undefined && answers.length < 2 && deeperRequests.length === 0 && deeperAnswers.length === 0
}
