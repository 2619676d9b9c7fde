import { header } from '../sip/header.ts'
import type { Role } from '../../classifiers/taxonomy.ts'
import type { Arena } from './arena.ts'
import type { AttemptSpan } from './attempt-span.ts'
import type { Message } from './message-list.ts'
import { Networks } from './networks.ts'
import { addressAt, findValue } from './record-values.ts'
import { field } from './record.ts'
import { roleAt, type KnownRole } from './roles.ts'

/** Addresses that the configuration gives a role: `cidr` is an address or a network, IPv4 or IPv6. */
export interface NodeRole {
  readonly cidr: string
  readonly role: Role
}

/** Finds the role of the nodes of an attempt: configured, else told by what they did. */
export class RoleFinder {
  readonly #arena: Arena
  #configured = new Networks<Role>([])

  constructor(arena: Arena, roles: readonly NodeRole[]) {
    this.#arena = arena
    this.configure(roles)
  }

  /** From now on these roles hold. */
  configure(roles: readonly NodeRole[]): void {
    this.#configured = new Networks(roles.map(({ cidr, role }) => ({ cidr, value: role })))
  }

  /** Whether the configuration gives any node a role. */
  get isConfigured(): boolean {
    return !this.#configured.isEmpty
  }

  /** Role that the configuration gives an address. */
  configured(address: string): Role | undefined {
    return this.#configured.at(address)
  }

  /** Tells the role of the sender of each response of the attempt. */
  placeOf(span: AttemptSpan, ims: boolean): (message: Message) => KnownRole {
    const { words } = this.#arena
    const outermost = span.opening?.vias ?? 1
    const isSingleLeg = span.rounds.every((round) => round.deeperRequests.length === 0 && round.deeperAnswers.length === 0)
    const edgeSeen = ims && !isSingleLeg ? this.#edgeOf(span) : 0
    const edge = Math.max(edgeSeen, 1)
    const hash = (message: Message, place: number) => words[message.record + place] ?? 0
    return (message) => {
      const configured = this.isConfigured ? this.configured(addressAt(this.#arena, message.record, false)) : undefined
      if (configured !== undefined) return { role: configured, by: 'configured' }
      const depth = message.vias
      if (isSingleLeg) return roleAt({ ims, depth, edge, isProvenEdge: false, forwards: false, hides: false, challenges: false })
      const node = hash(message, field.sourceHash)
      const forwards = span.rounds.some((round) =>
        round.deeperRequests.some((request) => request.vias > depth && (depth === outermost || hash(request, field.sourceHash) === node)),
      )
      const challenges = span.rounds.some(
        (round) =>
          round.deeperAnswers.some((answer) => answer.isChallenge && hash(answer, field.sourceHash) === node) &&
          !round.deeperAnswers.some((answer) => answer.isChallenge && answer.vias > depth),
      )
      const hides = span.rounds.some((round) =>
        round.deeperRequests.some(({ vias, hidden }) => vias === depth + 1 && hidden > message.hidden),
      )
      return roleAt({ ims, depth, edge, isProvenEdge: depth === edgeSeen, forwards, hides, challenges })
    }
  }

  /** Via values of what the P-CSCF sends back: it adds P-Visited-Network-ID to what came without. 0 when nobody was seen to do so. */
  #edgeOf(span: AttemptSpan): number {
    for (const { request, deeperRequests } of span.rounds) {
      let first = 0
      for (const { vias, record } of deeperRequests)
        if ((first === 0 || vias < first) && findValue(this.#arena, record, header.visitedNetwork)) first = vias
      if (first === 0) continue
      const isAdded = request?.vias === first - 1 || deeperRequests.some(({ vias }) => vias === first - 1)
      if (isAdded) return first - 1
    }
    return 0
  }
}
