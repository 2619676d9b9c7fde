import type { ExecutionContext } from 'ava'
import { freeUdpPort, type Node, startNode } from '../node.ts'

/** The registrars ask this of everyone. */
export const PASSWORD = 'right'

/** What sets one registrar apart from another. */
export interface Habits {
  /** Refused answers of an address before it is banned: 10 unless it is said. */
  readonly banAfter?: number
  /** A banned address is told so with 403; else it gets no reply. */
  readonly tellsBan?: boolean
  /** Everybody gets 503 with Retry-After. */
  readonly isDown?: boolean
  /** Users that are refused before they are asked: a regular expression. */
  readonly barred?: string
}

/** Starts a guarded registrar that sends what it sees as HEP to a port of this machine. */
export async function startRegistrar(t: ExecutionContext, address: string, hepPort: number, habits: Habits = {}): Promise<Node> {
  const { banAfter = 10, tellsBan = false, isDown = false, barred = '^$' } = habits
  return startNode(t, new URL('guarded.cfg', import.meta.url), {
    address,
    port: await freeUdpPort(address),
    words: { HEP_PORT: hepPort, PASSWORD, BAN_AFTER: banAfter, BAN_SAYS: tellsBan ? 1 : 0, IS_DOWN: isDown ? 1 : 0, BARRED: barred },
  })
}

/** Starts a proxy in front of what listens, or does not, at an address and port. */
export async function startEdge(t: ExecutionContext, address: string, hepPort: number, next: string): Promise<Node> {
  return startNode(t, new URL('edge.cfg', import.meta.url), {
    address,
    port: await freeUdpPort(address),
    words: { HEP_PORT: hepPort, NEXT: next },
  })
}
