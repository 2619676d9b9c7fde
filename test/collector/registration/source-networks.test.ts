import test from 'ava'
import { PROXY, REGISTRAR, UE, Call } from '../../scenario.ts'
import { watch } from '../../watch.ts'

const networks = [
  { cidr: '192.0.2.0/24', name: 'site' },
  { cidr: '192.0.2.128/25', name: 'upper half' },
  { cidr: '203.0.113.5', name: 'one phone' },
  { cidr: '2001:db8:0:ff00::/56', name: 'tenant' },
  { cidr: '2001:db8::/32', name: 'everybody' },
]

/** A success, which is a plain exchange, and a refusal, which is not, and which population may redirect. */
const ways = {
  'that gets through': (call: Call) => call.register(0).challenge(0.1, 'n1').register(0.2, { nonce: 'n1' }).answer(0.3, 200),
  'that is refused': (call: Call) => call.register(0).answer(0.1, 403),
  'that is not heard': (call: Call) => call.register(0),
} as const

for (const [what, name] of [
  ['192.0.2.10:5060', 'site'],
  ['192.0.2.200:5060', 'upper half'],
  ['203.0.113.5:5060', 'one phone'],
  ['203.0.113.6:5060', 'none'],
  ['[2001:db8:0:ff12::1]:5060', 'tenant'],
  ['[2001:db8:1::1]:5060', 'everybody'],
  ['[2001:db9::1]:5060', 'none'],
] as const) {
  for (const [how, tell] of Object.entries(ways)) {
    test(`an attempt from ${what} ${how} is of the network ${name}`, (t) => {
      const path = [what, what.startsWith('[') ? '[2001:db8::3]:5060' : REGISTRAR]
      t.deepEqual(
        watch(tell(new Call({ path })).packets, { networks }).map(({ network }) => network),
        [name],
      )
    })
  }
}

for (const [how, tell] of Object.entries(ways)) {
  test(`captured behind a proxy only, one ${how} has the network that the proxy saw it come from`, (t) => {
    const call = tell(new Call({ path: [UE, PROXY, REGISTRAR], agents: [{ id: 1, legs: [2] }] }))
    t.deepEqual(
      watch(call.packets, { networks: [...networks, { cidr: PROXY.split(':')[0] ?? '', name: 'proxy' }] }).map(({ network }) => network),
      ['site'],
    )
  })
}

test('without names there is none', (t) => {
  t.deepEqual(
    watch(new Call().register(0).answer(0.1, 403).packets).map(({ network }) => network),
    [undefined],
  )
})
