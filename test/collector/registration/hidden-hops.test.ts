import test from 'ava'
import { createPipeline } from '../../../collector/pipeline.ts'
import { answerTo, captured, digest, PROXY, REGISTRAR, sip, START, UE, type Agent } from '../../scenario.ts'
import type { CapturedPacket } from '../../replay.ts'
import { watch, type Watched } from '../../watch.ts'

const INSIDE = '10.0.0.1:5060'
const SECOND = '10.0.0.2:5060'
const THIRD = '10.0.0.9:5060'

/** Who sends to whom, and with which Via values, the last one first. */
type Leg = readonly [from: string, to: string, vias: readonly string[]]

/** The border controller puts its own Via in place of the phone's; the proxy behind it adds one. */
const TWO: readonly Leg[] = [
  [UE, PROXY, [UE]],
  [INSIDE, REGISTRAR, [INSIDE]],
]
const THREE: readonly Leg[] = [
  [UE, PROXY, [UE]],
  [INSIDE, SECOND, [INSIDE]],
  [SECOND, REGISTRAR, [SECOND, INSIDE]],
]

interface Exchange {
  readonly legs?: readonly Leg[]
  /** Who sees each leg. */
  readonly agents?: readonly Agent[]
  /** Nonce of each challenge, in turn. */
  readonly challenges?: readonly string[]
  readonly last: readonly [deepest: string, outermost: string]
  /** Seconds from the start of the scenario. */
  readonly begin?: number
}

/** A registration of which every request crosses all legs, and so does every answer; each request answers the challenge before it. */
function exchange({ legs = TWO, agents = [], challenges = [], last, begin = 0 }: Exchange): CapturedPacket[] {
  const packets: CapturedPacket[] = []
  const turns = [...challenges.map((nonce) => [nonce, '401 Unauthorized', '401 Unauthorized']), ['', ...last]] as const
  turns.forEach(([nonce = '', deepest = '', outermost = ''], turn) => {
    const answered = challenges[turn - 1]
    legs.forEach(([from, to, vias], leg) => {
      const text = message('REGISTER sip:example.com SIP/2.0', turn, vias, [
        `Contact: <sip:alice@${from}>`,
        ...(answered === undefined ? [] : [`Authorization: ${answerTo(answered, 'alice')}`]),
      ])
      packets.push(captured(begin + turn + leg * 0.01, from, to, text, agents[leg]))
    })
    legs.forEach(([from, to, vias], leg) => {
      const line = `SIP/2.0 ${leg === 0 ? outermost : deepest}`
      const text = message(line, turn, vias, nonce === '' ? [] : [`WWW-Authenticate: ${digest(nonce)}`])
      packets.push(captured(begin + turn + 0.1 + (legs.length - leg) * 0.01, to, from, text, agents[leg]))
    })
  })
  return packets
}

function message(line: string, turn: number, vias: readonly string[], headers: readonly string[]): string {
  return sip(line, [
    ...vias.map((node) => `Via: SIP/2.0/UDP ${node};branch=z9hG4bK-${node}-${turn}`),
    'From: <sip:alice@example.com>;tag=a1',
    'To: <sip:alice@example.com>',
    'Call-ID: call-1',
    `CSeq: ${turn + 1} REGISTER`,
    ...headers,
  ])
}

const tells = test.macro((t, packets: CapturedPacket[], expected: Partial<Watched>) => {
  const [verdict, ...more] = watch(packets)
  t.like(verdict, expected)
  t.deepEqual(more, [], 'one attempt')
})

test(
  'a success through a node that puts its own Via in place is one',
  tells,
  exchange({ challenges: ['n1'], last: ['200 OK', '200 OK'] }),
  {
    said: 'success 200',
    registrar: '198.51.100.1',
    origin: '198.51.100.3',
    legs: 2,
  },
)
test('what it says and what the node behind it said', tells, exchange({ last: ['403 User barred', '503 Service Unavailable'] }), {
  said: 'failure 503',
  finding: 'barring/identity_barred',
  origin: '198.51.100.3',
  legs: 2,
})
test(
  'a loop is no old nonce: each answer is for the challenge before it',
  tells,
  exchange({ challenges: ['n1', 'n2'], last: ['401 Unauthorized', '401 Unauthorized'] }),
  { said: 'failure 401', finding: 'credentials/unspecified', legs: 2 },
)
test(
  'a proxy behind it is one hop deeper',
  tells,
  exchange({ legs: THREE, challenges: ['n1'], last: ['403 User barred', '403 Forbidden'] }),
  { said: 'failure 403', finding: 'barring/identity_barred', origin: '198.51.100.3', legs: 3 },
)
test(
  'seen by two agents of which one is an hour wrong',
  tells,
  exchange({
    agents: [{ id: 1, skew: 3600 }, { id: 2 }],
    challenges: ['n1'],
    last: ['403 User barred', '403 Forbidden'],
  }),
  { said: 'failure 403', finding: 'barring/identity_barred', origin: '198.51.100.3', legs: 2 },
)
test(
  'where one address sends and is sent to, that tells the order of legs which arrive in the other',
  tells,
  exchange({
    legs: [
      [UE, PROXY, [UE]],
      [PROXY, REGISTRAR, [PROXY]],
    ],
    agents: [{ id: 1, late: 1 }, { id: 2 }],
    challenges: ['n1'],
    last: ['403 User barred', '403 Forbidden'],
  }),
  { said: 'failure 403', finding: 'barring/identity_barred', origin: '198.51.100.3', registrar: '198.51.100.1', legs: 2 },
)

test('the node behind it is not taken for the first one where the inner leg arrives first', (t) => {
  const named: string[] = []
  const pipeline = createPipeline({
    packet: () => undefined,
    dropped: () => undefined,
    registrar: (name) => void named.push(name),
    verdict: ({ registrar }) => void named.push(`told ${registrar}`),
  })
  const packets = exchange({
    legs: [
      [UE, PROXY, [UE]],
      [PROXY, REGISTRAR, [PROXY]],
    ],
    agents: [{ id: 1, late: 1 }, { id: 2 }],
    last: ['403 User barred', '403 Forbidden'],
  })
  for (const { bytes, arrival } of packets.toSorted((one, other) => one.arrival - other.arrival))
    pipeline.hep(bytes, 0, bytes.length, arrival)
  pipeline.tick(START + 5_500_000)
  t.deepEqual(named, ['198.51.100.1'])
  pipeline.tick(START + 60_000_000)
  t.deepEqual(named, ['198.51.100.1', 'told 198.51.100.1'])
})

test('who puts its own Via in place is a border controller', (t) => {
  const legs = TWO.slice(0, 1)
  const refused = exchange({ legs: TWO, last: ['200 OK', '403 No'] })
  t.is(watch(refused)[0]?.detail.attempt?.final?.role, 'sbc')
  t.is(watch(exchange({ legs, last: ['403 No', '403 No'] }))[0]?.detail.attempt?.final?.role, 'registrar')
})

test('another address of the phone that tries once it was refused is no hop', (t) => {
  const refused = exchange({ legs: [[UE, REGISTRAR, [UE]]], last: ['503 Busy', '503 Busy'] })
  const again = exchange({ legs: [[THIRD, REGISTRAR, [THIRD]]], last: ['200 OK', '200 OK'], begin: 0.5 })
  t.deepEqual(
    watch([...refused, ...again])
      .map(({ said }) => said)
      .sort(),
    ['failure 503', 'success 200'],
  )
})
