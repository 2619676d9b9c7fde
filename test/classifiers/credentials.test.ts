import test from 'ava'
import type { Sketch } from './attempt.ts'
import { finds } from './finds.ts'

const asked: Sketch = { got: '401 Unauthorized' }
const refused: Sketch = { sent: 'answer', got: '401 Unauthorized' }
const stale: Sketch = { ...refused, challenge: { stale: true } }
const kamailio = { response: { server: 'kamailio (5.8.0 (x86_64/linux))' } } as const
const pjsip = { challenge: { nonceForm: 'time_hash', opaque: true } } as const
const chanSip = { challenge: { nonceForm: 'hex8', algorithm: 'MD5' } } as const
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
// A proxy that collects challenges hands on its own beside those of the registrar (RFC 3261 §16.7 step 7).
test(
  'only SHA-256 offered by the registrar, MD5 by a proxy, not answered',
  finds,
  [{ ...asked, challenge: [{ algorithm: 'SHA-256' }, { proxy: true }] }],
  {},
  'credentials/auth_scheme likely',
)
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
  'every user of one source loops at pjsip, told by its challenge',
  finds,
  [{ ...asked, ...pjsip }, refused],
  { population: { sourceWide: 'yes' } },
  'acl/source_ip likely',
)
test(
  'every user of one source loops at chan_sip, told by its challenge',
  finds,
  [{ ...asked, ...chanSip }, refused],
  { population: { sourceWide: 'yes' } },
  'acl/source_ip likely',
)
test(
  'one user loops at Asterisk',
  finds,
  [{ ...asked, response: { server: 'Asterisk PBX 20' } }, refused],
  {},
  'credentials/unspecified ambiguous',
)
test(
  'every user of one source loops elsewhere',
  finds,
  [asked, refused],
  { population: { sourceWide: 'yes' } },
  'credentials/unspecified ambiguous',
)

test('two stale, then refused twice on fresh nonces', finds, [asked, stale, stale, refused, refused], {}, 'credentials/unspecified likely')
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

// What was not captured may have been the answer.
const unseen: Sketch = { ...asked, round: { requestSeen: false } }
test('401 again, to a request that was not captured', finds, [asked, unseen], {}, 'credentials/unspecified ambiguous')
test(
  '401 to a request that was not captured, and then to one without an answer',
  finds,
  [unseen, asked],
  {},
  'credentials/challenge_unanswered ambiguous',
)
test(
  '407, and a 401 to a request that was not captured',
  finds,
  [{ got: '407 Proxy Authentication Required' }, unseen],
  {},
  'credentials/challenge_unanswered ambiguous',
)
test('a challenge alone', finds, [unseen], {}, 'blind')
test('a challenge of a proxy alone', finds, [{ got: '407 Proxy Authentication Required', round: { requestSeen: false } }], {}, 'blind')
test('a refusal alone', finds, [{ got: '404 Not Found', round: { requestSeen: false } }], {}, 'credentials/unknown_user likely')
test('challenges alone', finds, [unseen, unseen], {}, 'credentials/unspecified ambiguous')
test(
  'SHA-256 answered to the proxy, and the registrar is not answered',
  finds,
  [
    { got: '407 Proxy Authentication Required', challenge: { algorithm: 'SHA-256' } },
    { ...asked, proxy: true, challenge: { algorithm: 'SHA-256' } },
  ],
  {},
  'credentials/challenge_unanswered ambiguous',
)
test(
  'MD5 answered to the proxy, and the registrar is not answered',
  finds,
  [{ got: '407 Proxy Authentication Required' }, { ...asked, proxy: true, challenge: { algorithm: 'SHA-256' } }],
  {},
  'credentials/auth_scheme likely',
)
test(
  'SHA-256 named without an answer',
  finds,
  [{ ...asked, sent: 'name', credentials: { algorithm: 'SHA-256' }, challenge: { algorithm: 'SHA-256' } }],
  {},
  'credentials/auth_scheme likely',
)
