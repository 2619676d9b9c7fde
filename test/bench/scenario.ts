import type { Message } from './messages.ts'

/** One packet of a scenario: a message on a hop, captured by an agent. */
export interface Step {
  readonly message: Message
  /** Away from the UE. */
  readonly up: boolean
  readonly hop: number
  /** The node, by its place behind the UE, whose agent captured it. */
  readonly agent: number
  /** How long after the previous step, in microseconds: at least this, at most `spread` more. */
  readonly after: number
  readonly spread: number
}

export interface Scenario {
  readonly name: string
  /** How many of a thousand scenarios are this one. */
  readonly share: number
  readonly steps: readonly Step[]
}

/** A message from the UE to the first node, as that node's agent captures it; `after` in milliseconds. */
export function up(message: Message, after = 20): Step {
  return { message, up: true, hop: 0, agent: 0, after: after * 1000, spread: after * 1000 }
}

/** A message to the UE from the first node. */
export function down(message: Message, after = 4): Step {
  return { message, up: false, hop: 0, agent: 0, after: after * 1000, spread: after * 4000 }
}
