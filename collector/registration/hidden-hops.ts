import type { Arena } from './arena.ts'
import { bottomBranch } from './bottom-via.ts'
import { elapsed, type Message, sourceOf } from './message-list.ts'
import { field } from './record.ts'

/**
 * Finds the legs behind a session border controller that keeps Call-ID and CSeq and puts its own Via in place of those it was given (RFC 7092
 * §3.1: a back-to-back user agent that modifies little): by Via alone they look like the phone's own leg. What stands behind such a node is
 * given the Via values that it took away, so that the number tells the depth again.
 */
export function countHiddenHops(arena: Arena, messages: readonly Message[]): void {
  for (const first of messages) {
    if (!isOutermost(first) || first.hidden !== 0) continue
    const chain = chainOf(arena, messages, first)
    if (chain.length > 1) deepen(arena, messages, chain)
  }
}

/** More senders of one request are no hops. */
const MOST_HOPS = 8

/** Requests of one transaction that several nodes sent with one Via each, in the order of the hops; none, nearly always. */
function chainOf(arena: Arena, messages: readonly Message[], first: Message): readonly Message[] {
  const others: Message[] = []
  for (const other of messages) {
    if (!isOutermost(other) || other.branch === first.branch || !sameRequest(first, other)) continue
    if (sourceOf(arena, other) !== sourceOf(arena, first) && others.push(other) >= MOST_HOPS) return []
  }
  if (others.length === 0) return others
  const chain = others.filter((other) => overlap(messages, first, other))
  return [first, ...chain].sort((one, other) => (isBefore(arena, one, other) ? -1 : 1))
}

/** A node that tries a second server sends from where it sent before: both are as deep. */
function deepen(arena: Arena, messages: readonly Message[], chain: readonly Message[]): void {
  const sources = [...new Set(chain.map((request) => sourceOf(arena, request)))]
  for (const request of chain) {
    const hidden = sources.indexOf(sourceOf(arena, request))
    if (hidden === 0) continue
    const branches = new Set([request.branch])
    for (const message of messages) {
      if (message.status !== 0 || message.vias === 1 || message.hidden !== 0 || !sameRequest(request, message)) continue
      if (bottomBranch(arena, message) === request.branch) branches.add(message.branch)
    }
    for (const message of messages) {
      if (message.hidden !== 0 || !branches.has(message.branch) || !sameRequest(request, message)) continue
      message.hidden = hidden
      message.vias += hidden
    }
  }
}

function isOutermost({ status, vias, hidden }: Message): boolean {
  return status === 0 && vias === 1 && hidden === 0
}

function sameRequest(one: Message, other: Message): boolean {
  return one.joined === other.joined && one.cseq === other.cseq
}

/** Neither had been answered when the other was sent: a phone that tries again elsewhere waits for its answer first. */
function overlap(messages: readonly Message[], one: Message, other: Message): boolean {
  return messages.every((answer) => {
    if (!answer.isFinal || answer.vias !== 1) return true
    if (answer.branch === one.branch && sameRequest(answer, one)) return (elapsed(other, answer) ?? 0) >= 0
    return answer.branch !== other.branch || !sameRequest(answer, other) || (elapsed(one, answer) ?? 0) >= 0
  })
}

/** Which of two was sent first: what one was sent to sends the other; else by the clock of an agent that saw both; else as they came. */
function isBefore({ words }: Arena, one: Message, other: Message): boolean {
  if (words[one.record + field.destinationHash] === words[other.record + field.sourceHash]) return true
  if (words[other.record + field.destinationHash] === words[one.record + field.sourceHash]) return false
  return (elapsed(one, other) ?? other.tick - one.tick) > 0
}
