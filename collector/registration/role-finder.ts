import type { Role } from '../../classifiers/taxonomy.ts'
import type { Arena } from './arena.ts'
import type { AttemptSpan } from './attempt-span.ts'
import { type EdgeProof, edgeIn } from './hop-marks.ts'
import { LearnedRoles } from './learned-roles.ts'
import type { Message } from './message-list.ts'
import { Networks } from './networks.ts'
import { addressAt } from './record-values.ts'
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
  readonly #learned: LearnedRoles
  #configured = new Networks<Role>([])

  constructor(arena: Arena, roles: readonly NodeRole[]) {
    this.#arena = arena
    this.#learned = new LearnedRoles(arena)
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

  /** Whether a request went to a P-CSCF, by configuration or by what that node did before. Path and P-Charging-Vector alone are of no IMS. */
  leadsToEdge({ record, tick }: Message): boolean {
    if (this.isConfigured) {
      const role = this.configured(addressAt(this.#arena, record, true))
      if (role !== undefined) return role === 'pcscf'
    }
    const proof = this.#learned.edge(this.#arena.words[record + field.destinationHash] ?? 0, tick)
    return proof !== undefined && proof !== 'path' && proof !== 'charging'
  }

  /** Takes in what the hops of an attempt that is told at `tick` show of themselves. */
  learn(span: AttemptSpan, tick: number): void {
    this.#learned.learn(span, tick)
  }

  /** Tells the role of the sender of each response of the attempt. */
  placeOf(span: AttemptSpan, ims: boolean): (message: Message) => KnownRole {
    const outermost = span.opening?.vias ?? 1
    const isSingleLeg = span.rounds.every((round) => round.deeperRequests.length === 0 && round.deeperAnswers.length === 0)
    const began = span.opening?.tick ?? 0
    const seen = ims ? this.#edgeOf(span) : undefined
    const edge = seen?.vias ?? 1
    return (message) => {
      const configured = this.isConfigured ? this.configured(addressAt(this.#arena, message.record, false)) : undefined
      if (configured !== undefined) return { role: configured, by: 'configured' }
      const depth = message.vias
      const node = this.#hashAt(message, field.sourceHash)
      const edgeProof = !ims ? this.#learned.edge(node, began) : depth === edge ? seen?.proof : undefined
      const isServer = this.#learned.isServer(node, began)
      if (isSingleLeg) return roleAt({ ims, depth, edge, edgeProof, isServer, forwards: false, hides: false, challenges: false })
      const forwards = span.rounds.some((round) =>
        round.deeperRequests.some(
          (request) => request.vias > depth && (depth === outermost || this.#hashAt(request, field.sourceHash) === node),
        ),
      )
      const challenges = span.rounds.some(
        (round) =>
          round.deeperAnswers.some((answer) => answer.isChallenge && this.#hashAt(answer, field.sourceHash) === node) &&
          !round.deeperAnswers.some((answer) => answer.isChallenge && answer.vias > depth),
      )
      const hides = span.rounds.some((round) =>
        round.deeperRequests.some(({ vias, hidden }) => vias === depth + 1 && hidden > message.hidden),
      )
      return roleAt({ ims, depth, edge, edgeProof, isServer, forwards, hides, challenges })
    }
  }

  /** The P-CSCF, as far as somebody shows itself as one in the attempt, else the node nearest to the UE that was seen to be one before. */
  #edgeOf(span: AttemptSpan): { readonly vias: number; readonly proof: EdgeProof } | undefined {
    for (const round of span.rounds) {
      const own = round.deeperRequests.length === 0 && round.deeperAnswers.length === 0 ? undefined : edgeIn(this.#arena, round)
      if (own !== undefined) return own
    }
    const began = span.opening?.tick ?? 0
    let nearest: { readonly vias: number; readonly proof: EdgeProof } | undefined
    const consider = (vias: number, message: Message, place: number) => {
      const proof = this.#learned.edge(this.#hashAt(message, place), began)
      if (proof !== undefined && vias > 0 && (nearest === undefined || vias < nearest.vias)) nearest = { vias, proof }
    }
    span.each((message) => {
      if (message.status === 0) consider(message.vias, message, field.destinationHash)
      consider(message.status === 0 ? message.vias - 1 : message.vias, message, field.sourceHash)
    })
    return nearest
  }

  #hashAt({ record }: Message, place: number): number {
    return this.#arena.words[record + place] ?? 0
  }
}
