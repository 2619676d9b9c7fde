import type { Drop } from '../collector/observer.ts'
import { createPipeline, type PipelineOptions } from '../collector/pipeline.ts'
import type { VerdictDetail } from '../collector/registration/verdict.ts'
import type { CapturedPacket } from './replay.ts'
import { START } from './scenario.ts'

/** A verdict, and when it was told. */
export interface Watched {
  /** Seconds from the start of the scenario, to a tenth. */
  readonly at: number
  /** `success 200`, `failure none`. */
  readonly said: string
  readonly outcome: string
  readonly code: number | undefined
  /** `cause/reason`, empty when it did not fail. */
  readonly finding: string
  readonly confidence: string
  readonly evidence: readonly string[]
  readonly registrar: string
  readonly origin: string
  readonly originRole: string
  readonly network: string | undefined
  readonly seconds: number | undefined
  readonly legs: number
  readonly retransmissions: number
  readonly copies: number
  readonly detail: VerdictDetail
}

export interface WatchOptions extends PipelineOptions {
  /** Seconds after the last packet during which the clock goes on. */
  readonly quiet?: number
  /** How the input ends; it goes on if absent. */
  readonly finish?: 'judge' | 'keep'
  readonly dropped?: (reason: Drop) => void
}

const TICK = 100_000
const SMALL = { attempts: 500, megabytes: 4 }
const SOME = { attempts: 16_384, sources: 16_384, users: 16_384, nodes: 64 }

/** Feeds packets in the order of their arrival, lets the clock go on in tenths of a second, and says what was told and when. */
export function watch(packets: readonly CapturedPacket[], { quiet = 300, finish, dropped, ...options }: WatchOptions = {}): Watched[] {
  const told: Watched[] = []
  const inOrder = packets.toSorted((one, other) => one.arrival - other.arrival)
  let now = Math.max(START, inOrder[0]?.arrival ?? START)
  const pipeline = createPipeline(
    {
      packet: () => undefined,
      dropped: (reason) => dropped?.(reason),
      verdict(verdict) {
        const { outcome, code, finding, registrar, origin, network, seconds, legs, retransmissions, copies } = verdict
        told.push({
          at: Math.round((now - START) / TICK) / 10,
          said: `${outcome} ${code ?? 'none'}`,
          outcome,
          code,
          finding: finding === undefined ? '' : `${finding.cause}/${finding.reason}`,
          confidence: finding?.confidence ?? '',
          evidence: finding?.evidence ?? [],
          registrar,
          origin: origin.address,
          originRole: origin.role,
          network,
          seconds,
          legs,
          retransmissions,
          copies,
          detail: verdict.detail(),
        })
      },
    },
    { limits: SMALL, population: SOME, ...options },
  )
  const goOn = (until: number) => {
    for (now = now - (now % TICK) + TICK; now < until; now += TICK) pipeline.tick(now)
    now = until
  }
  for (const { bytes, arrival } of inOrder) {
    if (arrival > now) goOn(arrival)
    pipeline.hep(bytes, 0, bytes.length, arrival)
  }
  if (finish === undefined) goOn(now + quiet * 1e6)
  else pipeline.finish(finish)
  return told
}

/** What was said, in the order of telling: the short form of most tests. */
export function saidOf(packets: readonly CapturedPacket[], options: WatchOptions = {}): readonly string[] {
  return watch(packets, options).map(({ said }) => said)
}
