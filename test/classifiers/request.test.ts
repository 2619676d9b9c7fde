import test from 'ava'
import { ims } from './attempt.ts'
import { finds, found } from './finds.ts'

for (const line of [
  '413 Request Entity Too Large',
  '414 Request-URI Too Long',
  '415 Unsupported Media Type',
  '416 Unsupported URI Scheme',
  '484 Address Incomplete',
  '485 Ambiguous',
  '505 Version Not Supported',
  '513 Message Too Large',
]) {
  test(line, finds, [{ got: line }], {}, 'request/malformed definite')
}
for (const line of [
  '400 Bad Request',
  '406 Not Acceptable',
  '482 Loop Detected',
  '483 Too Many Hops',
  '501 Not Implemented',
  '405 Method Not Allowed',
])
  test(line, finds, [{ got: line }], {}, 'request/malformed likely')
for (const line of [
  '423 Interval Too Brief',
  '439 First Hop Lacks Outbound Support',
  '430 Flow Failed',
  '555 Push Notification Service Not Supported',
]) {
  test(line, finds, [{ got: line }], {}, 'request/unsupported definite')
}
test('400 in an IMS', finds, [{ got: '400 Bad Request' }], ims, 'request/malformed likely')
test('405 of a CSCF', finds, [{ got: '405 Method Not Allowed' }], ims, 'acl/topology likely')
test('402', finds, [{ got: '402 Payment Required' }], {}, 'barring/suspended definite')
test('481', finds, [{ got: '481 Call/Transaction Does Not Exist' }], {}, 'request/binding_conflict definite')
test('410', finds, [{ got: '410 Gone' }], {}, 'credentials/unknown_user ambiguous')
test('603', finds, [{ got: '603 Decline' }], {}, 'acl/client_policy likely')
for (const [line, expected] of [
  ['409 Conflict', 'request/binding_conflict likely'],
  ['412 Conditional Request Failed', 'request/binding_conflict likely'],
  ['428 Use Identity Header', 'request/unsupported likely'],
  ['438 Invalid Identity Header', 'request/malformed likely'],
  ['488 Not Acceptable Here', 'request/unsupported likely'],
  ['429 Provide Referrer Identity', 'unknown/unclassified ambiguous'],
  ['429 Calm down', 'overload/unavailable ambiguous'],
  ['477 Unfortunately error on sending to next hop occurred (477/SL)', 'server/no_response likely'],
  ['478 Unresolvable destination (478/SL)', 'server/core_routing likely'],
  ['479 Bad URI (479/SL)', 'request/malformed likely'],
  ['607 Unwanted', 'unknown/unclassified ambiguous'],
] as const) {
  test(line, finds, [{ got: line }], {}, expected)
}
test('604', finds, [{ got: '604 Does Not Exist Anywhere' }], {}, 'credentials/unknown_user likely')
test('606', finds, [{ got: '606 Not Acceptable' }], {}, 'unknown/unclassified ambiguous')
test('300 not followed', finds, [{ got: '300 Multiple Choices' }], {}, 'request/unsupported ambiguous')
test('380 not followed', finds, [{ got: '380 Alternative Service' }], ims, 'request/unsupported ambiguous')
test('305 not followed', finds, [{ got: '305 Use Proxy' }], {}, 'request/unsupported ambiguous')
test(
  'CSeq out of order, in a header',
  finds,
  [{ got: '400 Bad Request', response: { registrarError: 'Invalid CSeq number' } }],
  {},
  'request/binding_conflict definite',
)
test('CSeq out of order, in words', finds, [{ got: '500 CSeq is Out of Order' }], {}, 'request/binding_conflict definite')
test(
  'Contact not parsed',
  finds,
  [{ got: '400 Bad Request', response: { registrarError: 'Contact parse error' } }],
  {},
  'request/malformed definite',
)

// Session Initiation Protocol (SIP) Parameters, IANA: what refuses. Those left out here belong to calls or say nothing of a REGISTER.
const registered = [
  // Of RFC 2543, and still said
  409, 411,
  // Of today

  300, 301, 302, 305, 380, 400, 401, 402, 403, 404, 405, 406, 407, 408, 410, 412, 413, 414, 415, 416, 417, 420, 421, 422, 423, 424, 428,
  430, 436, 437, 438, 439, 480, 481, 482, 483, 484, 485, 488, 491, 493, 494, 500, 501, 502, 503, 504, 505, 513, 555, 580, 603, 604,
]
for (const code of registered) {
  test(`${code}, without a word, has a cause`, (t) => {
    t.false(found([{ got: `${code}` }], {}).startsWith('unknown/'))
  })
}
