import test from 'ava'
import { captures } from '../../captures-of.ts'
import { packetsOf, replay, type CapturedPacket } from '../../replay.ts'
import { retimed, timeOf, agentOf } from '../../retime.ts'
import { createRandom } from '../../bench/random.ts'

/** Ways in which the same traffic may reach us; none may change what is said of it. */
const ways: Readonly<Record<string, (packets: readonly CapturedPacket[], seed: number) => readonly CapturedPacket[]>> = {
  'every packet doubled': (packets) => packets.flatMap((packet) => [packet, packet]),
  'packets shuffled within 5 s': shuffled,
  "every agent's clock moved by up to 2 s": skewed,
  'all three at once': (packets, seed) =>
    shuffled(
      skewed(
        packets.flatMap((packet) => [packet, packet]),
        seed,
      ),
      seed,
    ),
}

for (const [way, changed] of Object.entries(ways)) {
  test(`${way}: the same attempts, verdicts and origins in every capture`, (t) => {
    for (const [index, capture] of captures.entries()) {
      const packets = packetsOf(`${capture}.hep`)
      for (const seed of [1, 2, 3]) t.deepEqual(replay(changed(packets, seed * 1000 + index)), replay(packets), `${capture}, seed ${seed}`)
    }
  })
}

/** Sorted by when they would have come, each up to 5 s late. A packet without a time stays at the end of what came before it. */
function shuffled(packets: readonly CapturedPacket[], seed: number): readonly CapturedPacket[] {
  const draw = createRandom(seed)
  let now = 0
  return packets
    .map((packet) => {
      now = Math.max(now, timeOf(packet.bytes) ?? now)
      return { packet, due: timeOf(packet.bytes) === undefined ? now : now + draw.below(5e6) }
    })
    .sort((one, other) => one.due - other.due)
    .map(({ packet }) => packet)
}

function skewed(packets: readonly CapturedPacket[], seed: number): readonly CapturedPacket[] {
  const draw = createRandom(seed)
  const offsets = new Map<number, number>()
  return packets.map((packet) => {
    const agent = agentOf(packet.bytes)
    if (agent === undefined) return packet
    const offset = offsets.get(agent) ?? draw.below(4e6) - 2e6
    offsets.set(agent, offset)
    return { ...packet, bytes: retimed(packet.bytes, offset) }
  })
}
