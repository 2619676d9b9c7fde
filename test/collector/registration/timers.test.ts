import test from 'ava'
import { Call, PROXY, REGISTRAR, UE } from '../../scenario.ts'
import { watch } from '../../watch.ts'

const HOLD = 5
/** What others may redirect waits longer. */
const WATCHED = HOLD + 10
const QUIET = 32
const AKA_QUIET = 240

const toldAt = test.macro((t, call: Call, ...times: readonly number[]) => {
  t.deepEqual(
    watch(call.packets).map(({ at }) => at),
    times,
  )
})

const SECURITY_CLIENT = { headers: ['Security-Client: ipsec-3gpp;alg=hmac-sha-1-96'] }
const SECURITY_SERVER = { headers: ['Security-Server: ipsec-3gpp;alg=hmac-sha-1-96'] }
const AKA_CHALLENGE = {
  headers: ['WWW-Authenticate: Digest realm="ims.example.com", nonce="MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=", algorithm=AKAv1-MD5'],
}

test('silence is told after 32 s and the hold', toldAt, new Call().register(0), QUIET + WATCHED)
test('a digest challenge that stays unanswered as well', toldAt, new Call().register(0).challenge(0.5, 'n1'), 0.5 + QUIET + WATCHED)
test(
  'an AKA challenge after 240 s',
  toldAt,
  new Call().register(0, SECURITY_CLIENT).challenge(0.5, 'n1', SECURITY_SERVER),
  0.5 + AKA_QUIET + HOLD,
)
test('an AKA REGISTER without any answer after 32 s', toldAt, new Call().register(0, SECURITY_CLIENT), QUIET + WATCHED)
test('a success after the hold', toldAt, new Call().register(0).answer(0.2, 200), 0.2 + HOLD)
test('a refusal that has one cause after the hold', toldAt, new Call().register(0).answer(0.2, 423), 0.2 + HOLD)
test('a refusal that others may explain after ten seconds more', toldAt, new Call().register(0).answer(0.2, 403), 0.2 + WATCHED)
test('a final response that takes thirty seconds is waited for', toldAt, new Call().register(0).answer(30, 200), 30 + HOLD)
test("what deeper legs say does not end the wait for the UE's own", toldAt, slowProxy(), 20 + WATCHED)
test(
  'a superseded attempt is told when the next has been held',
  toldAt,
  new Call().register(0).answer(0.1, 403).register(2).answer(2.1, 403),
  2 + WATCHED,
  2.1 + WATCHED,
)
test('a long gap of the input lets every timer run out, in order', (t) => {
  const packets = [...new Call({ callId: 'a' }).register(0).packets, ...new Call({ callId: 'b' }).register(10_000).packets]
  t.deepEqual(
    watch(packets).map(({ detail }) => detail.callId),
    ['a', 'b'],
  )
})

// The request is looked at after its hold, before its final response has been held.
test(
  'a slow answer to a refresh is held like any other',
  toldAt,
  new Call().register(0).answer(0.1, 200).register(20).answer(24.9, 200),
  0.1 + HOLD,
  24.9 + HOLD,
)
test(
  'an AKA challenge without a security agreement after 240 s',
  toldAt,
  new Call().register(0).answer(0.5, 401, AKA_CHALLENGE),
  0.5 + AKA_QUIET + WATCHED,
)
test(
  'an AKA challenge after 240 s, also when its request was captured late',
  toldAt,
  new Call({
    path: [UE, PROXY, REGISTRAR],
    agents: [
      { id: 1, legs: [1] },
      { id: 2, legs: [2], late: 0.5 },
    ],
  })
    .register(0, SECURITY_CLIENT)
    .challenge(0.2, 'n1', { ...SECURITY_SERVER, legs: [1] }),
  0.5 + AKA_QUIET + WATCHED,
)

function slowProxy(): Call {
  return new Call({ path: [UE, PROXY, REGISTRAR] })
    .register(0)
    .answer(0.1, 403, { legs: [2] })
    .answer(20, 403, { legs: [1] })
}
