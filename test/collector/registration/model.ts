import * as fc from 'fast-check'
import { createRandom } from '../../bench/random.ts'
import type { CapturedPacket } from '../../replay.ts'
import { Call, CORE, PROXY, REGISTRAR, type Agent, type Wording } from '../../scenario.ts'

/** What a user's registration comes to. `loop`: every answer in vain; `ignored`: a challenge that the UE does not answer. */
export const endings = ['success', 'refusal', 'loop', 'silence', 'ignored', 'deregistration'] as const

export interface Modelled {
  readonly ending: (typeof endings)[number]
  /** Hops from the UE to the node that decides. */
  readonly hops: 1 | 2 | 3
  readonly challenged: boolean
  /** How often the UE sends its first request again. */
  readonly retransmissions: 0 | 1 | 2
  /** One agent for everything, one for each leg, or two that both see everything. */
  readonly capture: 'one' | 'each' | 'double'
  /** Seconds after the start of the scenario, in tenths. */
  readonly begins: number
}

/** What is to be said of it. */
export interface Expected {
  readonly callId: string
  readonly said: string
  readonly registrar: string
  readonly origin: string
  readonly source: string
  readonly legs: number
  readonly retransmissions: number
}

const CODES: Readonly<Record<Modelled['ending'], string>> = {
  success: 'success 200',
  refusal: 'failure 403',
  loop: 'failure 401',
  silence: 'failure none',
  ignored: 'failure 401',
  deregistration: 'deregistration 200',
}
const AGENTS: Readonly<Record<Modelled['capture'], readonly Agent[]>> = {
  one: [{ id: 1 }],
  each: [1, 2, 3].map((leg) => ({ id: leg + 10, legs: [leg] })),
  double: [{ id: 1 }, { id: 2 }],
}
const NODES = [PROXY, CORE, REGISTRAR]

/** Attempts of as many users, interleaved. */
export const traffic: fc.Arbitrary<readonly Modelled[]> = fc.array(
  fc.record<Modelled>({
    ending: fc.constantFrom(...endings),
    hops: fc.constantFrom(1, 2, 3),
    challenged: fc.boolean(),
    retransmissions: fc.constantFrom(0, 0, 1, 2),
    capture: fc.constantFrom('one', 'each', 'double'),
    begins: fc.nat({ max: 300 }),
  }),
  { minLength: 1, maxLength: 12 },
)

/** The packets of a model, in the order in which agents captured them. */
export function packetsOfModel(model: readonly Modelled[]): readonly CapturedPacket[] {
  return model.flatMap((attempt, index) => callOf(attempt, index).packets).sort((one, other) => one.arrival - other.arrival)
}

/** What is to be said, by Call-ID. */
export function expectedOf(model: readonly Modelled[]): readonly Expected[] {
  return model
    .map(({ ending, hops, retransmissions }, index) => ({
      callId: `call-${index}`,
      said: CODES[ending],
      registrar: host(NODES[0]),
      origin: ending === 'silence' ? '' : host(NODES[hops - 1]),
      source: ue(index),
      legs: hops,
      retransmissions,
    }))
    .sort((one, other) => one.callId.localeCompare(other.callId))
}

/** Every packet twice, as a SPAN port may show them. */
export function doubled(packets: readonly CapturedPacket[]): readonly CapturedPacket[] {
  return packets.flatMap((packet) => [packet, packet])
}

/** Every packet up to five seconds late. */
export function delayed(packets: readonly CapturedPacket[], seed: number): readonly CapturedPacket[] {
  const random = createRandom(seed)
  return packets
    .map(({ bytes, arrival }) => ({ bytes, arrival: arrival + random.below(4.9e6) }))
    .sort((one, other) => one.arrival - other.arrival)
}

function callOf({ ending, hops, challenged, retransmissions, capture, begins }: Modelled, index: number): Call {
  const path = [ue(index), ...NODES.slice(0, hops)]
  const call = new Call({ callId: `call-${index}`, user: `user-${index}`, path, agents: AGENTS[capture], cseq: index })
  const asks: Wording = ending === 'deregistration' ? { expires: 0 } : {}
  let at = begins / 10
  call.register(at, asks)
  for (let time = 0; time < retransmissions; time++) call.again((at += 0.5 + time / 2))
  if (ending === 'silence') return call
  let nonce: string | undefined
  const rounds = ending === 'loop' ? 4 : challenged || ending === 'ignored' ? 2 : 1
  for (let round = 1; round < rounds; round++) {
    nonce = `nonce-${index}-${round}`
    call.challenge((at += 0.1), nonce)
    if (ending === 'ignored') return call
    call.register((at += 0.2), { ...asks, nonce })
  }
  return ending === 'loop' ? call.challenge(at + 0.1, `nonce-${index}-${rounds}`) : call.answer(at + 0.1, ending === 'refusal' ? 403 : 200)
}

function ue(index: number): string {
  return `192.0.2.${index + 10}:5060`
}

function host(node = ''): string {
  return node.slice(0, node.lastIndexOf(':'))
}
