import type { Agents } from './agents.ts'
import type { Arena } from './arena.ts'
import type { AttemptSpan } from './attempt-span.ts'
import { retransmissionsOf } from './copies.ts'
import { contactFlag, field } from './record.ts'
import { GRACE_MICROSECONDS, GRACE_TICKS, HOLD_TICKS } from './timers.ts'

/** Whether every REGISTER of the attempt takes bindings back: it is a de-registration, and never a failure. */
export function takesBack(arena: Arena, { rounds }: AttemptSpan): boolean {
  let requests = 0
  for (const { asked } of rounds) {
    if (asked === undefined) continue
    requests++
    const asks = (arena.words[asked.record + field.shape] ?? 0) >>> 16
    if ((asks & (contactFlag.wildcard | contactFlag.removes)) === 0 || (asks & contactFlag.binds) !== 0) return false
  }
  return requests > 0
}

/**
 * Silence that may yet be broken: the last packet is a REGISTER without an answer, sent once, shortly before the input ended at tick `end`.
 * By the clock of the agent that saw it, since packets of several agents overtake each other; but by no more than they are held for.
 */
export function mayStillBeAnswered(agents: Agents, { last }: AttemptSpan, end: number): boolean {
  const request = last?.request
  if (request === undefined || last?.answer !== undefined || last?.deeperAnswers.length !== 0 || retransmissionsOf(request) > 0)
    return false
  return request.agents.some((agent, index) => {
    const arrived = end - (request.ticks[index] ?? 0)
    const seen = request.lastSeenBy(agent)
    if (seen === 0) return arrived < GRACE_TICKS
    return agents.latest(agent) - seen < GRACE_MICROSECONDS && arrived < GRACE_TICKS + HOLD_TICKS
  })
}
