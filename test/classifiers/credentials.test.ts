import test from 'ava'
import type { Sketch } from './attempt.ts'
import { finds } from './finds.ts'

const asked: Sketch = { got: '401 Unauthorized' }
const refused: Sketch = { sent: 'answer', got: '401 Unauthorized' }
const stale: Sketch = { ...refused, challenge: { stale: true } }
const kamailio = { response: { server: 'kamailio (5.8.0 (x86_64/linux))' } } as const
const another = { credentials: { username: 'bob' } } as const

test('one challenge, no answer', finds, [asked], {}, 'credentials/challenge_unanswered ambiguous')
test('the same user starts over', finds, [asked], { history: { restarted: 'yes' } }, 'credentials/challenge_unanswered likely')
test(
  'an Authorization without response is no answer',
  finds,
  [asked, { ...asked, sent: 'name' }],
  {},
  'credentials/challenge_unanswered ambiguous',
)
test('one answer, challenged again', finds, [asked, refused], {}, 'credentials/unspecified ambiguous')
test('one answer, user known good', finds, [asked, refused], { history: { succeeded: 'yes' } }, 'credentials/wrong_password ambiguous')
test('two answers, then silence', finds, [asked, refused, refused, { sent: 'answer' }], {}, 'credentials/unspecified likely')
test('one answer, then silence', finds, [asked, refused, { sent: 'answer' }], {}, 'server/no_response ambiguous')
test(
  'challenge repeats its nonce',
  finds,
  [asked, { ...refused, challenge: { nonce: 1000 } }, { ...refused, challenge: { nonce: 1000 } }],
  {},
  'credentials/unspecified likely',
)

test('stale=true twice, each time to the nonce given last', finds, [asked, stale, stale], {}, 'credentials/stale_nonce likely')
test(
  'stale=true twice, the second time to the same nonce again',
  finds,
  [asked, stale, { ...stale, sent: 'again' }],
  {},
  'credentials/stale_nonce definite',
)
const always = { challenge: { stale: true } }
test('stale=true to everything, also to nothing', finds, [{ ...asked, ...always }, stale, stale], {}, 'credentials/unspecified likely')
test('stale=true once, new nonce not answered', finds, [asked, stale], {}, 'credentials/stale_nonce likely')
test('stale=true once, then refused', finds, [asked, stale, refused], {}, 'credentials/unspecified ambiguous')
test(
  'FreeSWITCH says stale to what it cannot read',
  finds,
  [{ ...asked, challenge: { nonceForm: 'uuid' } }, stale, stale],
  {},
  'credentials/stale_nonce likely',
)
test(
  'old nonce though newer was given, user known good',
  finds,
  [
    { ...asked, sent: 'cached' },
    { ...refused, sent: 'again' },
    { ...refused, sent: 'again' },
  ],
  { history: { succeeded: 'yes' } },
  'credentials/stale_nonce definite',
)
test(
  'old nonce first, then refused on a fresh one',
  finds,
  [{ ...asked, sent: 'cached' }, refused, refused],
  {},
  'credentials/unspecified likely',
)
test(
  'cached nonce too old, new one not answered',
  finds,
  [{ ...asked, sent: 'cached', credentials: { nonceAge: 400 } }],
  {},
  'credentials/stale_nonce likely',
)
test(
  'cached nonce still fresh',
  finds,
  [{ ...asked, sent: 'cached', credentials: { nonceAge: 20 } }],
  {},
  'credentials/unspecified ambiguous',
)
test('cached nonce never seen', finds, [{ ...asked, sent: 'cached' }], {}, 'credentials/challenge_unanswered ambiguous')

test(
  'realm nobody asked for',
  finds,
  [asked, { ...refused, credentials: { realm: 'elsewhere.example' } }],
  {},
  'credentials/auth_scheme definite',
)
test(
  'algorithm nobody asked for',
  finds,
  [asked, { ...refused, credentials: { algorithm: 'SHA-256' } }],
  {},
  'credentials/auth_scheme definite',
)
test(
  'MD5 said and unsaid are one',
  finds,
  [asked, { ...refused, credentials: { algorithm: 'md5' } }],
  {},
  'credentials/unspecified ambiguous',
)
test(
  'one of two algorithms offered',
  finds,
  [
    { ...asked, challenge: [{ algorithm: 'SHA-256' }, { algorithm: 'MD5' }] },
    { ...refused, credentials: { algorithm: 'MD5' } },
  ],
  {},
  'credentials/unspecified ambiguous',
)
test('only SHA-256 offered, not answered', finds, [{ ...asked, challenge: { algorithm: 'SHA-256' } }], {}, 'credentials/auth_scheme likely')
test(
  'SHA-256 and MD5 offered, not answered',
  finds,
  [{ ...asked, challenge: [{ algorithm: 'SHA-256' }, { algorithm: 'MD5' }] }],
  {},
  'credentials/challenge_unanswered ambiguous',
)

test(
  'Kamailio and another digest user',
  finds,
  [
    { ...asked, ...kamailio },
    { ...refused, ...another },
  ],
  {},
  'credentials/identity_mismatch likely',
)
test(
  'digest user with its domain is the same user',
  finds,
  [
    { ...asked, ...kamailio },
    { ...refused, credentials: { username: 'alice@example.org' } },
  ],
  {},
  'credentials/unspecified ambiguous',
)
test('another digest user at a server that allows it', finds, [asked, { ...refused, ...another }], {}, 'credentials/unspecified ambiguous')
test('everyone loops', finds, [asked, refused], { population: { nodeWide: 'yes' } }, 'server/internal likely')
test(
  'every user of one source loops at Asterisk',
  finds,
  [{ ...asked, response: { server: 'Asterisk PBX 20' } }, refused],
  { population: { sourceWide: 'yes' } },
  'acl/source_ip likely',
)
test(
  'every user of one source loops elsewhere',
  finds,
  [asked, refused],
  { population: { sourceWide: 'yes' } },
  'credentials/unspecified ambiguous',
)

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
  'credentials/identity_mismatch likely',
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
    { ...asked, challenge: { nonceForm: 'time_hash', opaque: true } },
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
test('404 in words', finds, [{ got: '404 User Not Found' }], {}, 'credentials/unknown_user definite')
test('two stale, then refused twice on fresh nonces', finds, [asked, stale, stale, refused, refused], {}, 'credentials/unspecified likely')
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
    { ...asked, challenge: { nonceForm: 'hex8', algorithm: 'MD5' } },
    { sent: 'answer', got: '403 Forbidden', response: { date: true } },
  ],
  {},
  'acl/client_policy ambiguous',
)

test(
  'another realm, refused',
  finds,
  [{ got: '401 Unauthorized' }, { sent: 'answer', credentials: { realm: 'elsewhere' }, got: '403 Forbidden' }],
  {},
  'credentials/auth_scheme likely',
)
test(
  'an algorithm that was not offered, called stale',
  finds,
  [
    { got: '401 Unauthorized' },
    { sent: 'answer', credentials: { algorithm: 'SHA-256' }, got: '401 Unauthorized', challenge: { stale: true } },
  ],
  {},
  'credentials/auth_scheme likely',
)
test('Bearer alone', finds, [{ got: '401 Unauthorized', challenge: { scheme: 'Bearer', nonce: 0 } }], {}, 'credentials/auth_scheme likely')
test(
  'NTLM alone, answered in its own way',
  finds,
  [
    { got: '401 Unauthorized', challenge: { scheme: 'NTLM', nonce: 0 } },
    { sent: 'name', credentials: { scheme: 'NTLM' }, got: '401 Unauthorized', challenge: { scheme: 'NTLM', nonce: 0 } },
  ],
  {},
  'credentials/challenge_unanswered ambiguous',
)
