import type { Arena } from './arena.ts'
import { bottomBranch, bottomViaHash } from './bottom-via.ts'
import { elapsed, isAnswerTo, type Message, sameRequest, sourceOf } from './message-list.ts'
import { answersNonceOf } from './nonces.ts'
import { field } from './record.ts'
import type { Round } from './rounds.ts'
import { QUIET_MICROSECONDS, QUIET_TICKS } from './timers.ts'

const UDP = 17

/**
 * The requests with which a transaction begins as far as it was captured, if the UE's own leg of it was not, as inside IPsec (3GPP TS 33.203): those
 * with the fewest Via values, of a CSeq that no round has. One that another user agent sent under the same Call-ID is none, nor is one that a proxy
 * sent on with a CSeq of its own (`passedOnIn`).
 */
export function beginningsInside(arena: Arena, rounds: readonly Round[], messages: readonly Message[]): readonly Message[] {
  let beginnings: Message[] | undefined
  for (const message of messages) {
    if (message.status !== 0 || rounds.some((round) => sameRequest(round, message))) continue
    const isFirst = messages.every((other) => other.status !== 0 || !sameRequest(other, message) || other.vias >= message.vias)
    if (isFirst && isOfUe(arena, rounds, messages, message) && passedOnIn(arena, rounds, message) === undefined)
      (beginnings ??= []).push(message)
  }
  return beginnings ?? NONE
}

/**
 * The round that a request of another CSeq was sent on in: a proxy that answers a challenge itself counts up (RFC 3261 §22.1). The UE's own Via is
 * below the others, with the branch that it has on the UE's own leg.
 */
export function passedOnIn(arena: Arena, rounds: readonly Round[], message: Message): Round | undefined {
  const branch = bottomBranch(arena, message)
  return rounds.find(({ anchor }) => anchor !== undefined && anchor.branch === branch)
}

/**
 * The answer that the UE was given unseen: a node behind gave it in time, and the UE did not send its request again, as it would over UDP
 * (RFC 3261 §17.1.2.2). Over other transports nothing tells that a success reached it, and of a challenge only that one of the `later` rounds answers it.
 */
export function unseenAnswer(
  arena: Arena,
  { request, answers, deeperRequests, deeperAnswers }: Round,
  later: readonly Round[],
): Message | undefined {
  if (request === undefined || answers.length > 0) return undefined
  let nearest: Message | undefined
  for (const answer of deeperAnswers) if (nearest === undefined || isRather(answer, nearest)) nearest = answer
  if (nearest === undefined || !isAwaited(request, nearest) || isRepeated(request, nearest)) return undefined
  const { vias, status } = nearest
  if (arena.words[request.record + field.shape]! >>> 24 !== UDP) {
    if (status < 300) return undefined
    if (nearest.isChallenge && !later.some(({ asked }) => answersNonceOf(arena, nearest, asked))) return undefined
  }
  // Who was asked beside it may answer yet; a success is passed on at once (RFC 3261 §16.7 step 5).
  const isForked =
    status >= 300 && deeperRequests.some((asked) => asked.vias === vias && !deeperAnswers.some((answer) => isAnswerTo(answer, asked)))
  return isForked ? undefined : nearest
}

/** Whether the UE still waited when an answer came: Timer F had not ended its transaction (RFC 3261 §17.1.2.2). */
export function isAwaited(request: Message, answer: Message): boolean {
  const microseconds = elapsed(request, answer)
  return microseconds === undefined ? answer.tick - request.tick <= QUIET_TICKS : microseconds <= QUIET_MICROSECONDS
}

const NONE: readonly Message[] = []

/** What began it is what began the rounds. A border controller that keeps the Call-ID and counts CSeq itself (RFC 7092 §3.1) names itself there. */
function isOfUe(arena: Arena, rounds: readonly Round[], messages: readonly Message[], request: Message): boolean {
  const ue = ueOf(arena, request)
  return messages.some((other) => ueOf(arena, other) === ue && rounds.some((round) => sameRequest(round, other)))
}

/** Hash of the address of the UE as far as a message tells it, 0 where it does not. */
function ueOf(arena: Arena, message: Message): number {
  const { status, vias, hidden, record } = message
  if (vias - hidden > 1) return status === 0 ? bottomViaHash(arena, record) : 0
  return status === 0 ? sourceOf(arena, message) : arena.words[record + field.destinationHash]!
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
