import test from 'ava'
import { Call, PROXY, REGISTRAR, UE, type Agent } from '../../scenario.ts'
import { watch } from '../../watch.ts'

const counts = test.macro((t, call: Call, retransmissions: number, copies: number) => {
  const [verdict, ...more] = watch(call.packets)
  t.like(verdict, { retransmissions, copies })
  t.deepEqual(more, [])
})

const TWO: readonly Agent[] = [{ id: 1 }, { id: 2 }]

test('what is sent once is counted once', counts, new Call().register(0).answer(0.1, 200), 0, 0)
test('the same within 200 ms is a copy', counts, new Call().register(0).again(0.19).answer(0.3, 200), 0, 1)
test('the same after 200 ms is a retransmission', counts, new Call().register(0).again(0.21).answer(0.3, 200), 1, 0)
test('T1 doubles: three retransmissions', counts, new Call().register(0).again(0.5).again(1.5).again(3.5).answer(3.6, 200), 3, 0)
test('retransmissions of an answered challenge count as well', counts, again(new Call()), 2, 0)
test('a second agent makes copies', counts, new Call({ agents: TWO }).register(0).answer(0.1, 200), 0, 2)
test('of several agents the largest count holds, not the sum', counts, unequal(), 3, 2)
test('retransmissions are those of the UE, not of the hops behind it', counts, deep(), 1, 0)
test('an agent that captures everything twice adds copies alone', counts, again(new Call({ agents: [{ id: 1 }, { id: 1 }] })), 2, 6)
test(
  'without packet times arrival tells copies from retransmissions',
  counts,
  new Call({ agents: [{ id: 1, timeless: true }] }).register(0).again(0.05).again(0.5).answer(0.6, 200),
  1,
  1,
)
test('a phone that sends without end is counted up to a bound', (t) => {
  const call = new Call().register(0)
  for (let second = 1; second <= 300; second++) call.again(second / 4)
  const [verdict, ...more] = watch(call.packets)
  t.true((verdict?.retransmissions ?? 0) >= 11 && (verdict?.retransmissions ?? 0) < 64)
  t.is((verdict?.retransmissions ?? 0) + (verdict?.copies ?? 0), 300)
  t.deepEqual(more, [])
})

test('copies are told with one attempt of the call only', (t) => {
  const call = new Call().register(0).again(0.05).answer(0.1, 403).register(2).answer(2.1, 403)
  t.deepEqual(
    watch(call.packets).map(({ copies }) => copies),
    [1, 0],
  )
})

function again(call: Call): Call {
  return call.register(0).again(0.5).challenge(0.6, 'n1').register(0.7, { nonce: 'n1' }).again(1.2).answer(1.3, 200)
}

function unequal(): Call {
  const one = [{ id: 1 }]
  return new Call().register(0, { agents: TWO }).again(0.5).again(1.5, one).again(3.5, one).answer(3.6, 200)
}

function deep(): Call {
  const outer = { cseq: 1, legs: [1] }
  const call = new Call({ path: [UE, PROXY, REGISTRAR] }).register(0, outer).again(0.5)
  return call
    .register(0.01, { cseq: 1, legs: [2] })
    .again(0.51)
    .again(1.51)
    .answer(1.6, 200)
}
