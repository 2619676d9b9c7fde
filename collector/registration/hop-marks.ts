import type { RoleProof } from '../../classifiers/attempt.ts'
import type { Arena } from './arena.ts'
import { type Message, sourceOf } from './message-list.ts'
import { recordFlag } from './record.ts'
import type { Round } from './rounds.ts'

/**
 * What a P-CSCF adds to a REGISTER or to its answer, surest first (3GPP TS 24.229 §5.2.2.1, TS 33.203 §7.2, RFC 3327, RFC 7315 §4.6). An SBC in
 * front of it may add Path or P-Charging-Vector: these count only where nobody adds one of the others.
 */
export const edgeProofs = ['visited', 'vouches', 'agreement', 'path', 'charging'] as const satisfies readonly RoleProof[]
export type EdgeProof = (typeof edgeProofs)[number]

const marks: Readonly<Record<EdgeProof, number>> = {
  visited: recordFlag.visited,
  vouches: recordFlag.integrityProtected,
  agreement: recordFlag.agreement,
  path: recordFlag.path,
  charging: recordFlag.charging,
}
const ADDED_TO_REQUESTS = marks.visited | marks.vouches | marks.path | marks.charging

/** The node that shows itself as the P-CSCF. */
export interface Edge {
  /** Hash of its address. */
  readonly node: number
  /** Via values of what it sends back. */
  readonly vias: number
  readonly proof: EdgeProof
}

/** Who adds to what came to it without, in a round of which several legs were captured; undefined when nobody is seen to. */
export function edgeIn(arena: Arena, { request, answer, deeperRequests, deeperAnswers }: Round): Edge | undefined {
  let edge: Edge | undefined
  const consider = (added: number, sender: Message, vias: number) => {
    const proof = added === 0 ? undefined : edgeProofs.find((each) => (added & marks[each]) !== 0)
    if (proof === undefined || (edge !== undefined && edgeProofs.indexOf(edge.proof) <= edgeProofs.indexOf(proof))) return
    edge = { node: sourceOf(arena, sender), vias, proof }
  }
  for (const deeper of deeperRequests) {
    const depth = deeper.vias - 1
    const before = request?.vias === depth ? request : deeperRequests.find(({ vias }) => vias === depth)
    if (before !== undefined) consider(deeper.flags & ~before.flags & ADDED_TO_REQUESTS, deeper, depth)
  }
  for (const outer of answer === undefined ? deeperAnswers : [answer, ...deeperAnswers]) {
    const inner = deeperAnswers.find(({ vias, status }) => vias === outer.vias + 1 && status === outer.status)
    if (inner !== undefined) consider(outer.flags & ~inner.flags & marks.agreement, outer, outer.vias)
  }
  return edge
}

/**
 * Who gives Service-Route, as only the S-CSCF does (RFC 3608, 3GPP TS 24.229 §5.4.1.2.2): the innermost that has it, two nodes behind the P-CSCF or
 * further, since one may be an I-CSCF whose way on is not captured. 0 when nobody is seen to.
 */
export function serverIn(arena: Arena, { deeperAnswers }: Round, edgeVias: number): number {
  let innermost: Message | undefined
  for (const each of deeperAnswers) if (each.status < 300 && each.vias > (innermost?.vias ?? 0)) innermost = each
  if (innermost === undefined || (innermost.flags & recordFlag.serviceRoute) === 0 || innermost.vias < edgeVias + 2) return 0
  return sourceOf(arena, innermost)
}
