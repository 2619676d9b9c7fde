import { retransmissionsOf } from './copies.ts'
import type { CallStore } from './call-store.ts'
import { empty } from './empty.ts'
import type { Message } from './message-list.ts'
import { decisionOf } from './origin.ts'
import type { Round } from './rounds.ts'

/** The rounds of one attempt within its call, and what can be said of it at a glance. Filled anew for each attempt. */
export class AttemptSpan {
  readonly rounds: Round[] = []
  /** Last round that was answered; undefined when none was. */
  answered: Round | undefined
  /** What the UE was given, and what the deciding node said. */
  final: Message | undefined
  decision: Message | undefined
  /** Entry of the call in the store. */
  entry = 0
  /** Its user began anew instead of answering its challenge. */
  isRestarted = false

  set(entry: number, all: readonly Round[], first: number, end: number): this {
    const { rounds } = this
    this.entry = entry
    this.answered = undefined
    empty(rounds)
    for (let index = first; index < end; index++) {
      const round = all[index]
      if (round === undefined) continue
      if (isOutdone(round, rounds.at(-1))) {
        rounds.splice(-1, 0, round)
        continue
      }
      rounds.push(round)
      if (round.answer !== undefined) this.answered = round
    }
    this.final = this.answered?.answer
    this.decision = this.answered === undefined ? undefined : decisionOf(this.answered)
    return this
  }

  get first(): Round | undefined {
    return this.rounds[0]
  }

  get last(): Round | undefined {
    return this.rounds.at(-1)
  }

  /** The last request got an answer that is no challenge: nothing more is to come. */
  get isOver(): boolean {
    const { last } = this
    return last?.answer !== undefined && !last.answer.isChallenge && !last.isUnseen
  }

  /** The first request of the UE's own leg, else the first thing seen. */
  get opening(): Message | undefined {
    for (const round of this.rounds) if (round.request !== undefined) return round.request
    return this.first?.anchor
  }

  /** Every message of the attempt, those of the UE's own leg first in each round. */
  each(visit: (message: Message) => void): void {
    for (const { request, twins, answers, deeperRequests, deeperAnswers } of this.rounds) {
      if (request !== undefined) visit(request)
      for (const message of answers) visit(message)
      for (const message of twins) visit(message)
      for (const message of deeperRequests) visit(message)
      for (const message of deeperAnswers) visit(message)
    }
  }
}

/** Of what several servers say to one request a proxy passes a 2xx on at once, whatever the others say (RFC 3261 §16.7 step 5): that one stands last. */
function isOutdone({ joined, cseq }: Round, before: Round | undefined): boolean {
  const answer = before?.answer
  return answer !== undefined && answer.status < 300 && answer.vias > 1 && before?.joined === joined && before.cseq === cseq
}

/** Copies of an attempt's messages: what other agents saw of it, and what left no sighting. */
export function copiesOf(store: CallStore, span: AttemptSpan): number {
  let copies = store.copiesOf(span.entry)
  span.each((message) => {
    if (message.agents.length > 1) copies += message.agents.length - 1 - retransmissionsOf(message)
  })
  return copies
}
