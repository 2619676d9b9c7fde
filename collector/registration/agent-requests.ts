import { empty } from './empty.ts'
import type { Message } from './message-list.ts'
import type { Round } from './rounds.ts'

/** How many requests of an attempt each agent captured, and how many of them without a final response. Filled anew for each attempt. */
export class AgentRequests {
  /** Parallel lists. */
  readonly agents: number[] = []
  readonly requests: number[] = []
  readonly unanswered: number[] = []
  /** Agents that have seen the request of the round at hand: a bit each, by their place in the lists. */
  #inRound = 0

  clear(): void {
    empty(this.agents)
    empty(this.requests)
    empty(this.unanswered)
  }

  /** Adds one request that an agent saw. */
  add(agent: number, isAnswered: boolean): void {
    const at = this.#placeOf(agent)
    this.requests[at]!++
    if (!isAnswered) this.unanswered[at]!++
  }

  /** Adds a round: a request that an agent saw on several legs is one. */
  addRound(round: Round): void {
    const { request, twins, deeperRequests } = round
    this.#inRound = 0
    if (request !== undefined) this.#addRequest(request, round)
    for (const message of twins) this.#addRequest(message, round)
    for (const message of deeperRequests) this.#addRequest(message, round)
  }

  #addRequest({ status, agents }: Message, { answers, deeperAnswers, twins }: Round): void {
    if (status !== 0) return
    for (const agent of agents) {
      const bit = 1 << (this.#placeOf(agent) & 31)
      if ((this.#inRound & bit) !== 0) continue
      this.#inRound |= bit
      this.add(agent, hasAnswer(answers, agent) || hasAnswer(deeperAnswers, agent) || hasAnswer(twins, agent))
    }
  }

  #placeOf(agent: number): number {
    const known = this.agents.indexOf(agent)
    if (known >= 0) return known
    this.requests.push(0)
    this.unanswered.push(0)
    return this.agents.push(agent) - 1
  }
}

function hasAnswer(messages: readonly Message[], agent: number): boolean {
  for (const { status, agents } of messages) if (status >= 200 && agents.includes(agent)) return true
  return false
}
