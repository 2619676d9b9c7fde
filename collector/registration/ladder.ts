import type { Arena } from './arena.ts'
import type { Agents } from './agents.ts'
import type { AttemptSpan } from './attempt-span.ts'
import { retransmissionsOf } from './copies.ts'
import { elapsed, type Message } from './message-list.ts'
import { notesOf } from './ladder-notes.ts'
import { destinationOf, sourceOf, valueText } from './record-values.ts'
import { LINE } from './record.ts'
import type { LadderLine } from './verdict.ts'

/** Every message of an attempt in the order in which it happened, as far as clocks can tell, for a person to read. */
export function ladderOf(arena: Arena, agents: Agents, span: AttemptSpan, method: string): readonly LadderLine[] {
  const lines: LadderLine[] = []
  for (const { request, twins, answers, deeperRequests, deeperAnswers } of span.rounds) {
    const messages = [...(request === undefined ? [] : [request]), ...twins, ...deeperRequests, ...deeperAnswers, ...answers]
    messages.sort(inOrder)
    for (const message of messages) lines.push(lineOf(arena, agents, span, method, message))
  }
  return lines
}

function lineOf(arena: Arena, agents: Agents, span: AttemptSpan, method: string, message: Message): LadderLine {
  const { record, status } = message
  return {
    time: message.times.find((time) => time !== 0),
    from: sourceOf(arena, record),
    to: destinationOf(arena, record),
    agents: agentNames(agents, message.agents),
    depth: message.vias,
    cseq: message.cseq,
    text: status === 0 ? method : `${status} ${valueText(arena, record, LINE)}`.trim(),
    notes: notesOf(arena, message),
    retransmissions: retransmissionsOf(message),
    decisive: message === span.final || message === span.decision,
  }
}

/** By the clock of an agent that saw both, else by what their packets say, else as a transaction goes: requests inward, answers outward. */
function inOrder(one: Message, other: Message): number {
  const after = elapsed(one, other) ?? firstTime(other) - firstTime(one)
  return after !== 0 && !Number.isNaN(after) ? -after : position(one) - position(other)
}

/** NaN when no packet of the message carries a time. */
function firstTime({ times }: Message): number {
  return times.find((time) => time !== 0) ?? Number.NaN
}

function position({ status, vias }: Message): number {
  return status === 0 ? vias : 1000 - vias
}

/** Names of the agents that have one, each once, in the order of their numbers. */
export function agentNames(agents: Agents, numbers: readonly number[]): readonly string[] {
  const named = [...new Set(numbers)].filter((number) => agents.isNamed(number))
  return named.sort((a, b) => a - b).map((number) => agents.name(number))
}
