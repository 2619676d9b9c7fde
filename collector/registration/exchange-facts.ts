import { AgentRequests } from './agent-requests.ts'
import type { AttemptSpan } from './attempt-span.ts'
import { ChallengeCounts } from './challenge-counts.ts'
import { call, flag } from './calls.ts'
import type { CallStore } from './call-store.ts'
import { elapsed } from './message-list.ts'
import { field } from './record.ts'

/** What is counted of every attempt, also of one that succeeded: how long it took, its challenges, who saw its requests. Numbers alone, no string. */
export class ExchangeFacts {
  readonly challenges = new ChallengeCounts()
  readonly agents = new AgentRequests()
  /** Seconds from the first request to the last final response by one agent's clock; undefined when that cannot be told. */
  seconds: number | undefined
  readonly #store: CallStore

  constructor(store: CallStore) {
    this.#store = store
  }

  /** Of a plain exchange: its records are request, answer, request, answer, each seen once. */
  readPlain(entry: number): void {
    this.#clear()
    const { arena, calls } = this.#store
    const { words, doubles } = arena
    const { start, end } = this.#store.recordsOf(entry)
    const mayBeAka = (calls.words[entry + call.flags]! & flag.aka) !== 0
    let request = 0
    let final = 0
    for (let at = start; at < end; at += words[at]! & 0xffff) {
      const status = words[at]! >>> 16
      if (status === 0) {
        request = at
        if (mayBeAka) this.challenges.addRequest(arena, at)
        continue
      }
      final = at
      if (status === 401 || status === 407) this.challenges.add(arena, request, at, status, mayBeAka)
      this.agents.add(agentOf(words, request), agentOf(words, request) === agentOf(words, at))
    }
    const from = doubles[(start + field.time) >> 1]!
    const to = doubles[(final + field.time) >> 1]!
    const isTimed = final !== 0 && from !== 0 && to !== 0 && agentOf(words, start) === agentOf(words, final)
    this.seconds = isTimed ? secondsOf(to - from) : undefined
  }

  /** Of any attempt, by its rounds. */
  read(span: AttemptSpan): void {
    this.#clear()
    const { arena, calls } = this.#store
    const mayBeAka = (calls.words[span.entry + call.flags]! & flag.aka) !== 0
    for (const round of span.rounds) {
      const { request, answer } = round
      if (mayBeAka && request !== undefined) this.challenges.addRequest(arena, request.record)
      if (answer?.isChallenge === true) this.challenges.add(arena, request?.record ?? 0, answer.record, answer.status, mayBeAka)
      this.agents.addRound(round)
    }
    const { opening, final } = span
    const microseconds = opening === undefined || final === undefined ? undefined : elapsed(opening, final)
    this.seconds = microseconds === undefined ? undefined : secondsOf(microseconds)
  }

  #clear(): void {
    this.challenges.clear()
    this.agents.clear()
  }
}

function agentOf(words: Int32Array, record: number): number {
  return words[record + field.meta]! & 0xffff
}

/** An agent whose clock went back tells nothing of time. */
function secondsOf(microseconds: number): number | undefined {
  return microseconds < 0 ? undefined : microseconds / 1e6
}
