import test from 'ava'
import { Call, CORE, PROXY, REGISTRAR, UE } from '../../scenario.ts'
import { countedOf } from './counted.ts'

const digest = () => new Call().register(0).challenge(0.1, 'n1').register(0.2, { nonce: 'n1' })
const stale = { headers: ['WWW-Authenticate: Digest realm="a", nonce="n2", stale=TRUE'] }
const aka = (nonce: string) => ({ headers: [`WWW-Authenticate: Digest realm="a", nonce="${nonce}", algorithm=AKAv1-MD5`] })

test('one challenge, answered: the first of its kind, the time from request to answer', (t) => {
  t.deepEqual(
    countedOf(digest().answer(0.5, 200).packets).map(({ challenges, agents, seconds }) => ({ challenges, agents, seconds })),
    [{ challenges: [1, 0, 0, 0, 0, 0], agents: { 1: [2, 0] }, seconds: 0.5 }],
  )
})

for (const [what, tell, challenges] of [
  [
    'a 407 stands by itself',
    () => new Call().register(0).challenge(0.1, 'n1', { proxy: true }).register(0.2, { nonce: 'n1', proxy: true }).answer(0.5, 200),
    [0, 0, 0, 1, 0, 0],
  ],
  [
    'a nonce that was too old is stale',
    () => digest().answer(0.3, 401, stale).register(0.4, { nonce: 'n2' }).answer(0.5, 200),
    [1, 1, 0, 0, 0, 0],
  ],
  [
    'another challenge after an answer is repeated',
    () => digest().challenge(0.3, 'n2').register(0.4, { nonce: 'n2' }).answer(0.5, 200),
    [1, 0, 1, 0, 0, 0],
  ],
  [
    'stale before any answer says nothing',
    () => new Call().register(0).answer(0.1, 401, stale).register(0.4, { nonce: 'n2' }).answer(0.5, 200),
    [1, 0, 0, 0, 0, 0],
  ],
] as const) {
  test(`${what}, in a plain exchange and in any other`, (t) => {
    const [plain] = countedOf(tell().packets)
    const [ordinary] = countedOf(tell().again(0.55, [{ id: 9 }]).packets)
    t.deepEqual(plain?.challenges, challenges)
    t.deepEqual(ordinary?.challenges, challenges)
    t.is(ordinary?.seconds, plain?.seconds)
  })
}

test('IMS AKA: its challenges, and the SIM that asks for another sequence number', (t) => {
  const call = new Call()
  call
    .register(0)
    .answer(0.1, 401, aka('n1'))
    .register(0.2, {
      headers: ['Authorization: Digest username="a", realm="a", nonce="n1", uri="sip:a", response="", auts="c2VxdWVuY2U="'],
    })
    .answer(0.3, 401, aka('n2'))
    .register(0.4, { nonce: 'n2' })
    .answer(0.5, 200)
  t.like(countedOf(call.packets)[0], { outcome: 'success', aka: 2, resyncs: 1 })
})

test('an agent that sees requests only has answers to none, one that sees both directions to all', (t) => {
  const path = [UE, PROXY, CORE, REGISTRAR]
  const call = new Call({
    path,
    agents: [
      { id: 1, legs: [1] },
      { id: 2, legs: [2, 3] },
    ],
  })
  call.register(0).challenge(0.1, 'n1').register(0.2, { nonce: 'n1' }).answer(0.3, 200)
  t.deepEqual(countedOf(call.packets)[0]?.agents, { 1: [2, 0], 2: [2, 0] })
  const half = new Call().register(0, { agents: [{ id: 1 }, { id: 3 }] }).answer(0.3, 403)
  t.deepEqual(countedOf(half.packets)[0]?.agents, { 1: [1, 0], 3: [1, 1] })
})

test('the time is that of one agent: of two clocks, or of one that went back, there is none', (t) => {
  const two = new Call().register(0).answer(0.3, 200, { agents: [{ id: 2, skew: 100 }] })
  t.is(countedOf(two.packets)[0]?.seconds, undefined)
  const back = new Call().register(0).answer(0.3, 200, { agents: [{ id: 1, skew: -5 }] })
  t.is(countedOf(back.packets)[0]?.seconds, undefined)
  t.is(countedOf(new Call({ agents: [{ id: 1, timeless: true }] }).register(0).answer(0.3, 200).packets)[0]?.seconds, undefined)
})
