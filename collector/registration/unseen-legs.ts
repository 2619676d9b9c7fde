import type { Arena } from './arena.ts'
import { bottomBranch } from './bottom-via.ts'
import { elapsed, type Message } from './message-list.ts'
import { field } from './record.ts'
import type { Round } from './rounds.ts'
import { QUIET_TICKS } from './timers.ts'

const UDP = 17

/**
 * The requests with which a transaction begins as far as it was captured, if the UE's own leg of it was not, as inside IPsec (3GPP TS 33.203): those
 * with the fewest Via values, of a CSeq that no round has. A proxy that counts CSeq anew, to answer a challenge itself, sends on what a round has.
 */
export function beginningsInside(arena: Arena, rounds: readonly Round[], messages: readonly Message[]): readonly Message[] {
  let beginnings: Message[] | undefined
  for (const message of messages) {
    if (message.status !== 0 || rounds.some((round) => isOf(round, message))) continue
    const isFirst = messages.every((other) => other.status !== 0 || !sameRequest(other, message) || other.vias >= message.vias)
    if (isFirst && !isPassedOn(arena, rounds, message)) (beginnings ??= []).push(message)
  }
  return beginnings ?? NONE
}

/**
 * The answer that the UE was given unseen: a node behind gave it in time, and the UE did not send its request again, as it would over UDP
 * (RFC 3261 §17.1.2.2). Over other transports nothing tells that a success reached it.
 */
export function unseenAnswer(arena: Arena, { request, answers, deeperRequests, deeperAnswers }: Round): Message | undefined {
  if (request === undefined || answers.length > 0) return undefined
  let nearest: Message | undefined
  for (const answer of deeperAnswers) if (nearest === undefined || isRather(answer, nearest)) nearest = answer
  if (nearest === undefined || nearest.tick - request.tick > QUIET_TICKS || isRepeated(request, nearest)) return undefined
  const { vias, status } = nearest
  if (status < 300 && arena.words[request.record + field.shape]! >>> 24 !== UDP) return undefined
  // Who was asked beside it may answer yet; a success is passed on at once (RFC 3261 §16.7 step 5).
  const isAwaited =
    status >= 300 &&
    deeperRequests.some(
      (asked) => asked.vias === vias && !deeperAnswers.some((answer) => answer.vias === vias && answer.branch === asked.branch),
    )
  return isAwaited ? undefined : nearest
}

const NONE: readonly Message[] = []

function isOf({ joined, cseq }: Round, message: Message): boolean {
  return joined === message.joined && cseq === message.cseq
}

function sameRequest(one: Message, other: Message): boolean {
  return one.joined === other.joined && one.cseq === other.cseq
}

/** The UE's own Via is below the others, with the branch that it has on the UE's own leg. */
function isPassedOn(arena: Arena, rounds: readonly Round[], message: Message): boolean {
  const branch = bottomBranch(arena, message)
  return rounds.some(({ anchor }) => anchor !== undefined && anchor.branch === branch)
}

/** Nearest to the UE; there a success, which a proxy passes on at once, else the last (RFC 3261 §16.7). */
function isRather(one: Message, other: Message): boolean {
  if (one.vias !== other.vias) return one.vias < other.vias
  if (one.status < 300 !== other.status < 300) return one.status < 300
  return (elapsed(other, one) ?? one.tick - other.tick) >= 0
}

/** By the clock of an agent that saw both, else by arrival. What another agent saw of it is a copy, not sent again. */
function isRepeated(request: Message, answer: Message): boolean {
  for (const agent of request.agents) {
    const answered = answer.seenBy(agent)
    const last = request.lastSeenBy(agent)
    if (answered !== 0 && last !== 0) return last > answered
  }
  return request.agents.some((agent, index) => request.agents.indexOf(agent) < index && request.ticks[index]! > answer.tick)
}
