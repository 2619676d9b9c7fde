import type { Known } from '../../classifiers/attempt.ts'
import type { Agents } from './agents.ts'
import type { AttemptSpan } from './attempt-span.ts'
import type { CallStore } from './call-store.ts'
import { namesAt } from './calls.ts'
import { field } from './record.ts'

/** What is remembered of a user from before an attempt. */
export interface Before {
  /** It got through, within the time of memory. */
  readonly succeeded: Known
  /** It got through from another source, a few minutes ago. */
  readonly elsewhere: Known
}

/** A request of a user. */
export interface Request {
  /** The two words of `names.ts`. */
  readonly user: number
  readonly check: number
  /** Address of the UE, 0 when it is not known. */
  readonly source: number
  readonly tick: number
  /** One of those who captured it, by the key of `agents.ts`, and when by its own clock, in microseconds; 0 when none has a time. */
  readonly agent: number
  readonly time: number
}

/** Who remembers which users got through. */
export interface Past {
  /** A user registered with this request. */
  served(request: Request): void
  /** What is known of the time before a request. */
  before(request: Request): Before
}

/** Nobody remembers anything. */
export const NO_PAST: Past = {
  served: () => undefined,
  before: () => ({ succeeded: 'unknown', elsewhere: 'unknown' }),
}

/** The request that an attempt began with. Of several agents it is the same one whoever's packet came first: times of one clock can be compared. */
export function requestOf({ calls, arena }: CallStore, agents: Agents, { entry, opening }: AttemptSpan): Request {
  const at = namesAt(entry)
  const user = calls.names[at]!
  const check = calls.names[at + 1]!
  if (opening === undefined) return { user, check, source: 0, tick: 0, agent: 0, time: 0 }
  const isOwn = opening.vias === 1 && opening.status === 0
  const source = isOwn ? arena.words[opening.record + field.sourceHash]! : 0
  let agent = 0
  let time = 0
  for (const [index, number] of opening.agents.entries()) {
    const key = agents.keyOf(number)
    const seen = opening.times[index]!
    if (key === 0 || seen === 0 || (agent !== 0 && key > agent) || (key === agent && seen > time)) continue
    agent = key
    time = seen
  }
  return { user, check, source, tick: opening.tick, agent, time }
}

/** The same of a plain exchange, by its first record. */
export function requestIn({ calls, arena }: CallStore, agents: Agents, entry: number, record: number, source: number): Request {
  const { words, doubles } = arena
  const at = namesAt(entry)
  return {
    user: calls.names[at]!,
    check: calls.names[at + 1]!,
    source,
    tick: words[record + field.tick]!,
    agent: agents.keyOf(words[record + field.meta]! & 0xffff),
    time: doubles[(record + field.time) >> 1]!,
  }
}
