import { canonicalUri, findUri } from '../sip/address-of-record.ts'
import { header } from '../sip/header.ts'
import type { Attempt, Population } from '../../classifiers/attempt.ts'
import type { Finding } from '../../classifiers/rule.ts'
import type { Role } from '../../classifiers/taxonomy.ts'
import type { Agents } from './agents.ts'
import { copiesOf, type AttemptSpan } from './attempt-span.ts'
import { retransmissionsOf } from './copies.ts'
import { call, VIAS_SHIFT } from './calls.ts'
import type { CallStore } from './call-store.ts'
import { ExchangeFacts } from './exchange-facts.ts'
import { IdentityHashes } from './identity-hashes.ts'
import { agentNames, ladderOf } from './ladder.ts'
import { bottomVia } from './bottom-via.ts'
import { looksIms } from './ims.ts'
import type { RoleFinder } from './role-finder.ts'
import { addressAt, callIdOf, destinationOf, findValue, sourceOf, value } from './record-values.ts'
import { NO_NETWORK, type SourceNetworks } from './source-networks.ts'
import type { Outcome, CountableVerdict, VerdictDetail } from './verdict.ts'

/** The verdict that is handed over: one object for all, a window on the records of the attempt at hand. */
export class ToldVerdict implements CountableVerdict {
  readonly #store: CallStore
  readonly #agents: Agents
  readonly #roles: RoleFinder
  readonly #networks: SourceNetworks
  readonly #span: AttemptSpan
  method = 'REGISTER'
  outcome: Outcome = 'success'
  code: number | undefined
  #look: (() => void) | undefined
  readonly #exchange: ExchangeFacts
  readonly #identity: IdentityHashes
  #isExchangeRead = false
  /** The call of a plain exchange whose records have not been looked at, 0 when there is none. */
  #plain = 0
  finding: Finding | undefined
  /** Gives the facts that the rules saw, to whom asks for them. */
  facts: ((span: AttemptSpan) => Attempt) | undefined
  population: Population | undefined
  wasHeld = false
  registrar = ''
  #role: Role | undefined

  constructor(store: CallStore, agents: Agents, roles: RoleFinder, networks: SourceNetworks, span: AttemptSpan) {
    this.#store = store
    this.#agents = agents
    this.#roles = roles
    this.#networks = networks
    this.#span = span
    this.#exchange = new ExchangeFacts(store)
    this.#identity = new IdentityHashes(store.arena)
  }

  /** Begins a verdict on the attempt in the span. */
  begin(method: string, outcome: Outcome, code: number | undefined): void {
    this.#begin(method, outcome, code)
    this.#plain = 0
    this.#look = undefined
  }

  /** Begins a verdict on a plain exchange. `look` reads its records into the span: only when somebody asks. */
  beginPlain(method: string, outcome: Outcome, code: number, entry: number, look: () => void): void {
    this.#begin(method, outcome, code)
    this.#plain = entry
    this.#look = look
  }

  #begin(method: string, outcome: Outcome, code: number | undefined): void {
    this.method = method
    this.outcome = outcome
    this.code = code
    this.finding = undefined
    this.facts = undefined
    this.population = undefined
    this.wasHeld = false
    this.#role = undefined
    this.#isExchangeRead = false
  }

  /** Role of the node that decided, where the rules have found it already. */
  setRole(role: Role): void {
    this.#role = role
  }

  #records(): AttemptSpan {
    this.#look?.()
    this.#look = undefined
    return this.#span
  }

  get origin(): { readonly address: string; readonly role: Role } {
    const { decision } = this.#records()
    return { address: decision === undefined ? '' : addressAt(this.#store.arena, decision.record, false), role: this.originRole }
  }

  get originRole(): Role {
    const { decision } = this.#records()
    return decision === undefined ? 'none' : (this.#role ?? this.#roles.placeOf(this.#span, this.#isIms())(decision).role)
  }

  get network(): string | undefined {
    if (!this.#networks.isOn) return undefined
    // Of a plain exchange the first record is its first request.
    const { words } = this.#store.calls
    if (this.#plain !== 0)
      return this.#networks.at(words[this.#plain + call.block]!, words[this.#plain + call.flags]! >>> VIAS_SHIFT <= 1, false)
    const { opening } = this.#span
    return opening === undefined ? NO_NETWORK : this.#networks.at(opening.record, opening.vias <= 1, opening.status !== 0)
  }

  get user(): number {
    return this.#store.calls.words[(this.#plain || this.#span.entry) + call.user]!
  }

  get exchange(): ExchangeFacts {
    if (!this.#isExchangeRead) {
      if (this.#plain === 0) this.#exchange.read(this.#span)
      else this.#exchange.readPlain(this.#plain)
      this.#isExchangeRead = true
    }
    return this.#exchange
  }

  get identity(): IdentityHashes {
    this.#identity.read(this.#records())
    return this.#identity
  }

  get callId(): string {
    return callIdOf(this.#store.arena, this.#records().opening?.record ?? 0)
  }

  get aor(): string {
    return this.#aorOf(this.#records().opening?.record ?? 0)
  }

  get seconds(): number | undefined {
    return this.exchange.seconds
  }

  get legs(): number {
    const depths = new Set<number>()
    this.#records().each(({ vias }) => depths.add(vias))
    return depths.size
  }

  get retransmissions(): number {
    if (this.#plain !== 0) return 0
    let sum = 0
    for (const { request } of this.#records().rounds) if (request !== undefined) sum += retransmissionsOf(request)
    return sum
  }

  get copies(): number {
    return this.#plain === 0 ? copiesOf(this.#store, this.#span) : this.#store.copiesOf(this.#plain)
  }

  detail(): VerdictDetail {
    const { arena } = this.#store
    const span = this.#records()
    const record = span.opening?.record ?? 0
    const numbers: number[] = []
    let start: number | undefined
    let end: number | undefined
    span.each((message) => {
      numbers.push(...message.agents)
      for (const time of message.times) {
        if (time === 0) continue
        start = Math.min(start ?? time, time)
        end = Math.max(end ?? time, time)
      }
    })
    return {
      callId: callIdOf(arena, record),
      aor: this.#aorOf(record),
      source: this.#source(record),
      agents: agentNames(this.#agents, numbers),
      start,
      end,
      attempt: this.facts?.(span),
      ladder: ladderOf(arena, this.#agents, span, this.method),
    }
  }

  #aorOf(record: number): string {
    const { arena } = this.#store
    return findValue(arena, record, header.to) && findUri(arena.bytes, value.start, value.end) ? canonicalUri(arena.bytes) : ''
  }

  #isIms(): boolean {
    return looksIms(this.#store, this.#roles, this.#span)
  }

  /** Where the request copy with one Via came from, or its answer went to; deeper in, what the first hop wrote into the bottom Via (RFC 3581). */
  #source(record: number): string {
    const opening = this.#span.opening
    if (opening === undefined) return ''
    const { arena } = this.#store
    return (opening.vias > 1 && bottomVia(arena, record)) || (opening.status === 0 ? sourceOf(arena, record) : destinationOf(arena, record))
  }
}
