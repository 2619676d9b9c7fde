import test from 'ava'
import { akaChallenge, ims, type Sketch } from './attempt.ts'
import { finds } from './finds.ts'

const asked: Sketch = { got: '401 Unauthorized' }

const repeated: Sketch = { round: { retransmissions: 6 } }
const answersOthers = { history: { nodeAnswers: 'yes' } } as const
const servesNeighbours = { population: { neighboursSince: 'yes' } } as const

test('silence, node answers others', finds, [repeated], answersOthers, 'server/no_response likely')
test('silence, node answers the neighbours', finds, [repeated], { ...answersOthers, ...servesNeighbours }, 'server/no_response definite')
test('silence, the neighbours are answered', finds, [repeated], servesNeighbours, 'server/no_response likely')
// A client repeats over UDP what is not answered: here the capture may have lost the answer.
test('silence, sent once, node answers others', finds, [{}], answersOthers, 'server/no_response ambiguous')
test(
  'silence, sent once, node answers the neighbours',
  finds,
  [{}],
  { ...answersOthers, ...servesNeighbours },
  'server/no_response ambiguous',
)
// Over TCP nothing is repeated (RFC 3261 §17.1.2.2), and nothing shows that the client waits.
const tcp = { transport: 'tcp' } as const
test('silence over TCP, node answers others', finds, [{}], { ...tcp, ...answersOthers }, 'server/no_response likely')
test(
  'silence over TCP, node answers the neighbours',
  finds,
  [{}],
  { ...tcp, ...answersOthers, ...servesNeighbours },
  'server/no_response likely',
)
test('silence, though a node behind accepted it', finds, [{ late: '200 OK', round: { forwarded: true } }], { transport: 'tcp' }, 'blind')
test(
  'silence, and a node behind accepted it when the UE had given up',
  finds,
  [{ late: '200 OK', round: { forwarded: true, lateAwaited: false } }],
  { transport: 'tcp' },
  'server/no_response ambiguous',
)
test(
  'the same, sent again',
  finds,
  [{ late: '200 OK', round: { forwarded: true, retransmissions: 1 } }],
  {},
  'server/no_response ambiguous',
)
test(
  'silence, though a node behind redirected it',
  finds,
  [{ late: '302 Moved Temporarily', round: { forwarded: true } }],
  {},
  'server/no_response ambiguous',
)
test('the answer to a challenge that was not captured', finds, [{}, { sent: 'answer' }], {}, 'blind')
test(
  'the same, sent again for want of an answer',
  finds,
  [{}, { sent: 'answer', round: { retransmissions: 2 } }],
  {},
  'server/no_response ambiguous',
)
test('the same, at the third request', finds, [{}, {}, { sent: 'answer' }], {}, 'blind')
test('the same, of a 407', finds, [{}, { proxy: true }], {}, 'blind')
test('cached credentials, no answer', finds, [{ sent: 'cached' }, { sent: 'cached' }], {}, 'server/no_response ambiguous')
for (const got of ['480 Temporarily Unavailable', '500 Server Internal Error', '502 Bad Gateway', '503 Service Unavailable']) {
  test(`${got}, passed on, and nothing came`, finds, [{ got, round: { forwarded: true } }], {}, 'server/no_response likely')
  test(
    `${got}, passed on, everyone`,
    finds,
    [{ got, round: { forwarded: true } }],
    { population: { nodeWide: 'yes' } },
    'server/no_response likely',
  )
}
test(
  '503, passed on, and the next node says so',
  finds,
  [{ got: '503 Service Unavailable', decision: '503 Service Unavailable' }],
  {},
  'overload/unavailable likely',
)
test('silence after a challenge', finds, [asked, { sent: 'answer' }], {}, 'server/no_response ambiguous')
test('408', finds, [{ got: '408 Request Timeout' }], {}, 'server/no_response likely')
test('408, passed on in sight', finds, [{ got: '408 Request Timeout', round: { forwarded: true } }], {}, 'server/no_response definite')
test(
  '504 in an IMS, passed on in sight',
  finds,
  [{ got: '504 Server Time-out', round: { forwarded: true } }],
  ims,
  'server/no_response likely',
)
test(
  '408 of an S-CSCF waits for another',
  finds,
  [{ got: '408 Request Timeout', response: { role: 'scscf' } }],
  ims,
  'server/no_response likely',
)
test('504 of an S-CSCF', finds, [{ got: '504 Server Time-out', response: { role: 'scscf' } }], ims, 'server/hss likely')
test(
  '504, and what the S-CSCF says too late decides nothing',
  finds,
  [{ got: '504 Server Time-out', late: '480 Temporarily unavailable - TimeOut in MAR/A HSS' }],
  ims,
  'server/no_response likely',
)
test(
  '408, passed on in sight, and answered too late',
  finds,
  [{ got: '408 Request Timeout', late: '200 OK', round: { forwarded: true } }],
  {},
  'server/no_response definite',
)
test('504, and a 401 comes too late', finds, [{ got: '504 Server Time-out', late: '401 Unauthorized' }], ims, 'server/no_response likely')
test(
  '504 with a Diameter result',
  finds,
  [{ got: '504 Server Time-out', response: { texts: ['Diameter;cause=3002;text="UNABLE_TO_DELIVER"'] } }],
  ims,
  'server/hss likely',
)
test('480 in an IMS', finds, [{ got: '480 Temporarily Unavailable' }], ims, 'server/hss likely')
test('480 elsewhere', finds, [{ got: '480 Temporarily Unavailable' }], {}, 'server/internal ambiguous')
test(
  '480 with Retry-After elsewhere',
  finds,
  [{ got: '480 Temporarily Unavailable', response: { retryAfter: 60 } }],
  {},
  'overload/unavailable ambiguous',
)
test('600 in an IMS', finds, [{ got: '600 Busy Everywhere' }], ims, 'server/core_routing likely')
test('600 elsewhere', finds, [{ got: '600 Busy Everywhere' }], {}, 'unknown/unclassified ambiguous')
test('500', finds, [{ got: '500 Server Internal Error' }], {}, 'server/internal likely')
test(
  '500 of the I-CSCF, 503 of the S-CSCF',
  finds,
  [{ got: '500 Server error on UAR select next S-CSCF', decision: '503 Server overloaded' }],
  ims,
  'overload/unavailable likely',
)
test('500 of the I-CSCF alone', finds, [{ got: '500 Server error on UAR select next S-CSCF' }], ims, 'server/internal likely')
test(
  '200 from the core, refused by the edge',
  finds,
  [{ got: '500 Server Internal Error', decision: '200 OK' }],
  ims,
  'server/internal likely',
)
test('SAR failed', finds, [{ got: '500 Server Internal Error', response: { registrarError: 'SAR failed' } }], ims, 'server/hss likely')
test(
  'usrloc',
  finds,
  [{ got: '500 Server Internal Error', response: { registrarError: 'usrloc_record_get() failed' } }],
  {},
  'server/internal definite',
)

test('401 without a challenge', finds, [{ got: '401 Unauthorized', challenge: [] }], {}, 'server/bad_challenge likely')
test(
  '401 with a challenge for a proxy',
  finds,
  [{ got: '401 Unauthorized', challenge: { proxy: true } }],
  {},
  'server/bad_challenge likely',
)
test('no nonce', finds, [{ got: '401 Unauthorized', challenge: { nonce: 0, nonceLength: 0 } }], {}, 'server/bad_challenge likely')
test('no realm', finds, [{ got: '401 Unauthorized', challenge: { realm: '' } }], {}, 'server/bad_challenge likely')
test('Basic, not answered', finds, [{ got: '401 Unauthorized', challenge: { scheme: 'Basic' } }], {}, 'server/bad_challenge likely')
test(
  'Bearer beside Digest',
  finds,
  [{ got: '401 Unauthorized', challenge: [{ scheme: 'Bearer' }, {}] }],
  {},
  'credentials/challenge_unanswered ambiguous',
)
test(
  'Basic, answered',
  finds,
  [
    { got: '401 Unauthorized', challenge: { scheme: 'Basic' } },
    { sent: 'answer', got: '401 Unauthorized', challenge: { scheme: 'Basic' } },
  ],
  {},
  'credentials/unspecified ambiguous',
)
test(
  'nonce of 20 bytes for AKA',
  finds,
  [{ got: '401 Unauthorized', challenge: { algorithm: 'AKAv1-MD5', nonceLength: 28 } }],
  ims,
  'server/bad_challenge likely',
)
test(
  'nonce of 32 bytes for AKA',
  finds,
  [{ got: '401 Unauthorized', challenge: { algorithm: 'AKAv1-MD5', nonceLength: 43 } }],
  ims,
  'credentials/challenge_unanswered ambiguous',
)
const useless: Sketch = { got: '407 Proxy Authentication Required', challenge: { nonce: 0 } }
test(
  '407 without a nonce, answered with Authorization alone',
  finds,
  [useless, { ...useless, sent: 'answer' }],
  {},
  'server/bad_challenge likely',
)
test(
  'no Security-Server to an offer, though SIP digest is asked for beside AKA',
  finds,
  [{ ...akaChallenge, response: {}, challenge: [{ algorithm: 'AKAv1-MD5', nonceLength: 44 }, { algorithm: 'MD5' }] }],
  ims,
  'server/bad_challenge likely',
)
test(
  'a proxy that asks for AKA has no association to offer',
  finds,
  [{ ...akaChallenge, got: '407 Proxy Authentication Required', response: {} }],
  ims,
  'proxy_auth/unanswered definite',
)
test('503 with other words than its own in a 500', finds, [{ got: '500 Directory Service Unavailable' }], {}, 'server/internal likely')
test('a 500 that goes on after the words of 503', finds, [{ got: '500 Service Unavailable Here' }], {}, 'server/internal likely')
