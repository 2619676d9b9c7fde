import type { CoreNode } from './call.ts'
import { answer, bound, challenge, register, request, type Message } from './messages.ts'
import type { Scenario, Step } from './scenario.ts'
import { writeCorpus } from './write-corpus.ts'

const RATE = 19_000

/** Between the UE and each of P-CSCF, IBCF, I-CSCF and S-CSCF. */
const LEGS = 4

const HSS_DOWN = 'Reason: SIP;cause=503;text="Diameter peer not available"\r\n'

/** A request on its way through the core to the node at the end of `legs` legs. */
function inwards(message: Message, legs: number, after: number): Step[] {
  return range(legs).flatMap((hop) => captured(message, true, hop, hop === 0 ? after : 1000))
}

/** A response on its way back to the UE. */
function outwards(message: Message, legs: number, after: number): Step[] {
  return range(legs)
    .toReversed()
    .flatMap((hop, index) => captured(message, false, hop, index === 0 ? after : 1000))
}

/** Both ends of a hop mirror what passes; at the UE nobody does. */
function captured(message: Message, up: boolean, hop: number, after: number): Step[] {
  const first = { message, up, hop, agent: hop, after, spread: after }
  return hop === 0 ? [first] : [first, { ...first, agent: hop - 1, after: 20, spread: 100 }]
}

const challenged = [
  ...inwards(register(1), LEGS, 1000),
  ...outwards(challenge(1), LEGS, 4000),
  ...inwards(register(2, 'Authorization'), LEGS, 40_000),
]

/** Corpus two: a carrier's IMS, mostly other methods, every hop of the core captured twice. Shares in thousandths of all scenarios. */
export const imsScenarios: readonly Scenario[] = [
  { name: 'registered', share: 64, steps: [...challenged, ...outwards(bound(2), LEGS, 4000)] },
  { name: 'refused after credentials', share: 5, steps: [...challenged, ...outwards(answer(2, '403 Forbidden'), LEGS, 4000)] },
  { name: 'refused at once', share: 5, steps: [...inwards(register(1), 3, 1000), ...outwards(answer(1, '403 Forbidden'), 3, 4000)] },
  {
    name: 'HSS down',
    share: 5,
    steps: [...inwards(register(1), 3, 1000), ...outwards(answer(1, '480 Temporarily Unavailable', HSS_DOWN), 3, 900_000)],
  },
  {
    name: 'call',
    share: 280,
    steps: [
      ...inwards(request('INVITE', 1, '', true), LEGS, 1000),
      ...outwards(answer(1, '100 Trying', '', 'INVITE'), 1, 500),
      ...outwards(answer(1, '180 Ringing', '', 'INVITE'), LEGS, 200_000),
      ...outwards(answer(1, '200 OK', '', 'INVITE'), LEGS, 900_000),
      ...inwards(request('ACK', 1), LEGS, 1000),
      ...inwards(request('BYE', 2), LEGS, 1_500_000),
      ...outwards(answer(2, '200 OK', '', 'BYE'), LEGS, 1000),
    ],
  },
  {
    name: 'subscription',
    share: 300,
    steps: [
      ...inwards(request('SUBSCRIBE', 1, 'Event: reg\r\nExpires: 600000\r\n'), LEGS, 1000),
      ...outwards(answer(1, '200 OK', '', 'SUBSCRIBE'), LEGS, 2000),
    ],
  },
  {
    name: 'ping',
    share: 341,
    steps: [...inwards(request('OPTIONS', 1), 2, 1000), ...outwards(answer(1, '200 OK', '', 'OPTIONS'), 2, 1000)],
  },
]

const core = [coreNode('pcscf', 1), coreNode('ibcf', 2), coreNode('icscf', 3), coreNode('scscf', 4)] as const

/** Corpus two as concatenated HEPv3 packets. */
export function imsCorpus(seed: number, packets: number): Buffer {
  return writeCorpus({ scenarios: imsScenarios, paths: [core], onlyIms: true, rate: RATE }, seed, packets)
}

function coreNode(name: string, number: number): CoreNode {
  return { address: 0x0a010000 + 256 * number, port: 5060, captureId: 3000 + number, name }
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index)
}
