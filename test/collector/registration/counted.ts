import { createPipeline } from '../../../collector/pipeline.ts'
import type { CapturedPacket } from '../../replay.ts'

/** What counting asks of one verdict, copied while it is valid. */
export interface Counted {
  readonly outcome: string
  /** Challenges by place: 401 first, stale, repeated, then 407. */
  readonly challenges: readonly number[]
  readonly aka: number
  readonly resyncs: number
  /** By capture id: requests that the agent saw, and how many of them without an answer. */
  readonly agents: Readonly<Record<string, readonly [number, number]>>
  readonly seconds: number | undefined
  readonly source: number
  readonly subnet: number
  readonly userAgent: number
}

/** What is counted of these packets, once their input has ended. */
export function countedOf(packets: readonly CapturedPacket[]): readonly Counted[] {
  const counted: Counted[] = []
  const pipeline = createPipeline(
    {
      packet: () => undefined,
      dropped: () => undefined,
      verdict({ outcome, exchange, identity, seconds }) {
        const { counts, aka, resyncs } = exchange.challenges
        const { agents, requests, unanswered } = exchange.agents
        const byAgent = agents.map((agent, at) => [pipeline.agentName(agent), [requests[at] ?? 0, unanswered[at] ?? 0]] as const)
        const { source, subnet, userAgent } = identity
        counted.push({
          outcome,
          challenges: [...counts],
          aka,
          resyncs,
          agents: Object.fromEntries(byAgent),
          seconds,
          source,
          subnet,
          userAgent,
        })
      },
    },
    { limits: { attempts: 500, megabytes: 4 } },
  )
  for (const { bytes, arrival } of packets.toSorted((one, other) => one.arrival - other.arrival))
    pipeline.hep(bytes, 0, bytes.length, arrival)
  pipeline.finish('judge')
  return counted
}
