import { elapsed, type Message } from './message-list.ts'
import type { Round } from './rounds.ts'

/**
 * The final response of the node that decided a round: from what the UE was given, inward, the deepest one that was there in time.
 * Each hop removes one Via, so more of them is deeper (RFC 3261 §16.7). Of several at one depth a proxy passes on the best (§16.7 step 6), which
 * its own answer has the status of; of those the last counts, as it does where it answers in words of its own: a retry at another server.
 * A response that came after the outer node had answered is late, and so is all that lies behind it.
 */
export function decisionOf(round: Round): Message | undefined {
  let decision = round.answer
  if (decision === undefined) return undefined
  for (let depth = nextDepth(round, decision.vias); depth !== 0; depth = nextDepth(round, depth)) {
    // Where the outer node's own agent captures its next hop, an answer that it had not seen by then had not come.
    const mustBeSeen = isHopCaptured(round, decision)
    if (mustBeSeen && depth > decision.vias + 1) break
    let inner: Message | undefined
    for (const message of round.deeperAnswers) {
      if (message.vias !== depth || !inTime(message, decision, mustBeSeen)) continue
      if (inner === undefined || isRather(message, inner, decision.status)) inner = message
    }
    if (inner === undefined) break
    decision = inner
  }
  return decision
}

/** A final response of a deeper node that came too late to matter, or went no further: evidence of what went on there. */
export function lateAnswerOf(round: Round, decision: Message | undefined): Message | undefined {
  const { answer } = round
  if (answer === undefined) return deepestOf(round, 0)
  if (decision === undefined) return undefined
  const depth = decision.vias
  return (
    deepestOf(round, depth) ??
    (round.answers.length < 2 ? undefined : round.answers.find((other) => other !== answer && other.status !== answer.status))
  )
}

/** Of the final responses behind a depth one of the deepest. */
function deepestOf({ deeperAnswers }: Round, depth: number): Message | undefined {
  let deepest: Message | undefined
  for (const message of deeperAnswers) if (message.vias > depth && (deepest === undefined || message.vias > deepest.vias)) deepest = message
  return deepest
}

/** By the clock of an agent that saw both; clocks of different agents are not compared. */
function inTime(inner: Message, outer: Message, mustBeSeen: boolean): boolean {
  return (elapsed(inner, outer) ?? (mustBeSeen ? -1 : 0)) >= 0
}

/** Whether an agent that saw the answer also saw its node send the request onward. */
function isHopCaptured({ deeperRequests }: Round, answer: Message): boolean {
  return deeperRequests.some((request) => request.vias === answer.vias + 1 && request.agents.some((agent) => answer.agents.includes(agent)))
}

/** Which of two at one depth the outer node passed on. */
function isRather(one: Message, other: Message, status: number): boolean {
  return (one.status === status) === (other.status === status) ? comesAfter(one, other) : one.status === status
}

function comesAfter(one: Message, other: Message): boolean {
  return (elapsed(other, one) ?? one.tick - other.tick) >= 0
}

function nextDepth({ deeperAnswers }: Round, depth: number): number {
  let next = 0
  for (const { vias } of deeperAnswers) if (vias > depth && (next === 0 || vias < next)) next = vias
  return next
}
