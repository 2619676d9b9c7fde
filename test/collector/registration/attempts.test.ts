import test from 'ava'
import { Call, digest } from '../../scenario.ts'
import { saidOf, watch } from '../../watch.ts'

const becomes = test.macro((t, call: Call, ...said: readonly string[]) => {
  t.deepEqual(saidOf(call.packets), said)
})

const STALE = { headers: [`WWW-Authenticate: ${digest('n2', ', stale=true')}`] }
const SECURITY = { headers: ['Require: sec-agree', 'Security-Server: digest'] }

test('a REGISTER that is accepted at once is a success', becomes, new Call().register(0).answer(0.1, 200), 'success 200')
test('a challenge and its answer are one success', becomes, challenged().answer(0.3, 200), 'success 200')
test('a refusal of the answer is one failure', becomes, challenged().answer(0.3, 403), 'failure 403')
test('a loop of 401 is one failure', becomes, loop(6, 0.5), 'failure 401')
test('a loop that never pauses is judged while it loops', (t) => {
  const [first, ...rest] = watch(loop(50, 3).packets)
  t.like(first, { said: 'failure 401' })
  t.true((first?.at ?? 0) < 120)
  t.is(rest.length, 2)
})
test(
  'a 407 of the proxy, then a 401 of the registrar, are one attempt',
  becomes,
  new Call()
    .register(0)
    .challenge(0.1, 'p1', { proxy: true })
    .register(0.2, { nonce: 'p1', proxy: true })
    .challenge(0.3, 'n1')
    .register(0.4, { nonce: 'n1' })
    .answer(0.5, 200),
  'success 200',
)
test(
  'a stale nonce that is renewed is no failure',
  becomes,
  challenged().answer(0.3, 401, STALE).register(0.4, { nonce: 'n2' }).answer(0.5, 200),
  'success 200',
)
for (const status of [301, 302, 305, 420, 421, 423, 439, 494]) {
  test(
    `a ${status} after which the UE comes back at once is part of the attempt`,
    becomes,
    new Call().register(0).answer(0.1, status, SECURITY).register(0.2).answer(0.3, 200),
    'success 200',
  )
}
test('a 423 after which the UE gives up is a failure', becomes, new Call().register(0).answer(0.1, 423), 'failure 423')
test('a 302 leads elsewhere, and the registrar is still the node that was asked first', (t) => {
  const call = new Call().register(0).answer(0.1, 302)
  const [verdict, ...more] = watch(call.register(0.2, { path: ['192.0.2.10:5060', '203.0.113.9:5060'] }).answer(0.3, 200).packets)
  t.like(verdict, { said: 'success 200', registrar: '198.51.100.3', origin: '203.0.113.9' })
  t.deepEqual(more, [])
})
test(
  'a refresh on the same Call-ID is an attempt of its own',
  becomes,
  challenged().answer(0.3, 200).register(600).answer(600.1, 200),
  'success 200',
  'success 200',
)
test(
  'a refresh a second after a success is an attempt of its own',
  becomes,
  challenged().answer(0.3, 200).register(1.3).answer(1.4, 403),
  'success 200',
  'failure 403',
)
test(
  'a refusal that is not to be mended, and the next try, are two attempts',
  becomes,
  new Call().register(0).answer(0.1, 403).register(2).answer(2.1, 403),
  'failure 403',
  'failure 403',
)
test(
  'a digest answer that takes ten seconds belongs to its challenge',
  becomes,
  new Call().register(0).challenge(0.1, 'n1').register(10, { nonce: 'n1' }).answer(10.1, 200),
  'success 200',
)
test(
  'cached credentials that are challenged anew are one attempt',
  becomes,
  new Call().register(0, { nonce: 'old' }).challenge(0.1, 'n1').register(0.2, { nonce: 'n1' }).answer(0.3, 200),
  'success 200',
)
test(
  'a request whose challenge was not captured and its answer are one attempt',
  becomes,
  new Call().register(0).register(0.2, { nonce: 'n1' }).answer(0.3, 200),
  'success 200',
)
test(
  'after two answers in vain, a REGISTER five seconds later is a new attempt',
  becomes,
  vain(0.5).register(5.7, { nonce: 'n3' }).answer(5.8, 200),
  'success 200',
  'failure 401',
)
test(
  'a UA that counts its CSeq from 1 again after the call was forgotten is followed',
  becomes,
  new Call().register(0, { branch: 'a' }).answer(0.1, 200).register(60, { cseq: 1, branch: 'b' }).answer(60.1, 200),
  'success 200',
  'success 200',
)

// attempt-split.ts, attemptEnd: `answered` is brought up to date only after `continues` has been asked about the round that was answered in vain.
test(
  'after one answer in vain, a REGISTER six seconds later is a new attempt',
  becomes,
  challenged().challenge(0.3, 'n2').register(6.3, { nonce: 'n2' }).answer(6.4, 200),
  'success 200',
  'failure 401',
)
// attempt-split.ts, attemptEnd: LONGEST_LOOP_SECONDS (64) also cuts a single pause that is shorter than reg-await-auth.
test('an AKA answer that takes a hundred seconds belongs to its challenge', becomes, aka(100), 'success 200')
// tracker.ts, #isLate: whatever answers a request with a CSeq of a told attempt is late, also when the request was let in as a new one.
test(
  'a UA that counts its CSeq from 1 again fifteen seconds later is followed',
  becomes,
  challenged()
    .answer(0.3, 200)
    .register(15, { cseq: 1, branch: 'again-1' })
    .challenge(15.1, 'n2')
    .register(15.2, { cseq: 2, branch: 'again-2', nonce: 'n2' })
    .answer(15.3, 200),
  'success 200',
  'success 200',
)
test(
  'a UA that never changes its CSeq is followed',
  becomes,
  new Call().register(0, { cseq: 1, branch: 'a' }).answer(0.1, 200).register(20, { cseq: 1, branch: 'b' }).answer(20.1, 200),
  'success 200',
  'success 200',
)
// fingerprint.ts, credentialsOf: equal values cancel each other out (xor), and the request looks as if it had no credentials.
test(
  'an answer that says the same in two headers is an answer',
  becomes,
  new Call()
    .register(0)
    .challenge(0.1, 'n1')
    .register(10, {
      nonce: 'n1',
      headers: [
        'Authorization: Digest username="alice", realm="example.com", nonce="n1", uri="sip:example.com", response="5ec0d1e5ec0d1e5ec0d1e5ec0d1e5ec0", algorithm=MD5',
      ],
    })
    .answer(10.1, 200),
  'success 200',
)

function challenged(): Call {
  return new Call().register(0).challenge(0.1, 'n1').register(0.2, { nonce: 'n1' })
}

function vain(at: number): Call {
  return challenged()
    .challenge(0.3, 'n2')
    .register(at, { nonce: 'n2' })
    .challenge(at + 0.1, 'n3')
}

function loop(rounds: number, gap: number): Call {
  const call = new Call().register(0).challenge(0.05, 'n0')
  for (let round = 1; round < rounds; round++)
    call.register(round * gap, { nonce: `n${round - 1}` }).challenge(round * gap + 0.05, `n${round}`)
  return call
}

function aka(at: number): Call {
  return new Call()
    .register(0, { headers: ['Security-Client: ipsec-3gpp;alg=hmac-sha-1-96'] })
    .challenge(0.1, 'n1', { headers: ['Security-Server: ipsec-3gpp;alg=hmac-sha-1-96'] })
    .register(at, { nonce: 'n1' })
    .answer(at + 0.1, 200)
}
