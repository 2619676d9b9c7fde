import * as fc from 'fast-check'
import test from 'ava'
import type { CapturedPacket } from '../../replay.ts'
import { agentOf, retimed } from '../../retime.ts'
import { watch } from '../../watch.ts'
import { delayed, doubled, expectedOf, packetsOfModel, traffic, type Expected } from './model.ts'

type Way = (packets: readonly CapturedPacket[], seed: number) => readonly CapturedPacket[]

/** Each agent's clock is wrong by up to two seconds. */
const skewed: Way = (packets, seed) =>
  packets.map(({ bytes, arrival }) => ({ bytes: retimed(bytes, (((agentOf(bytes) ?? 0) * 7919 + seed) % 4_000_000) - 2_000_000), arrival }))

const ways: Readonly<Record<string, Way>> = {
  'as they were captured': (packets) => packets,
  'every packet twice': doubled,
  'each up to five seconds late': delayed,
  "with agents' clocks wrong by up to two seconds": skewed,
  'all at once': (packets, seed) => delayed(skewed(doubled(packets), seed), seed),
}

for (const [way, changed] of Object.entries(ways)) {
  test(`exactly the modelled attempts are told, ${way}`, (t) => {
    fc.assert(
      fc.property(traffic, fc.nat({ max: 1e9 }), (model, seed) => {
        t.deepEqual(told(changed(packetsOfModel(model), seed)), expectedOf(model))
      }),
      { numRuns: 60 },
    )
    t.pass()
  })
}

function told(packets: readonly CapturedPacket[]): readonly Expected[] {
  return watch(packets, { quiet: 60 })
    .map(({ said, registrar, origin, legs, retransmissions, detail }) => ({
      callId: detail.callId,
      said,
      registrar,
      origin,
      source: detail.source,
      legs,
      retransmissions,
    }))
    .sort((one, other) => one.callId.localeCompare(other.callId))
}
