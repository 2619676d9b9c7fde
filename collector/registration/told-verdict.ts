import { canonicalUri, findUri } from '../sip/address-of-record.ts'
import { header } from '../sip/header.ts'
import type { Attempt, Finding, Role } from '../../classifiers/rule.ts'
import type { Agents } from './agents.ts'
import { copiesOf, retransmissionsOf, type AttemptSpan } from './attempt-span.ts'
import type { CallStore } from './call-store.ts'
import { agentNames, ladderOf } from './ladder.ts'
import { bottomVia } from './bottom-via.ts'
import { call, flag } from './calls.ts'
import { elapsed, type Message } from './message-list.ts'
import type { RoleFinder } from './role-finder.ts'
import { addressAt, callIdOf, findValue, sourceOf, value } from './record-values.ts'
import type { Outcome, Verdict, VerdictDetail } from './verdict.ts'

/** The verdict that is handed over: one object for all, a window on the records of the attempt at hand. */
export class ToldVerdict implements Verdict {
  readonly #store: CallStore
  readonly #agents: Agents
  readonly #roles: RoleFinder
  readonly #span: AttemptSpan
  method = 'REGISTER'
  outcome: Outcome = 'success'
  code: number | undefined
  finding: Finding | undefined
  attempt: Attempt | undefined
  registrar = ''
  #decision: Message | undefined
  #role: Role | undefined

  constructor(store: CallStore, agents: Agents, roles: RoleFinder, span: AttemptSpan) {
    this.#store = store
    this.#agents = agents
    this.#roles = roles
    this.#span = span
  }

  /** Who decided; the role is asked for only where nobody judged the attempt. */
  setOrigin(decision: Message | undefined, role: Role | undefined): void {
    this.#decision = decision
    this.#role = role
  }

  get origin(): { readonly address: string; readonly role: Role } {
    const decision = this.#decision
    if (decision === undefined) return { address: '', role: 'none' }
    const role = this.#role ?? this.#roles.placeOf(this.#span, this.#isIms())(decision)
    return { address: addressAt(this.#store.arena, decision.record, false), role }
  }

  get seconds(): number | undefined {
    const { opening, final } = this.#span
    const microseconds = opening === undefined || final === undefined ? undefined : elapsed(opening, final)
    return microseconds === undefined ? undefined : microseconds / 1e6
  }

  get legs(): number {
    const depths = new Set<number>()
    this.#span.each(({ vias }) => depths.add(vias))
    return depths.size
  }

  get retransmissions(): number {
    let sum = 0
    for (const { request } of this.#span.rounds) if (request !== undefined) sum += retransmissionsOf(request)
    return sum
  }

  get copies(): number {
    return copiesOf(this.#store, this.#span)
  }

  detail(): VerdictDetail {
    const { arena } = this.#store
    const span = this.#span
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
      aor: findValue(arena, record, header.to) && findUri(arena.bytes, value.start, value.end) ? canonicalUri(arena.bytes) : '',
      source: this.#source(record),
      agents: agentNames(this.#agents, numbers),
      start,
      end,
      attempt: this.attempt,
      ladder: ladderOf(arena, this.#agents, span, this.method),
    }
  }

  #isIms(): boolean {
    return ((this.#store.calls.words[this.#span.entry + call.flags] ?? 0) & flag.aka) !== 0
  }

  /** Where the request copy with one Via came from; deeper in, what the first hop wrote into the bottom Via (RFC 3581). */
  #source(record: number): string {
    const opening = this.#span.opening
    if (opening === undefined || opening.vias <= 1) return opening?.status === 0 ? sourceOf(this.#store.arena, record) : ''
    return bottomVia(this.#store.arena, record) || sourceOf(this.#store.arena, record)
  }
}
