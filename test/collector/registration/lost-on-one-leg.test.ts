import test from 'ava'
import { Call, CORE, PROXY, REGISTRAR, UE, type Agent } from '../../scenario.ts'
import { watch, type Watched } from '../../watch.ts'

const TWO = [UE, PROXY, REGISTRAR]
const THREE = [UE, PROXY, CORE, REGISTRAR]

interface Expected extends Partial<Omit<Watched, 'detail'>> {
  readonly detail?: Partial<Watched['detail']>
}

const tells = test.macro((t, call: Call, expected: Expected) => {
  const [verdict, ...more] = watch(call.packets)
  t.like(verdict, expected)
  t.deepEqual(more, [], 'one attempt')
})

// The REGISTER is lost on the UE's own leg, its answer is not
const PHONE = { callId: 'call-1', aor: 'sip:alice@example.com', source: UE }
const onlyInside = (wording: object = {}) => new Call({ path: TWO }).register(0, { legs: [2], ...wording })
test('a success whose request was lost on the leg of the UE is one', tells, onlyInside().answer(0.1, 200), {
  said: 'success 200',
  legs: 2,
  detail: PHONE,
})
test(
  'so is a refusal after a challenge, of whose requests none was captured there',
  tells,
  onlyInside()
    .challenge(0.1, 'n1')
    .register(0.2, { nonce: 'n1', legs: [2] })
    .answer(0.3, 403),
  { said: 'failure 403', finding: 'credentials/wrong_password', legs: 2, detail: PHONE },
)
test(
  'and a de-registration that is refused: what the next leg carried tells what was asked for',
  tells,
  onlyInside({ expires: 0 }).answer(0.1, 403),
  { said: 'deregistration 403', legs: 2, detail: PHONE },
)
test('it is one also where the leg of the UE comes late', tells, lateOutside(), { said: 'success 200', legs: 2, detail: PHONE })
test(
  'the same request is late once its answer has been told',
  tells,
  new Call({ path: TWO })
    .register(0, { legs: [1], agents: [{ id: 1, late: 8 }] })
    .register(0, { cseq: 1, legs: [2] })
    .answer(0.1, 200),
  { said: 'success 200' },
)

// The answer is lost there
for (const late of [0, 3]) {
  const agents: readonly Agent[] = [
    { id: 1, legs: [1] },
    { id: 2, legs: [1], late },
    { id: 3, legs: [2] },
  ]
  test(
    `what a second agent saw of a request, ${late} s late, was not sent again`,
    tells,
    new Call({ path: TWO, agents }).register(0).answer(0.1, 200, { legs: [2] }),
    { said: 'success 200', retransmissions: 0 },
  )
}

const slow = (seconds: number) => new Call({ path: TWO, transport: 'TCP' }).register(0).answer(seconds, 200, { legs: [2] })
test('over TCP nothing tells whether a success of the next leg reached the UE', tells, slow(31), { said: 'blind none' })
test('none reached it that came when the UE had given up', tells, slow(33), {
  said: 'failure none',
  finding: 'server/no_response',
  evidence: [
    "no reply to the REGISTER, though a node behind said 200 'OK': by then the UE had given up",
    'answers of this node to others would tell a dead path from a one-way capture',
  ],
})
const overTcp = () => new Call({ path: TWO, transport: 'TCP' }).register(0).challenge(0.1, 'n1', { legs: [2] })
test('over TCP a challenge that went no further was not given to the UE', tells, overTcp(), {
  said: 'failure none',
  finding: 'server/no_response',
})
test('one that was answered was', tells, overTcp().register(0.2, { nonce: 'n1' }).answer(0.3, 403), {
  said: 'failure 403',
  finding: 'credentials/wrong_password',
})
test('over UDP the UE would have sent its request again', tells, new Call({ path: TWO }).register(0).challenge(0.1, 'n1', { legs: [2] }), {
  said: 'failure 401',
  finding: 'credentials/challenge_unanswered',
})

test('an answer to a request that was seen before and after a NAT inside is counted once', tells, twinsInside(), {
  said: 'success 200',
  copies: 1,
})

function lateOutside(): Call {
  const agents: readonly Agent[] = [
    { id: 1, legs: [1], late: 4, skew: 3600 },
    { id: 2, legs: [2] },
  ]
  return new Call({ path: TWO, agents }).register(0, { legs: [2] }).answer(0.1, 200)
}

/** The leg of the UE hides, and a second agent saw the answer on the next one as well. */
function twinsInside(): Call {
  const call = new Call({ path: THREE }).register(0).challenge(0.1, 'n1')
  const again = { nonce: 'n1', legs: [2], cseq: 2, branch: 'call-1-2' }
  return call
    .register(0.2, again)
    .register(0.2005, { ...again, path: [UE, '10.9.9.9:5060', CORE, REGISTRAR] })
    .answer(0.3, 200, { legs: [2] })
    .again(0.301, [{ id: 2 }])
}
