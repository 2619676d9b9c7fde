import test from 'ava'
import { ims } from '../attempt.ts'
import { asked, says } from './says.ts'

test(
  'silence',
  says,
  [{}],
  {},
  'server/no_response ambiguous',
  'no reply to the REGISTER',
  'answers of this node to others would tell a dead path from a one-way capture',
)
test(
  'silence after a challenge, sent four times',
  says,
  [asked, { sent: 'answer', round: { retransmissions: 3 } }],
  {},
  'server/no_response ambiguous',
  'no reply to the last REGISTER, sent 4 times',
  'answers of this node to others would tell a dead path from a one-way capture',
)
test(
  'silence of two nodes',
  says,
  [{ round: { forwarded: true } }],
  {},
  'server/no_response ambiguous',
  'no reply to the REGISTER; it was passed on, and the next node was not seen to answer either',
  'answers of this node to others would tell a dead path from a one-way capture',
)
test(
  'silence, though a node behind had answered',
  says,
  [{ late: '403 Forbidden', round: { forwarded: true, retransmissions: 1 } }],
  {},
  'server/no_response ambiguous',
  "no reply to the REGISTER, sent 2 times, though a node behind said 403 'Forbidden': that was not seen to be passed on",
  'answers of this node to others would tell a dead path from a one-way capture',
)
test(
  'silence to a banned source',
  says,
  [{}],
  { population: { banPattern: 'yes' } },
  'acl/source_ip likely',
  'no reply any more to this source',
  'its source was refused often just before; others are answered',
)
test(
  'silence in a storm',
  says,
  [{}],
  { population: { expiryWave: 'yes' } },
  'overload/unavailable likely',
  'no reply to the REGISTER',
  'many more users than before come to that node',
)
test(
  'silence, others of the source are answered',
  says,
  [{}],
  { population: { neighboursSince: 'yes' } },
  'server/no_response ambiguous',
  'no reply to the REGISTER',
  'other users of this source got through since',
  'it was sent once, and over UDP a client repeats what is not answered: the capture may lack the answer',
)
test(
  'silence, others of the source are answered by this node',
  says,
  [{ round: { retransmissions: 1 } }],
  { population: { neighboursSince: 'yes' }, history: { nodeAnswers: 'yes' } },
  'server/no_response definite',
  'no reply to the REGISTER, sent 2 times',
  'other users of this source got through since',
)
test(
  'silence, others are answered',
  says,
  [{}],
  { history: { nodeAnswers: 'yes' } },
  'server/no_response ambiguous',
  'no reply to the REGISTER',
  'the same node answers others',
  'it was sent once, and over UDP a client repeats what is not answered: the capture may lack the answer',
)
test(
  '408, a late answer',
  says,
  [{ got: '408 Request Timeout', late: '403 Forbidden' }],
  {},
  'server/no_response likely',
  "408 'Request Timeout', before any challenge",
  "a deeper node answered too late: 403 'Forbidden'",
)
test(
  '408 after it was passed on',
  says,
  [{ got: '408 Request Timeout', round: { forwarded: true } }],
  {},
  'server/no_response definite',
  "408 'Request Timeout', before any challenge",
  'it was passed on, and the next node did not answer in time',
)
test(
  '408 after it was passed on, in an IMS',
  says,
  [{ got: '408 Request Timeout', round: { forwarded: true } }],
  ims,
  'server/no_response likely',
  "408 'Request Timeout', before any challenge",
)
test(
  '408 to a banned source',
  says,
  [{ got: '408 Request Timeout' }],
  { population: { banPattern: 'yes' } },
  'acl/source_ip likely',
  "408 'Request Timeout', before any challenge",
  'its source was refused often just before; others are answered',
)
test(
  '504 from the S-CSCF',
  says,
  [{ got: '504 Server Time-out', response: { role: 'scscf' } }],
  ims,
  'server/hss likely',
  "504 'Server Time-out' from the S-CSCF, before any challenge",
)
test(
  '504 from a P-CSCF',
  says,
  [{ got: '504 Server Time-out', response: { role: 'pcscf' } }],
  ims,
  'server/no_response likely',
  "504 'Server Time-out' from the P-CSCF, before any challenge",
)
test(
  '503',
  says,
  [{ got: '503 Service Unavailable', response: { retryAfter: 5 } }],
  {},
  'overload/unavailable likely',
  "503 'Service Unavailable', before any challenge",
  'Retry-After: 5',
  'if other sources are served meanwhile, this one may be blocked, or a part of all requests be refused',
)
test(
  '503 to everyone',
  says,
  [{ got: '503 Service Unavailable', response: { retryAfter: 5 } }],
  { population: { nodeWide: 'yes' } },
  'overload/unavailable definite',
  "503 'Service Unavailable', before any challenge",
  'most users fail at that node',
  'Retry-After: 5',
)
test(
  '503 in a storm',
  says,
  [{ got: '503 Service Unavailable' }],
  { population: { expiryWave: 'yes' } },
  'overload/unavailable likely',
  "503 'Service Unavailable', before any challenge",
  'many more users than before come to that node',
)
test(
  '503 to one source',
  says,
  [{ got: '503 Service Unavailable' }],
  { population: { sourceWide: 'yes' } },
  'acl/source_ip likely',
  "503 'Service Unavailable', before any challenge",
  'every user of this source is refused, other sources are served',
)
test(
  '503 passed on',
  says,
  [{ got: '503 Service Unavailable', late: '200 OK', round: { forwarded: true } }],
  {},
  'server/no_response likely',
  "503 'Service Unavailable', before any challenge",
  "a deeper node answered too late: 200 'OK'",
  'it was passed on, and the next node was not seen to answer in time',
)
test(
  '480 with Retry-After',
  says,
  [{ got: '480 Temporarily Unavailable', response: { retryAfter: 0 } }],
  {},
  'overload/unavailable ambiguous',
  "480 'Temporarily Unavailable', before any challenge",
  'Retry-After: 0',
)
test(
  '480',
  says,
  [{ got: '480 Temporarily Unavailable' }],
  {},
  'server/internal ambiguous',
  "480 'Temporarily Unavailable', before any challenge",
  'on a REGISTER this code has no meaning of its own; the log of that node would tell',
)
test(
  '480 in an IMS',
  says,
  [{ got: '480 Temporarily Unavailable' }],
  ims,
  'server/hss likely',
  "480 'Temporarily Unavailable', before any challenge",
)
test(
  '600 in an IMS',
  says,
  [{ got: '600 Busy Everywhere' }],
  ims,
  'server/core_routing likely',
  "600 'Busy Everywhere', before any challenge",
)
test('600', says, [{ got: '600 Busy Everywhere' }], {}, 'unknown/unclassified ambiguous', "ended in 600 'Busy Everywhere'")
test('500', says, [{ got: '500 Server Internal Error' }], {}, 'server/internal likely', "500 'Server Internal Error', before any challenge")
test(
  '500 of an I-CSCF',
  says,
  [{ got: '500 Server Internal Error', response: { role: 'icscf' } }],
  ims,
  'server/internal likely',
  "500 'Server Internal Error' from the I-CSCF, before any challenge",
  'the leg to the S-CSCF would tell what was behind it',
)
test(
  '500 of an S-CSCF',
  says,
  [{ got: '500 Server Internal Error', response: { role: 'scscf' } }],
  ims,
  'server/internal likely',
  "500 'Server Internal Error' from the S-CSCF, before any challenge",
)
test(
  '500 of an I-CSCF that passed it on',
  says,
  [{ got: '500 Server Internal Error', response: { role: 'icscf' }, round: { forwarded: true } }],
  ims,
  'server/internal likely',
  "500 'Server Internal Error' from the I-CSCF, before any challenge",
)
test('599', says, [{ got: '599 Sorry' }], {}, 'server/internal likely', "599 'Sorry', before any challenge")
test(
  '305',
  says,
  [{ got: '305 X' }],
  {},
  'request/unsupported ambiguous',
  "305 'X', before any challenge",
  'no REGISTER to the new target followed',
)
test(
  '500 with the phrase of a 503',
  says,
  [{ got: '500 Service Unavailable' }],
  {},
  'overload/unavailable likely',
  "500 'Service Unavailable', before any challenge",
  'the phrase is that of 503, of which a proxy makes a 500',
  'if other sources are served meanwhile, this one may be blocked, or a part of all requests be refused',
)
test(
  'the same after credentials',
  says,
  [asked, { sent: 'answer', got: '500 Service Unavailable' }],
  {},
  'overload/unavailable ambiguous',
  "500 'Service Unavailable', after credentials",
  'the phrase is that of 503, of which a proxy makes a 500',
  'a contact limit is another 503 of registrars',
)
