import type { Path } from './call.ts'
import { answer, bound, challenge, register, request } from './messages.ts'
import type { Scenario } from './scenario.ts'
import { down, up } from './scenario.ts'
import { writeCorpus } from './write-corpus.ts'

const RATE = 19_000

const REASON_403 = 'Reason: SIP;cause=403;text="Source address not allowed"\r\n'
const OVERLOAD = 'Retry-After: 120\r\nReason: SIP;cause=503;text="Registrar overloaded"\r\n'
const HANG_UP = 'Reason: Q.850;cause=16;text="Normal call clearing"\r\n'

const challenged = [up(register(1)), down(challenge(1)), up(register(2, 'Authorization'))]

/** Corpus one: mostly registrations, as a registrar sees them. Shares in thousandths of all scenarios. */
export const registrarScenarios: readonly Scenario[] = [
  { name: 'registered', share: 600, steps: [...challenged, down(bound(2))] },
  { name: 'refused after credentials', share: 150, steps: [...challenged, down(answer(2, '403 Forbidden'))] },
  { name: 'refused at once', share: 50, steps: [up(register(1)), down(answer(1, '403 Forbidden', REASON_403))] },
  { name: 'ping', share: 100, steps: [up(request('OPTIONS', 1)), down(answer(1, '200 OK', '', 'OPTIONS'))] },
  {
    name: 'call',
    share: 50,
    steps: [
      up(request('INVITE', 1, '', true)),
      down(answer(1, '100 Trying', '', 'INVITE')),
      down(answer(1, '180 Ringing', '', 'INVITE'), 100),
      down(answer(1, '200 OK', '', 'INVITE'), 500),
      up(request('ACK', 1)),
      up(request('BYE', 2, HANG_UP), 1500),
      down(answer(2, '200 OK', '', 'BYE')),
    ],
  },
  { name: 'overloaded', share: 15, steps: [up(register(1)), down(answer(1, '503 Service Unavailable', OVERLOAD))] },
  { name: 'unavailable', share: 5, steps: [up(register(1)), down(answer(1, '480 Temporarily Unavailable'))] },
  {
    name: 'proxy asks first',
    share: 10,
    steps: [
      up(register(1)),
      down(challenge(1, true)),
      up(register(2, 'Proxy-Authorization')),
      down(challenge(2)),
      up(register(3, 'Proxy-Authorization', 'Authorization')),
      down(bound(3)),
    ],
  },
  {
    name: 'sent again',
    share: 12,
    steps: [...challenged, up(register(2, 'Authorization'), 500), down(bound(2)), down(bound(2), 1)],
  },
  { name: 'silence', share: 8, steps: [up(register(1)), up(register(1), 500), up(register(1), 1000), up(register(1), 2000)] },
]

const registrars = [registrar(1), registrar(2), registrar(3), registrar(4)] as const

/** Corpus one as concatenated HEPv3 packets. */
export function registrarCorpus(seed: number, packets: number): Buffer {
  return writeCorpus({ scenarios: registrarScenarios, paths: registrars, onlyIms: false, rate: RATE }, seed, packets)
}

function registrar(number: number): Path {
  return [{ address: 0x0a000000 + number, port: 5060, captureId: 2000 + number, name: `edge-${number}` }]
}
