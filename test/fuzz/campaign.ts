import { performance } from 'node:perf_hooks'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Drop, Observer } from '../../collector/observer.ts'
import { createPipeline } from '../../collector/pipeline.ts'
import { ARRIVAL_BY_PACKET } from '../../collector/source/source.ts'
import { createRandom, type Random } from '../bench/random.ts'
import { faultOf } from './faulty-verdict.ts'
import { memoryInUse } from './memory.ts'
import { mutate } from './mutate.ts'
import { createOracle } from './oracle.ts'
import { metricsOf } from '../collector/metrics/metrics-of.ts'

/** How to run: the same plan gives the same packets. */
export interface CampaignPlan {
  readonly seed: number
  readonly packets: number
  /** Arrival goes on by itself, or follows the (damaged) times of the packets. */
  readonly clock: 'arrival' | 'packet'
}

/** What came of it. */
export interface Campaign {
  readonly packets: number
  readonly read: number
  readonly dropped: number
  readonly reasons: ReadonlySet<Drop>
  readonly verdicts: number
  /** What is wrong with its counts and verdicts, the first twenty. */
  readonly faults: readonly string[]
  /** The longest that a hundred packets took. */
  readonly slowestMilliseconds: number
  /** Bytes in use after collection of garbage, ten times on the way. */
  readonly memory: readonly number[]
}

const START = 1_700_000_000_000_000
const BATCH = 100
const SAMPLES = 10
/** So little room that what happens without room happens. */
const LIMITS = { attempts: 3000, megabytes: 4 }
const FAULTS_MAX = 20
const LARGEST_PACKET = 65_535

/** Feeds damaged packets to the pipeline. Throws when the pipeline does, with all that is needed to see it again. */
export async function runCampaign(seeds: readonly Buffer[], { seed, packets, clock }: CampaignPlan): Promise<Campaign> {
  const random = createRandom(seed)
  const reasonOf = createOracle()
  const { observer, seen } = watch()
  const pipeline = createPipeline(observer, { limits: LIMITS })
  const room = Buffer.alloc(3 * LARGEST_PACKET, 'Via: SIP/2.0/UDP 192.0.2.99;branch=z9hG4bKleft\r\n')
  const memory: number[] = []
  let arrival = START
  let slowest = 0

  for (let number = 0; number < packets;) {
    const begun = performance.now()
    for (const end = number + BATCH; number < end; number++) {
      const packet = mutate(random, seeds)
      arrival += pause(random)
      const expected = reasonOf(Buffer.from(packet))
      const start = random.below(LARGEST_PACKET)
      packet.copy(room, start)
      try {
        pipeline.hep(room, start, start + packet.length, clock === 'arrival' ? arrival : ARRIVAL_BY_PACKET)
        if (random.below(BATCH) === 0 && clock === 'arrival') pipeline.tick(arrival)
        seen.expect(number + 1, expected)
      } catch (cause) {
        throw new Error(`packet ${number} of seed ${seed}: ${packet.toString('latin1')}`, { cause })
      }
    }
    slowest = Math.max(slowest, performance.now() - begun)
    // A batch ends as it does in the product: what was destroyed is let go of in the turn of the event loop that follows.
    await nextTurn()
    if (number % (packets / SAMPLES) === 0) memory.push(memoryInUse())
  }
  pipeline.finish('judge')
  const { read, dropped, reasons, verdicts, faults } = seen
  return { packets, read, dropped, reasons, verdicts, faults, slowestMilliseconds: slowest, memory }
}

/** Mostly a millisecond, seldom a minute: timers run out both one by one and all at once. */
function pause(random: Random): number {
  return random.below(5000) === 0 ? random.below(100_000_000) : random.below(2000)
}

function watch() {
  const metrics = metricsOf().observer
  const reasons = new Set<Drop>()
  let packets = 0
  let last: Drop | undefined
  const seen = {
    read: 0,
    dropped: 0,
    verdicts: 0,
    reasons,
    faults: [] as string[],
    expect(number: number, reason: Drop | undefined) {
      if (packets !== number) blame(`${number} packets were sent`)
      if (last !== reason) blame(`dropped as ${last}, alone it is ${reason}`)
      if (last === undefined) seen.read++
      last = undefined
    },
  }
  function blame(fault: string): void {
    if (seen.faults.length < FAULTS_MAX) seen.faults.push(`packet ${packets}: ${fault}`)
  }

  const observer: Observer = {
    packet(version) {
      packets++
      metrics.packet(version)
    },
    dropped(reason) {
      if (last !== undefined) blame(`dropped twice, as ${last} and ${reason}`)
      last = reason
      seen.dropped++
      reasons.add(reason)
      metrics.dropped(reason)
    },
    verdict(verdict) {
      seen.verdicts++
      const fault = faultOf(verdict)
      if (fault !== undefined) blame(fault)
      metrics.verdict(verdict)
    },
  }
  return { observer, seen }
}
