import { BlockList, isIPv4, isIPv6 } from 'node:net'
import type { Role } from '../../classifiers/taxonomy.ts'
import type { Arena } from './arena.ts'
import type { AttemptSpan } from './attempt-span.ts'
import type { Message } from './message-list.ts'
import { addressAt } from './record-values.ts'
import { field } from './record.ts'
import { roleAt } from './roles.ts'

/** Addresses that the configuration gives a role: `cidr` is an address or a network, IPv4 or IPv6. */
export interface NodeRole {
  readonly cidr: string
  readonly role: Role
}

/** Finds the role of the nodes of an attempt: configured, else told by what they did. */
export class RoleFinder {
  readonly #arena: Arena
  #networks: readonly { readonly list: BlockList; readonly role: Role }[] = []

  constructor(arena: Arena, roles: readonly NodeRole[]) {
    this.#arena = arena
    this.configure(roles)
  }

  /** From now on these roles hold. */
  configure(roles: readonly NodeRole[]): void {
    this.#networks = roles.map(({ cidr, role }) => ({ list: blockList(cidr), role }))
  }

  /** Whether the configuration gives any node a role. */
  get isConfigured(): boolean {
    return this.#networks.length > 0
  }

  /** Role that the configuration gives an address. */
  configured(address: string): Role | undefined {
    if (this.#networks.length === 0 || address === '') return undefined
    const family = address.includes(':') ? 'ipv6' : 'ipv4'
    return this.#networks.find(({ list }) => list.check(address, family))?.role
  }

  /** Tells the role of the sender of each response of the attempt. */
  placeOf(span: AttemptSpan, ims: boolean): (message: Message) => Role {
    const { words } = this.#arena
    const outermost = span.opening?.vias ?? 1
    const isSingleLeg = span.rounds.every((round) => round.deeperRequests.length === 0 && round.deeperAnswers.length === 0)
    const hash = (message: Message, place: number) => words[message.record + place] ?? 0
    return (message) => {
      const configured = this.isConfigured ? this.configured(addressAt(this.#arena, message.record, false)) : undefined
      if (configured !== undefined) return configured
      if (isSingleLeg) return roleAt({ ims, depth: message.vias, forwards: false, challenges: false })
      const node = hash(message, field.sourceHash)
      const depth = message.vias
      const forwards = span.rounds.some((round) =>
        round.deeperRequests.some((request) => request.vias > depth && (depth === outermost || hash(request, field.sourceHash) === node)),
      )
      const challenges = span.rounds.some(
        (round) =>
          round.deeperAnswers.some((answer) => answer.isChallenge && hash(answer, field.sourceHash) === node) &&
          !round.deeperAnswers.some((answer) => answer.isChallenge && answer.vias > depth),
      )
      return roleAt({ ims, depth, forwards, challenges })
    }
  }
}

/** One network as a list that can be asked. */
export function blockList(cidr: string): BlockList {
  const list = new BlockList()
  const [address = '', prefix] = cidr.split('/')
  if (isIPv4(address)) list.addSubnet(address, prefix === undefined ? 32 : Number(prefix), 'ipv4')
  else if (isIPv6(address)) list.addSubnet(address, prefix === undefined ? 128 : Number(prefix), 'ipv6')
  return list
}
