import type { Arena } from './arena.ts'
import type { AttemptSpan } from './attempt-span.ts'
import { type EdgeProof, edgeIn, edgeProofs, serverIn } from './hop-marks.ts'
import { Recent } from './recent.ts'
import { HOLD_TICKS } from './timers.ts'

const NODES = 1 << 10

/**
 * Which nodes were seen to do what only one kind of node does. It is learned from attempts of which several legs were captured, when they are
 * told, and holds for others of which fewer were: a P-CSCF behind another proxy that refuses by itself looks like an I-CSCF. It holds for attempts that
 * begin five seconds later, so that packets which overtake each other change nothing.
 */
export class LearnedRoles {
  readonly #arena: Arena
  readonly #edges = new Recent(NODES)
  readonly #servers = new Recent(NODES)

  constructor(arena: Arena) {
    this.#arena = arena
  }

  /** By what a node was seen to be a P-CSCF (outside an IMS a proxy, if it adds Path) before `began`; undefined when it was not. */
  edge(node: number, began: number): EdgeProof | undefined {
    return isOld(this.#edges.tick(node), began) ? edgeProofs[this.#edges.value(node) ?? -1] : undefined
  }

  /** Whether a node was seen to be an S-CSCF before `began`. */
  isServer(node: number, began: number): boolean {
    return isOld(this.#servers.tick(node), began)
  }

  /** Takes in what the hops of an attempt that is told at `tick` added. */
  learn({ rounds }: AttemptSpan, tick: number): void {
    for (const round of rounds) {
      if (round.deeperRequests.length === 0 && round.deeperAnswers.length === 0) continue
      const edge = edgeIn(this.#arena, round)
      if (edge === undefined) continue
      const proof = edgeProofs.indexOf(edge.proof)
      // Once a node is known, it is known by the surest proof, since when it was first had.
      if (proof < (this.#edges.value(edge.node) ?? edgeProofs.length)) this.#edges.note(edge.node, tick, proof)
      const server = serverIn(this.#arena, round, edge.vias)
      if (server !== 0 && this.#servers.tick(server) === undefined) this.#servers.note(server, tick)
    }
  }
}

function isOld(learned: number | undefined, began: number): boolean {
  return learned !== undefined && learned + HOLD_TICKS <= began
}
