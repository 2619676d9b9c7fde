import type { CountableVerdict } from '../registration/verdict.ts'
import type { Story } from './story.ts'

/** What of a verdict is noted, to be compared with others. */
type Noted = Pick<CountableVerdict, 'registrar' | 'user' | 'outcome'>

/** Nodes that are kept apart. */
const NODES = 256
/** Users of each that are: of more it is only known that there are so many. */
export const USERS = 1024

/** What became of the users of one node in a file: each in the best way that it ever went. */
interface Users {
  readonly served: Set<number>
  /** Challenged, and what followed is hidden. */
  readonly hidden: Set<number>
  readonly failed: Set<number>
}

/** The users of each node that attempts were sent to. */
export type Everybody = Map<string, Users>

/** How other users fared in the same file. */
export interface Others {
  /** By the same node. */
  readonly served: number
  readonly hidden: number
  readonly failed: number
  /** By another node. */
  readonly servedElsewhere: number
  /** The same user got through as well. */
  readonly isServedItself: boolean
}

/** Notes how an attempt went. */
export function noteUser(everybody: Everybody, { registrar, user, outcome }: Noted): void {
  const users = everybody.get(registrar) ?? { served: new Set(), hidden: new Set(), failed: new Set() }
  if (everybody.size < NODES) everybody.set(registrar, users)
  if (outcome === 'success') add(users.served, user)
  else if (outcome === 'blind') add(users.hidden, user)
  else if (outcome === 'failure') add(users.failed, user)
}

/** The others of one attempt. */
export function othersOf(everybody: Everybody, { registrar, user }: Pick<Noted, 'registrar' | 'user'>): Others {
  const { served, hidden, failed } = everybody.get(registrar) ?? { served: new Set(), hidden: new Set(), failed: new Set() }
  const elsewhere = new Set<number>()
  let isServedItself = false
  for (const [node, users] of everybody) {
    isServedItself ||= users.served.has(user)
    if (node !== registrar) for (const other of users.served) elsewhere.add(other)
  }
  return {
    served: without(user, served),
    hidden: without(user, hidden, served),
    failed: without(user, failed, served, hidden),
    servedElsewhere: without(user, elsewhere, served),
    isServedItself,
  }
}

/** Whether the node that an attempt was sent to is the one that the UE itself talks to. */
export function comesByPcscf({ detail }: Story): boolean {
  return detail.ladder.some(({ depth }) => depth === 1)
}

function add(users: Set<number>, user: number): void {
  if (users.size < USERS) users.add(user)
}

function without(user: number, users: ReadonlySet<number>, ...better: readonly ReadonlySet<number>[]): number {
  let count = 0
  for (const other of users) if (other !== user && !better.some((set) => set.has(other))) count += 1
  return count
}
