import { OVERFLOW, type LabelGuard } from '../cardinality/label-guard.ts'
import type { CountableVerdict } from '../registration/verdict.ts'
import type { Cell } from './series.ts'
import type { SeriesStore } from './series-store.ts'

const PANE_MICROSECONDS = 30e6
const MICROSECONDS = 1e6
/** Series that an agent may have. */
const LINES = 4

/** What is known of one agent, or of all that are counted as `other`. */
class Agent {
  readonly label: string
  /** Arrival of its last packet, in microseconds. */
  seen = 0
  /** The promptest packet of this pane and of the one before: packet time less arrival, in microseconds. */
  skew = Number.NEGATIVE_INFINITY
  skewBefore = Number.NEGATIVE_INFINITY
  paneEnd = 0
  requests: Cell | undefined
  unanswered: Cell | undefined

  constructor(label: string) {
    this.label = label
  }
}

/** Counts by capture agent: when it was heard, how wrong its clock is, and whether it sees both directions. */
export class AgentSeries {
  readonly #store: SeriesStore
  readonly #guard: LabelGuard
  readonly #overflow: Cell
  /** Set when the pipeline is there. */
  nameOf: (agent: number) => string = () => OVERFLOW
  /** By the number that the pipeline gives them, and by label: several numbers may share one. */
  readonly #byNumber: (Agent | undefined)[] = []
  readonly #byLabel = new Map<string, Agent>()

  constructor(store: SeriesStore, guard: LabelGuard) {
    this.#store = store
    this.#guard = guard
    this.#overflow = store.counter('labelOverflow', { label: 'agent' })
  }

  /** A packet of the agent: its capture time, 0 when it has none, and its arrival, both in microseconds. */
  heard(number: number, time: number, arrival: number): void {
    const agent = this.#byNumber[number] ?? this.#meet(number)
    agent.seen = arrival
    if (time === 0) return
    if (arrival >= agent.paneEnd) {
      agent.skewBefore = arrival < agent.paneEnd + PANE_MICROSECONDS ? agent.skew : Number.NEGATIVE_INFINITY
      agent.skew = Number.NEGATIVE_INFINITY
      agent.paneEnd = arrival + PANE_MICROSECONDS
    }
    if (time - arrival > agent.skew) agent.skew = time - arrival
  }

  /** The requests of one attempt. */
  countRequests({ agents, requests, unanswered }: CountableVerdict['exchange']['agents']): void {
    for (let at = 0; at < agents.length; at++) {
      const agent = this.#byNumber[agents[at]!] ?? this.#meet(agents[at]!)
      agent.requests ??= this.#store.counter('hepAgentRequests', { agent: agent.label })
      agent.unanswered ??= this.#store.counter('hepAgentUnansweredRequests', { agent: agent.label })
      agent.requests.count += requests[at]!
      agent.unanswered.count += unanswered[at]!
    }
  }

  /** Brings the gauges up to date. */
  show(): void {
    for (const { label, seen, skew, skewBefore } of this.#byLabel.values()) {
      if (seen === 0) continue
      this.#store.gauge('hepAgentLastSeen', { agent: label }).count = seen / MICROSECONDS
      const best = Math.max(skew, skewBefore)
      // Of many agents in one it would say nothing.
      if (label !== OVERFLOW && best > Number.NEGATIVE_INFINITY)
        this.#store.gauge('hepAgentClockSkew', { agent: label }).count = best / MICROSECONDS
    }
  }

  #meet(number: number): Agent {
    const name = this.nameOf(number)
    const isNew = !this.#byLabel.has(name)
    const label = !isNew || (this.#store.hasRoom('hepAgentRequests', LINES) && this.#guard.admit(name) === name) ? name : OVERFLOW
    if (label === OVERFLOW) this.#overflow.count += 1
    let agent = this.#byLabel.get(label)
    if (agent === undefined) this.#byLabel.set(label, (agent = new Agent(label)))
    this.#byNumber[number] = agent
    return agent
  }
}
