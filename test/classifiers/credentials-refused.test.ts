import test from 'ava'
import type { Sketch } from './attempt.ts'
import { finds } from './finds.ts'

const asked: Sketch = { got: '401 Unauthorized' }
const pjsip = { challenge: { nonceForm: 'time_hash', opaque: true } } as const
const chanSip = { challenge: { nonceForm: 'hex8', algorithm: 'MD5' } } as const
const another = { credentials: { username: 'bob' } } as const

test('403 after an answer', finds, [asked, { sent: 'answer', got: '403 Forbidden' }], {}, 'credentials/wrong_password ambiguous')
test(
  '403 after an answer, registered from another source just now',
  finds,
  [asked, { sent: 'answer', got: '403 Forbidden' }],
  { history: { succeeded: 'yes', elsewhere: 'yes' } },
  'credentials/wrong_password ambiguous',
)
test(
  '403 after an answer by another digest user',
  finds,
  [asked, { sent: 'answer', ...another, got: '403 Forbidden' }],
  {},
  'credentials/identity_mismatch ambiguous',
)
test(
  '403 after an answer, and From is another user than To',
  finds,
  [asked, { sent: 'answer', got: '403 Forbidden' }],
  { fromUser: 'carol' },
  'credentials/identity_mismatch likely',
)
test(
  '403 after an answer, From in other letters than To',
  finds,
  [asked, { sent: 'answer', ...another, got: '403 Forbidden' }],
  { fromUser: 'ALICE', toUser: 'Alice' },
  'credentials/identity_mismatch ambiguous',
)
test(
  '403 after an answer, whole source',
  finds,
  [asked, { sent: 'answer', got: '403 Forbidden' }],
  { population: { sourceWide: 'yes' } },
  'acl/source_ip likely',
)
test(
  'pjsip 403 after an answer',
  finds,
  [
    { ...asked, ...pjsip },
    { sent: 'answer', got: '403 Forbidden' },
  ],
  {},
  'acl/contact_limit likely',
)
test('403 to a cached nonce never seen', finds, [{ sent: 'cached', got: '403 Forbidden' }], {}, 'credentials/stale_nonce ambiguous')
test(
  '403 to a cached nonce still fresh',
  finds,
  [{ sent: 'cached', credentials: { nonceAge: 20 }, got: '403 Forbidden' }],
  {},
  'credentials/wrong_password ambiguous',
)
test('404', finds, [{ got: '404 Not Found' }], {}, 'credentials/unknown_user likely')
test('404 to an answer', finds, [asked, { sent: 'answer', got: '404 Not Found' }], {}, 'credentials/unknown_user likely')
test(
  '404 of pjsip to an answer: the password was right',
  finds,
  [
    { ...asked, ...pjsip },
    { sent: 'answer', got: '404 Not Found' },
  ],
  {},
  'credentials/identity_mismatch likely',
)
test(
  '404 of pjsip before any answer',
  finds,
  [
    { ...asked, ...pjsip },
    { sent: 'name', got: '404 Not Found' },
  ],
  {},
  'credentials/unknown_user likely',
)
test('404 in words', finds, [{ got: '404 User Not Found' }], {}, 'credentials/unknown_user definite')
test(
  'registering for another user',
  finds,
  [asked, { sent: 'answer', got: '403 Forbidden' }],
  { fromUser: 'carol' },
  'credentials/identity_mismatch likely',
)
test(
  'chan_sip 403 with Date',
  finds,
  [
    { ...asked, ...chanSip },
    { sent: 'answer', got: '403 Forbidden', response: { date: true } },
  ],
  {},
  'acl/client_policy ambiguous',
)
test(
  '403 with Date of any other server: many write it always',
  finds,
  [asked, { sent: 'answer', got: '403 Forbidden', response: { date: true } }],
  {},
  'credentials/wrong_password ambiguous',
)

test(
  'another realm, and no such user',
  finds,
  [asked, { sent: 'answer', credentials: { realm: 'elsewhere' }, got: '404 Not Found' }],
  {},
  'credentials/unknown_user likely',
)
test(
  'another realm, refused',
  finds,
  [{ got: '401 Unauthorized' }, { sent: 'answer', credentials: { realm: 'elsewhere' }, got: '403 Forbidden' }],
  {},
  'credentials/auth_scheme likely',
)
test(
  '403 after an answer, in words that are not known, the user registered before',
  finds,
  [asked, { sent: 'answer', got: '403 Stolen device' }],
  { history: { succeeded: 'yes' } },
  'credentials/wrong_password ambiguous',
)
test(
  '403 after an answer, in words that say no more than no, the user registered before',
  finds,
  [asked, { sent: 'answer', got: '403 Access Denied' }],
  { history: { succeeded: 'yes' } },
  'credentials/wrong_password likely',
)
