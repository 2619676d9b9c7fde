import test from 'ava'
import { says } from './says.ts'

test('400', says, [{ got: '400 X' }], {}, 'request/malformed likely', "400 'X', before any challenge")
test('405', says, [{ got: '405 X' }], {}, 'request/malformed likely', "405 'X', before any challenge", 'this node takes no REGISTER')
test('409', says, [{ got: '409 X' }], {}, 'request/binding_conflict likely', "409 'X', before any challenge")
test('410', says, [{ got: '410 X' }], {}, 'credentials/unknown_user ambiguous', "410 'X', before any challenge")
test('412', says, [{ got: '412 X' }], {}, 'request/binding_conflict likely', "412 'X', before any challenge")
test('416', says, [{ got: '416 X' }], {}, 'request/malformed definite', "416 'X', before any challenge")
test('421', says, [{ got: '421 X' }], {}, 'request/unsupported definite', "421 'X', before any challenge")
test('423', says, [{ got: '423 X' }], {}, 'request/unsupported definite', "423 'X', before any challenge")
test(
  '429',
  says,
  [{ got: '429 X' }],
  {},
  'overload/unavailable ambiguous',
  "429 'X', before any challenge",
  'HTTP has this code for too many requests',
)
test('439', says, [{ got: '439 X' }], {}, 'request/unsupported definite', "439 'X', before any challenge")
test(
  '477',
  says,
  [{ got: '477 X' }],
  {},
  'server/no_response likely',
  "477 'X', before any challenge",
  'a proxy could not send it to the next hop',
)
test(
  '478',
  says,
  [{ got: '478 X' }],
  {},
  'server/core_routing likely',
  "478 'X', before any challenge",
  'a proxy could not resolve the next hop',
)
test('481', says, [{ got: '481 X' }], {}, 'request/binding_conflict definite', "481 'X', before any challenge")
test('488', says, [{ got: '488 X' }], {}, 'request/unsupported likely', "488 'X', before any challenge")
test('499', says, [{ got: '499 X' }], {}, 'unknown/unclassified ambiguous', "ended in 499 'X'")
test('513', says, [{ got: '513 X' }], {}, 'request/malformed definite', "513 'X', before any challenge")
test('555', says, [{ got: '555 X' }], {}, 'request/unsupported definite', "555 'X', before any challenge")
test('603', says, [{ got: '603 X' }], {}, 'acl/client_policy likely', "603 'X', before any challenge")
test('604', says, [{ got: '604 X' }], {}, 'credentials/unknown_user likely', "604 'X', before any challenge")
test('606', says, [{ got: '606 X' }], {}, 'unknown/unclassified ambiguous', "ended in 606 'X'")
test(
  '405 at a proxy',
  says,
  [{ got: '405 Method Not Allowed', response: { role: 'proxy' } }],
  {},
  'acl/topology likely',
  "405 'Method Not Allowed' from the proxy, before any challenge",
  'this node takes no REGISTER',
)
test(
  '405 at an SBC',
  says,
  [{ got: '405 Method Not Allowed', response: { role: 'sbc' } }],
  {},
  'acl/topology likely',
  "405 'Method Not Allowed' from the SBC, before any challenge",
  'this node takes no REGISTER',
)
test(
  '429 for want of a Referred-By',
  says,
  [{ got: '429 Provide Referrer Identity' }],
  {},
  'unknown/unclassified ambiguous',
  "429 'Provide Referrer Identity', before any challenge",
)
test(
  '421 that names what it wants',
  says,
  [{ got: '421 Extension Required', response: { require: 'outbound', unsupported: 'path' } }],
  {},
  'request/unsupported definite',
  "421 'Extension Required', before any challenge",
  'Require: outbound',
  'Unsupported: path',
)
test(
  '420 that names no option, to a Path that a proxy added',
  says,
  [{ got: '420 Bad Extension', round: { path: true } }],
  {},
  'request/unsupported definite',
  "420 'Bad Extension', before any challenge",
  'the REGISTER carries Path, which a registrar may refuse where the phone does not support it',
)
test('420 that names no option', says, [{ got: '420 X' }], {}, 'request/unsupported definite', "420 'X', before any challenge")
test(
  '420 that names another option than Path',
  says,
  [{ got: '420 X', response: { unsupported: 'gruu' }, round: { path: true } }],
  {},
  'request/unsupported definite',
  "420 'X', before any challenge",
  'Unsupported: gruu',
)
