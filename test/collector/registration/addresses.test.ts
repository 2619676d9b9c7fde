import test from 'ava'
import { addressBytes, hepChunk, hepChunks, hepPacket } from '../../encode-hep.ts'
import { Call, captured, microseconds, sip, UE } from '../../scenario.ts'
import { watch, type Watched, type WatchOptions } from '../../watch.ts'

const tells = test.macro(
  (t, call: Call, { source, ...expected }: Partial<Watched> & { readonly source: string }, options: WatchOptions = {}) => {
    const [verdict, ...more] = watch(call.packets, options)
    t.like(verdict, expected)
    t.is(verdict?.detail.source, source)
    t.deepEqual(more, [])
  },
)

const SIX = ['[2001:db8:0:0:1::10]:5060', '[2001:db8::1]:5060', '[2001:db8::2]:5061']
const exchange = (call: Call) => call.register(0).challenge(0.1, 'n1').register(0.2, { nonce: 'n1' }).answer(0.3, 403)

test('IPv6 nodes, in the shortest form', tells, exchange(new Call({ path: SIX })), {
  said: 'failure 403',
  source: '[2001:db8::1:0:0:10]:5060',
  registrar: '2001:db8::1',
  origin: '2001:db8::2',
  legs: 2,
})
test('an IPv6 UE behind one hop', tells, exchange(new Call({ path: SIX, agents: [{ id: 1, legs: [2] }] })), {
  said: 'failure 403',
  source: '[2001:db8:0:0:1::10]:5060',
  registrar: '2001:db8::2',
})
test('a UE on IPv6, a core on IPv4', tells, exchange(new Call({ path: [SIX[0] ?? '', SIX[1] ?? ''] })), {
  said: 'failure 403',
  source: '[2001:db8::1:0:0:10]:5060',
})
test(
  'registrars have the name of their network',
  tells,
  exchange(new Call({ path: SIX })),
  { source: '[2001:db8::1:0:0:10]:5060', registrar: 'edge' },
  {
    registrars: [{ cidr: '2001:db8::/64', name: 'edge' }],
  },
)
test(
  'of networks that overlap the smallest gives the name and the role',
  tells,
  exchange(new Call({ path: SIX })),
  { source: '[2001:db8::1:0:0:10]:5060', registrar: 'edge', originRole: 'sbc' },
  {
    registrars: [
      { cidr: '2001:db8::/32', name: 'all' },
      { cidr: '2001:db8::/64', name: 'edge' },
    ],
    roles: [
      { cidr: '2001:db8::/32', role: 'proxy' },
      { cidr: '2001:db8::2', role: 'sbc' },
    ],
  },
)
test(
  'roles come from the configuration',
  tells,
  exchange(new Call({ path: SIX })),
  { source: '[2001:db8::1:0:0:10]:5060', originRole: 'sbc' },
  {
    roles: [{ cidr: '2001:db8::2', role: 'sbc' }],
  },
)

const REGISTER = sip('REGISTER sip:example.com SIP/2.0', [
  `Via: SIP/2.0/UDP ${UE};branch=z9hG4bK1`,
  'From: <sip:alice@example.com>;tag=a1',
  'To: <sip:alice@example.com>',
  'Call-ID: bare',
  'CSeq: 1 REGISTER',
])
const fields = {
  srcIp: '192.0.2.10',
  dstIp: '198.51.100.3',
  srcPort: 5060,
  dstPort: 5060,
  time: microseconds(0),
  captureId: 1,
  payload: REGISTER,
}
const chunks = hepChunks(fields)
const head = chunks.slice(0, 2)
const source = chunks.slice(2, 3)
const rest = chunks.slice(4)

for (const [what, some] of [
  ['no addresses', [...head, ...rest]],
  ['a source on IPv4 and a destination on IPv6', [...head, ...source, hepChunk(0x06, addressBytes('2001:db8::2')), ...rest]],
  ['a source alone', [...head, ...source, ...rest]],
] as const) {
  test(`a packet with ${what} is followed, at an unknown registrar`, (t) => {
    const [verdict, ...more] = watch([{ bytes: hepPacket(...some), arrival: microseconds(0) }])
    t.like(verdict, { said: 'failure none', registrar: 'unknown', origin: '' })
    t.is(verdict?.detail.source, '')
    t.deepEqual(more, [])
  })
}
test('agents that give no addresses and those that do may follow each other', (t) => {
  const bare = { bytes: hepPacket(...head, ...rest), arrival: microseconds(0) }
  const told = watch([
    captured(0, '192.0.2.1:1', '198.51.100.9:5060', REGISTER.replace('bare', 'full')),
    bare,
    captured(0, SIX[0] ?? '', SIX[1] ?? '', REGISTER.replace('bare', 'six')),
  ])
  t.deepEqual(told.map(({ detail, registrar }) => `${detail.callId} ${detail.source} ${registrar}`).toSorted(), [
    'bare  unknown',
    'full 192.0.2.1:1 198.51.100.9',
    'six [2001:db8::1:0:0:10]:5060 2001:db8::1',
  ])
})
test('names of agents are told, numbers where they have none', (t) => {
  const named = {
    bytes: hepPacket(...chunks, hepChunk(0x13, Buffer.from('edge-1'))),
    arrival: microseconds(0),
  }
  t.deepEqual(watch([named])[0]?.detail.agents, ['edge-1'])
  t.deepEqual(watch([captured(0, UE, '198.51.100.3:5060', REGISTER, { id: 2001 })])[0]?.detail.agents, ['2001'])
})
