import test from 'ava'
import { Call, PROXY, REGISTRAR, type Agent } from '../../scenario.ts'
import { saidOf, watch } from '../../watch.ts'
import type { CapturedPacket } from '../../replay.ts'

const BEHIND = [PROXY, REGISTRAR]

const becomes = test.macro((t, packets: readonly CapturedPacket[], ...said: readonly string[]) => {
  t.deepEqual(saidOf(packets), said)
})

test('a client that answers under a new Call-ID makes one attempt', becomes, both(asked(), answered()), 'success 200')
test('also when it is refused there', becomes, both(asked(), answered(403)), 'failure 403')
test('also when the answer comes before its challenge', becomes, both(asked(0, 2), answered()), 'success 200')
test('also when all of it comes before the first Call-ID', becomes, both(asked(3, 3), answered()), 'success 200')
test('also when the response comes before the request', becomes, both(asked(), answer(1)), 'success 200')
test(
  'also a third Call-ID',
  becomes,
  both(
    asked(),
    new Call({ callId: 'b' }).register(0.3, { nonce: 'n1' }).challenge(0.4, 'n2'),
    new Call({ callId: 'c' }).register(0.5, { nonce: 'n2' }).answer(0.6, 200),
  ),
  'success 200',
)
test(
  'also where a border controller passes the challenge on under another Call-ID',
  becomes,
  both(
    new Call({ callId: 'outer' }).register(0).challenge(0.15, 'n1').register(0.2, { nonce: 'n1' }).answer(0.5, 200),
    new Call({ callId: 'a', path: BEHIND }).register(0.05).challenge(0.1, 'n1'),
    new Call({ callId: 'b', path: BEHIND }).register(0.3, { nonce: 'n1' }).answer(0.4, 200),
  ),
  'success 200',
  'success 200',
)
test('another user with the same nonce is another attempt', (t) => {
  const other = new Call({ callId: 'b', user: 'bob' }).register(0.3, { nonce: 'n1' }).answer(0.4, 200)
  t.deepEqual(saidOf(both(asked(), other)), ['success 200', 'failure 401'])
})
test('the attempt has the Call-ID and the registrar that it began with', (t) => {
  const [verdict] = watch(both(asked(), answered()))
  t.is(verdict?.detail.callId, 'a')
  t.is(verdict?.detail.ladder.length, 4)
})
test('a user that begins anew without answering closes the old attempt, which then tells of it', (t) => {
  const again = new Call({ callId: 'b' }).register(3).challenge(3.1, 'n2').register(3.2, { nonce: 'n2' }).answer(3.3, 200)
  const [fresh, old] = watch(both(asked(), again))
  t.like(old, { at: 18, said: 'failure 401', finding: 'credentials/challenge_unanswered' })
  t.is(old?.detail.attempt?.history.restarted, 'yes')
  t.like(fresh, { at: 8.3, said: 'success 200' })
})

test('an old attempt that succeeded after all is held like any other: copies of it may be on their way', (t) => {
  const old = new Call({ callId: 'a' }).register(0).challenge(0.1, 'n1').register(3, { nonce: 'n1' }).answer(7, 200)
  const again = new Call({ callId: 'b' }).register(2.5).answer(2.6, 200)
  t.deepEqual(
    watch(both(old, again)).map(({ at, said }) => [at, said]),
    [
      [7.6, 'success 200'],
      [12, 'success 200'],
    ],
  )
})
test('also when the first REGISTER comes after its 401', becomes, both(asked(0.15, 0), answered()), 'success 200')
test('an answer that came before its challenge is told after its hold, not after 32 s', (t) => {
  t.true((watch(both(asked(0, 2), answered()))[0]?.at ?? 99) < 8)
})
// Each Call-ID counts its CSeq by itself: what is told is remembered by both.
for (const [what, again] of [
  [
    'final',
    new Call({ callId: 'b' })
      .register(0.3, { nonce: 'n1' })
      .answer(0.4, 200)
      .again(0.4, [{ id: 2, late: 7 }]),
  ],
  [
    'request',
    new Call({ callId: 'b' })
      .register(0.3, { nonce: 'n1' })
      .again(0.3, [{ id: 2, late: 7 }])
      .answer(0.4, 200),
  ],
] as const) {
  test(`a late copy of the ${what} makes no other attempt`, becomes, both(asked(), again), 'success 200')
}
test('a second Call-ID is followed by itself when the call it was joined to is forgotten', (t) => {
  const again = new Call({ callId: 'b', cseq: 1 }).register(120).answer(120.1, 403)
  t.deepEqual(saidOf(both(asked(), answered(), again)), ['success 200', 'failure 403'])
})
test('a refresh under the second Call-ID is an attempt of its own, and late copies make none', (t) => {
  const call = new Call({ callId: 'b' }).register(0.3, { nonce: 'n1' }).answer(0.4, 200)
  call
    .register(15, { nonce: 'n1' })
    .again(15, [{ id: 2, late: 7 }])
    .answer(15.1, 200)
  t.deepEqual(saidOf(both(asked(), call)), ['success 200', 'success 200'])
})
test('so is a REGISTER under the first one, though its CSeq is lower', (t) => {
  const first = asked()
  first.register(20).challenge(20.1, 'n2').register(20.2, { nonce: 'n2' }).answer(20.3, 403)
  t.deepEqual(saidOf(both(first, answered())), ['success 200', 'failure 403'])
})
test('a client that changes its Call-ID at every refresh makes one attempt each', (t) => {
  const first = new Call({ callId: 'a' })
  const calls = [first]
  for (let refresh = 0; refresh < 300; refresh++) {
    const at = refresh * 20
    first.register(at).challenge(at + 0.1, `n${refresh}`)
    calls.push(new Call({ callId: `b${refresh}` }).register(at + 0.2, { nonce: `n${refresh}` }).answer(at + 0.3, 200))
  }
  const told = saidOf(both(...calls))
  t.deepEqual(new Set(told.slice(0, 255)), new Set(['success 200']))
  t.true(told.length >= 300, 'none is lost')
})
test('two phones of one user behind one address, the first answered after seven seconds', (t) => {
  const first = new Call({ callId: 'a' }).register(0).challenge(0.1, 'n1').register(0.5, { nonce: 'n1' }).answer(7, 200)
  const second = new Call({ callId: 'b' }).register(0.3).challenge(0.4, 'n2').register(0.6, { nonce: 'n2' }).answer(0.7, 200)
  t.deepEqual(saidOf(both(first, second)), ['success 200', 'success 200'])
})

for (const [first, second] of [
  ['192.0.2.10:5060', '192.0.2.11:5060'],
  ['[2001:db8::10]:5060', '[2001:db8::11]:5060'],
] as const) {
  test(`two phones of one user behind a proxy, of which only the far side is captured: ${first}`, (t) => {
    const slow = behind('a', first).register(0).challenge(0.1, 'n1').register(20, { nonce: 'n1' }).answer(20.1, 200)
    const quick = behind('b', second).register(1).challenge(1.1, 'n2').register(1.2, { nonce: 'n2' }).answer(1.3, 200)
    t.deepEqual(saidOf(both(slow, quick)), ['success 200', 'success 200'])
  })
  test(`one phone that begins anew behind a proxy, of which only the far side is captured: ${first}`, (t) => {
    const left = behind('a', first).register(0).challenge(0.1, 'n1')
    const anew = behind('b', first).register(9).challenge(9.1, 'n2').register(9.2, { nonce: 'n2' }).answer(9.3, 200)
    const [success, failure] = watch(both(left, anew))
    t.is(success?.said, 'success 200')
    t.like(failure, { said: 'failure 401', finding: 'credentials/challenge_unanswered', confidence: 'likely' })
  })
}

// The call is looked at for its refresh before the restart has been held.
test('a restart is held before the old attempt is given up', (t) => {
  const refreshed = new Call({ callId: 'a' })
    .register(0)
    .answer(0.1, 200)
    .register(20)
    .challenge(20.1, 'n1')
    .register(25.5, { nonce: 'n1' })
    .answer(25.6, 200)
  const other = new Call({ callId: 'b' }).register(24.9).answer(25, 200)
  t.deepEqual(saidOf(both(refreshed, other)), ['success 200', 'success 200', 'success 200'])
})

function asked(lateRequest = 0, lateChallenge = 0): Call {
  return new Call({ callId: 'a' }).register(0, late(lateRequest)).challenge(0.1, 'n1', late(lateChallenge))
}

function answered(status = 200): Call {
  return new Call({ callId: 'b' }).register(0.3, { nonce: 'n1' }).answer(0.4, status)
}

function answer(lateRequest: number): Call {
  return new Call({ callId: 'b' }).register(0.3, { nonce: 'n1', ...late(lateRequest) }).answer(0.4, 200)
}

function behind(callId: string, phone: string): Call {
  return new Call({ callId, path: [phone, PROXY, REGISTRAR], agents: [{ id: 1, legs: [2] }] })
}

function late(seconds: number): { readonly agents: readonly Agent[] } {
  return { agents: [{ id: 1, late: seconds }] }
}

function both(...calls: readonly Call[]): readonly CapturedPacket[] {
  return calls.flatMap(({ packets }) => packets)
}
