import test from 'ava'
import { Call, PROXY, REGISTRAR, UE } from '../../scenario.ts'
import { watch, type Watched } from '../../watch.ts'

const SBC = '198.51.100.9:5060'

const tells = test.macro((t, calls: readonly Call[], expected: Partial<Watched>) => {
  const [verdict, ...more] = watch(calls.flatMap(({ packets }) => packets))
  t.like(verdict, expected)
  t.deepEqual(more, [], 'one attempt')
})

// A border controller that keeps the Call-ID, with a Via and a CSeq of its own; of what lies behind it the leg to the registrar alone is captured.
test('what a border controller sends with a CSeq of its own is no round of the phone', tells, loop(6), {
  said: 'failure 401',
  finding: 'credentials/unspecified',
  confidence: 'likely',
  evidence: ['401 again after its nonce was answered, 5 times', 'the server log tells a wrong password from an unknown user'],
  registrar: '198.51.100.9',
})
test('nor is it an attempt, when that of the phone has been told', tells, loop(1, 200), { said: 'success 200', registrar: '198.51.100.9' })
test('nor where a refusal is held', tells, loop(1, 403), { said: 'failure 403', registrar: '198.51.100.9' })

// A proxy answers the challenge of the next one itself, and counts CSeq up for that (RFC 3261 §22.1).
for (const status of [200, 403]) {
  test(`a ${status} to what a proxy sent on with a CSeq of its own belongs to what it sent on`, tells, [own(status, [1, 2])], {
    said: `${status === 200 ? 'success' : 'failure'} ${status}`,
    legs: 2,
    origin: '198.51.100.3',
  })
}
test('that answer was given to the phone, where the capture lost it on its leg', tells, [own(200, [2])], { said: 'success 200', legs: 2 })
test('so was a refusal', tells, [own(403, [2], 'User barred')], { said: 'failure 403', finding: 'barring/identity_barred' })
test('a 407 that nobody was seen to answer, not even behind the proxy, may not have been for the phone', tells, [challenged()], {
  said: 'failure 407',
  finding: 'proxy_auth/unanswered',
  confidence: 'ambiguous',
})
test('no answer to it leaves the phone without one', tells, [own(0, [])], { said: 'failure none', finding: 'server/no_response' })

/** Challenges, each of which is answered, up to a last answer. */
function loop(challenges: number, last = 0): readonly Call[] {
  const outside = new Call({ path: [UE, SBC] })
  const inside = new Call({ path: [SBC, PROXY, REGISTRAR], cseq: 900 })
  const rounds = last === 0 ? challenges : challenges + 1
  for (let round = 0; round < rounds; round++) {
    const at = round * 0.3
    const answers = round === 0 ? {} : { nonce: `n${round - 1}` }
    outside.register(at, answers)
    inside.register(at + 0.05, { ...answers, legs: [2] })
    if (round < challenges) {
      inside.challenge(at + 0.1, `n${round}`, { legs: [2] })
      outside.challenge(at + 0.15, `n${round}`)
    } else {
      inside.answer(at + 0.1, last, { legs: [2] })
      outside.answer(at + 0.15, last)
    }
  }
  return [outside, inside]
}

function challenged(): Call {
  return new Call({ path: [UE, PROXY, REGISTRAR] }).register(0).challenge(0.05, 'p1', { proxy: true, legs: [2] })
}

/** `legs`: where the last answer is seen. */
function own(status: number, legs: readonly number[], phrase?: string): Call {
  const call = challenged()
  call.register(0.06, { proxy: true, nonce: 'p1', branch: 'call-1-1', legs: [2] })
  const wording = phrase === undefined ? {} : { phrase }
  if (legs.includes(2)) call.answer(0.1, status, { ...wording, legs: [2] })
  if (legs.includes(1)) call.register(0, { cseq: 1, legs: [] }).answer(0.11, status, { ...wording, legs: [1] })
  return call
}
