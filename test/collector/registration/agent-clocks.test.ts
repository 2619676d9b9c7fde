import test from 'ava'
import { ARRIVAL_BY_PACKET } from '../../../collector/source/source.ts'
import { Call, PROXY, REGISTRAR, UE, type Agent } from '../../scenario.ts'
import { watch } from '../../watch.ts'

const HOUR = 3600
const wrong: Readonly<Record<string, Partial<Agent>>> = {
  'an hour ahead': { skew: HOUR },
  'an hour behind': { skew: -HOUR },
  'a day behind': { skew: -24 * HOUR },
  'without a time': { timeless: true },
}

for (const [what, clock] of Object.entries(wrong)) {
  test(`an agent ${what} changes no timer`, (t) => {
    const right = watch(traffic([{ id: 1 }])).map(({ at, said }) => `${at} ${said}`)
    t.deepEqual(
      watch(traffic([{ id: 1, ...clock }])).map(({ at, said }) => `${at} ${said}`),
      right,
    )
  })
  test(`one of two agents ${what} changes neither timers, legs nor origin`, (t) => {
    t.deepEqual(withSecond(clock), withSecond({}))
  })
}

test('durations go by the clock of an agent that saw both ends', (t) => {
  const call = new Call({ agents: [{ id: 1, skew: HOUR }] })
    .register(0)
    .challenge(0.1, 'n1')
    .register(0.2, { nonce: 'n1' })
    .answer(0.75, 200)
  t.is(watch(call.packets)[0]?.seconds, 0.75)
})
test('an agent without a clock gives no duration and no times', (t) => {
  const [verdict] = watch(new Call({ agents: [{ id: 1, timeless: true }] }).register(0).answer(0.75, 200).packets)
  t.is(verdict?.seconds, undefined)
  t.like(verdict?.detail, { start: undefined, end: undefined })
})
test('an agent whose clock goes back tells no duration', (t) => {
  const back = { agents: [{ id: 1, skew: -10 }] }
  t.is(watch(new Call().register(0).answer(0.5, 200, back).packets)[0]?.seconds, undefined)
})
test('a quiet clock that is moved by ticks tells what is due', (t) => {
  t.deepEqual(
    watch(new Call().register(0).packets, { quiet: 48 }).map(({ said }) => said),
    ['failure none'],
  )
  t.deepEqual(watch(new Call().register(0).packets, { quiet: 46 }), [])
})
test('every agent silent for ten minutes: what is open is told in its time, nothing is left, and what comes then is new', (t) => {
  const silent = traffic([{ id: 1 }, { id: 2, skew: HOUR }, { id: 3, skew: -24 * HOUR }])
  const alone = watch(silent).map(({ at, said }) => `${at} ${said}`)
  const again = new Call({ callId: 'silence', user: 'silence', cseq: 1 }).register(600).answer(600.1, 200)
  const told = watch([...silent, ...again.packets]).map(({ at, said }) => `${at} ${said}`)
  t.deepEqual(told, [...alone, '605.1 success 200'])
  t.is(alone.length, 5)
})
test('in a file without arrivals packets without a time take the clock as it is', (t) => {
  const timed = new Call({ callId: 'timed' }).register(0).answer(0.1, 200)
  const timeless = new Call({ callId: 'timeless', agents: [{ id: 2, timeless: true }] }).register(1).answer(1.1, 200)
  const packets = [...timed.packets, ...timeless.packets].map(({ bytes }) => ({ bytes, arrival: ARRIVAL_BY_PACKET }))
  t.deepEqual(
    watch(packets, { finish: 'judge' }).map(({ said }) => said),
    ['success 200', 'success 200'],
  )
})
test('also those that come before the first packet with a time', (t) => {
  const timed = new Call({ callId: 'timed' }).register(0).answer(0.1, 200)
  const timeless = new Call({ callId: 'timeless', agents: [{ id: 2, timeless: true }] }).register(0).answer(0.1, 200)
  const packets = [timeless.packets[0], timed.packets[0], timeless.packets[1], timed.packets[1]].flatMap((packet) =>
    packet === undefined ? [] : [{ bytes: packet.bytes, arrival: ARRIVAL_BY_PACKET }],
  )
  t.deepEqual(
    watch(packets, { finish: 'judge' }).map(({ said }) => said),
    ['success 200', 'success 200'],
  )
})

/** What is told where a second agent sees the second leg. */
function withSecond(second: Partial<Agent>) {
  const agents = [
    { id: 1, legs: [1] },
    { id: 2, legs: [2], ...second },
  ]
  return watch(traffic(agents)).map(({ at, said, legs, origin, registrar }) => ({ at, said, legs, origin, registrar }))
}

/** A success, a loop, a refusal, a silence and a challenge unanswered, each of a user of its own. */
function traffic(agents: readonly Agent[]) {
  const of = (callId: string) => new Call({ callId, user: callId, agents, path: [UE, PROXY, REGISTRAR] })
  return [
    of('success').register(0).challenge(0.1, 'n1').register(0.2, { nonce: 'n1' }).answer(0.3, 200),
    of('loop')
      .register(1)
      .challenge(1.1, 'n2')
      .register(1.5, { nonce: 'n2' })
      .challenge(1.6, 'n3')
      .register(2, { nonce: 'n3' })
      .challenge(2.1, 'n4'),
    of('refusal').register(3).answer(3.2, 403),
    of('silence').register(4).again(4.5).again(5.5),
    of('challenged').register(6).challenge(6.1, 'n5'),
  ].flatMap(({ packets }) => packets)
}
