import { createCall, innerNode, outerNode, type Call, type Path } from './call.ts'
import { writeFrame } from './hep-frame.ts'
import { createRandom, type Random } from './random.ts'
import type { Scenario, Step } from './scenario.ts'

export interface CorpusPlan {
  readonly scenarios: readonly Scenario[]
  /** Sets of nodes behind the UE; each call takes one. */
  readonly paths: readonly [Path, ...Path[]]
  readonly onlyIms: boolean
  /** Packets per second of traffic time. */
  readonly rate: number
}

const START = 1_700_000_000_000_000
const BYTES_A_PACKET = 1200
const INDEXES = 2 ** 22

interface Sending {
  readonly call: Call
  readonly step: Step
}

/** Plays scenarios side by side until there are `packets` packets, and writes these in the order of their time. */
export function writeCorpus(plan: CorpusPlan, seed: number, packets: number): Buffer {
  const random = createRandom(seed)
  const sendings: Sending[] = []
  const order = new Float64Array(packets)
  const gap = (1e6 * averageSteps(plan)) / plan.rate
  const deck: Scenario[] = []

  for (let start = 0; sendings.length < packets; start += gap) {
    if (deck.length === 0) deck.push(...shuffledThousand(plan, random))
    const call = createCall(random, random.pick(plan.paths), plan.onlyIms)
    let time = start + random.below(1000)
    for (const step of deck.pop()?.steps ?? []) {
      if (sendings.length === packets) break
      time += step.after + random.below(step.spread)
      // Time and index in one number sort faster than an array of pairs.
      order[sendings.length] = Math.floor(time) * INDEXES + sendings.length
      sendings.push({ call, step })
    }
  }
  return render(order.sort(), sendings)
}

function render(order: Float64Array, sendings: readonly Sending[]): Buffer {
  const out = Buffer.allocUnsafeSlow(order.length * BYTES_A_PACKET + 65_536)
  let at = 0
  for (const key of order) {
    const sending = sendings[key % INDEXES]
    if (sending === undefined) break
    const { call, step } = sending
    const outer = outerNode(call, step.hop)
    const inner = innerNode(call, step.hop)
    const [source, destination] = step.up ? [outer, inner] : [inner, outer]
    const time = START + Math.floor(key / INDEXES)
    at = writeFrame(out, at, time, call.tcp, source, destination, innerNode(call, step.agent), step.message(call, step.hop))
  }
  return out.subarray(0, at)
}

function shuffledThousand(plan: CorpusPlan, random: Random): Scenario[] {
  return random.shuffled(plan.scenarios.flatMap((scenario) => Array.from({ length: scenario.share }, () => scenario)))
}

function averageSteps(plan: CorpusPlan): number {
  let steps = 0
  let shares = 0
  for (const scenario of plan.scenarios) {
    steps += scenario.share * scenario.steps.length
    shares += scenario.share
  }
  return steps / shares
}
