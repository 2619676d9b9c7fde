import test from 'ava'
import { Call, PROXY, REGISTRAR, UE } from '../../scenario.ts'
import { watch, type WatchOptions } from '../../watch.ts'
import type { CapturedPacket } from '../../replay.ts'

const ends = test.macro((t, packets: readonly CapturedPacket[], ...said: readonly string[]) => {
  t.deepEqual(ended(packets, 'judge'), said)
})

/** Other traffic, so that the input goes on until then. */
const until = (seconds: number, agent = 1) =>
  new Call({ callId: 'other', user: 'bob', agents: [{ id: agent }] }).register(seconds - 0.1).answer(seconds, 200).packets

test('a REGISTER shortly before the end is pending', ends, new Call().register(0).packets, 'pending none')
test('also an answer to a challenge', ends, answered().packets, 'pending 401')
test(
  'also while other traffic went on for less than 3 s',
  ends,
  [...new Call().register(0).packets, ...until(2.9)],
  'success 200',
  'pending none',
)
test('a REGISTER 3 s before the end is judged', ends, [...new Call().register(0).packets, ...until(3.1)], 'success 200', 'failure none')
test('a REGISTER that was sent again is judged', ends, new Call().register(0).again(0.5).packets, 'failure none')
test('a challenge at the end is judged', ends, new Call().register(0).challenge(0.1, 'n1').packets, 'failure 401')
test('a refusal at the end is judged', ends, new Call().register(0).answer(0.1, 403).packets, 'failure 403')
test(
  'a final on a deeper leg alone is judged',
  ends,
  new Call({ path: [UE, PROXY, REGISTRAR] })
    .register(0)
    .again(0.5)
    .answer(0.1, 403, { legs: [2] }).packets,
  'failure none',
)
test(
  'and is taken for the answer to what was not sent again',
  ends,
  new Call({ path: [UE, PROXY, REGISTRAR] }).register(0).answer(0.1, 403, { legs: [2] }).packets,
  'failure 403',
)
test('a success at the end is told', ends, answered().answer(0.3, 200).packets, 'success 200')
test('everything is told once at the end, whether it was due or not', (t) => {
  const calls = Array.from({ length: 40 }, (_, index) =>
    new Call({ callId: `c${index}`, user: `u${index}` }).register(index).answer(index + 0.1, 403),
  )
  t.is(
    ended(
      calls.flatMap(({ packets }) => packets),
      'judge',
    ).length,
    40,
  )
})

const KEPT: readonly (readonly [string, Call, string])[] = [
  ['a REGISTER without an answer', new Call().register(0), 'pending none'],
  ['one that was sent again', new Call().register(0).again(0.5), 'pending none'],
  ['a challenge', new Call().register(0).challenge(0.1, 'n1'), 'pending 401'],
  ['a refusal', new Call().register(0).answer(0.1, 403), 'failure 403'],
  ['a success', new Call().register(0).answer(0.1, 200), 'success 200'],
]
for (const [what, { packets }, said] of KEPT) {
  test(`kept open at the end: ${what} is ${said}`, (t) => {
    t.deepEqual(ended(packets, 'keep'), [said])
  })
}

test('kept open at the end: a challenge whose user has just begun anew under another Call-ID', (t) => {
  const packets = [
    ...new Call({ callId: 'one' }).register(0).challenge(0.1, 'n1').packets,
    ...new Call({ callId: 'two' }).register(1).packets,
  ]
  t.deepEqual(ended(packets, 'keep'), ['pending 401', 'pending none'])
})

// By the clock of an agent that fell silent it would stand at the end for ever.
test(
  'a REGISTER long before the end is judged, though its agent saw nothing after it',
  ends,
  [...new Call().register(0).packets, ...until(20, 2)],
  'success 200',
  'failure none',
)
test(
  'a REGISTER long before the end is judged, though packets carry no time',
  ends,
  [
    new Call({ agents: [{ id: 1, timeless: true }] }).register(0),
    new Call({ callId: 'other', agents: [{ id: 1, timeless: true }] }).register(20).answer(20.1, 200),
  ].flatMap(({ packets }) => packets),
  'success 200',
  'failure none',
)
test(
  'a REGISTER without a time shortly before the end is pending',
  ends,
  new Call({ agents: [{ id: 1, timeless: true }] }).register(0).packets,
  'pending none',
)

function ended(packets: readonly CapturedPacket[], finish: NonNullable<WatchOptions['finish']>): readonly string[] {
  return watch(packets, { finish }).map(({ said }) => said)
}

function answered(): Call {
  return new Call().register(0).challenge(0.1, 'n1').register(0.2, { nonce: 'n1' })
}
