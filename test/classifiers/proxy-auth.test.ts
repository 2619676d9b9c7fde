import test from 'ava'
import { classify } from '../../classifiers/classify.ts'
import { attempt, type Sketch } from './attempt.ts'
import { finds } from './finds.ts'

const asked: Sketch = { got: '407 Proxy Authentication Required' }
const registrar: Sketch = { got: '401 Unauthorized' }
const elsewhere = {
  proxy: true,
  scheme: 'Digest',
  username: 'alice',
  realm: 'other.example',
  nonce: 1000,
  nonceAge: 0.1,
  response: 51,
} as const

test('the last 407 is stale', finds, [asked, { ...asked, proxy: true, challenge: { stale: true } }], {}, 'proxy_auth/unanswered likely')
test('only Authorization sent', finds, [asked, { ...asked, sent: 'answer' }], {}, 'proxy_auth/unanswered definite')
test(
  'one kind of credentials at a time, 401 last',
  finds,
  [asked, { ...registrar, proxy: true }, { ...asked, sent: 'answer' }, { ...registrar, proxy: true }],
  {},
  'proxy_auth/unanswered likely',
)
test(
  'one kind of credentials at a time, 407 last',
  finds,
  [asked, { ...registrar, proxy: true }, { ...asked, sent: 'answer' }],
  {},
  'proxy_auth/unanswered likely',
)
test(
  'asked by the registrar, then by the proxy, and both were answered in one REGISTER',
  finds,
  [registrar, { ...asked, sent: 'answer' }, { ...registrar, sent: 'answer', proxy: true }],
  {},
  'credentials/unspecified ambiguous',
)
test(
  'past the proxy once, and then asked again for what was not captured',
  finds,
  [asked, { ...registrar, proxy: true }, { ...asked, round: { requestSeen: false } }],
  {},
  'proxy_auth/loop ambiguous',
)
test(
  'past the proxy, registrar refuses',
  finds,
  [asked, { ...registrar, proxy: true }, { ...registrar, sent: 'answer', proxy: true }],
  {},
  'credentials/unspecified ambiguous',
)
test(
  'past the proxy, registrar not answered',
  finds,
  [asked, { ...registrar, proxy: true }],
  {},
  'credentials/challenge_unanswered ambiguous',
)
test(
  '407 again, for a nonce that was not the last one',
  finds,
  [asked, { ...asked, proxy: true, challenge: { nonce: 1 } }, { ...asked, proxy: true }],
  {},
  'proxy_auth/loop definite',
)
test('407 again, for nothing but old nonces', finds, [{ ...asked, proxy: true }], {}, 'proxy_auth/loop likely')
test(
  '407 that was captured behind the leg of the UE alone',
  finds,
  [{ ...asked, round: { responseInside: true } }],
  {},
  'proxy_auth/unanswered ambiguous',
)
test('407 without Proxy-Authenticate', finds, [{ ...asked, challenge: [] }], {}, 'server/bad_challenge likely')
test(
  'only the 407 was answered, then 403',
  finds,
  [asked, { got: '403 Forbidden', proxy: true }],
  {},
  'credentials/wrong_password ambiguous',
)
test(
  'only the 407 was answered, and the node behind says 403',
  finds,
  [asked, { got: '403 Forbidden', proxy: true, decision: '403 Forbidden' }],
  {},
  'acl/source_ip likely',
)

test(
  'refused by the proxy, taken, and then forbidden: that is no loop',
  finds,
  [asked, { ...asked, proxy: true }, { got: '403 Forbidden', proxy: true }],
  {},
  'credentials/wrong_password ambiguous',
)
test(
  'one challenge of two is stale',
  finds,
  [asked, { ...asked, proxy: true, challenge: [{ realm: 'other.example' }, { stale: true }] }],
  {},
  'proxy_auth/unanswered likely',
)
test(
  'the proxy was content once, and does not ask again',
  finds,
  [asked, { ...registrar, proxy: true }, { ...registrar, sent: 'answer' }],
  {},
  'credentials/unspecified ambiguous',
)
test(
  'the proxy was content once, and then given an older nonce',
  finds,
  [
    asked,
    { ...registrar, proxy: true },
    {
      ...asked,
      round: {
        credentials: [
          { ...elsewhere, realm: 'example.org', nonce: 7, nonceForm: 'other', autsLength: 0, algorithm: '', nonceCount: 0, uri: '' },
        ],
      },
    },
  ],
  {},
  'proxy_auth/loop likely',
)
test(
  'the proxy asks anew of who sends both kinds',
  finds,
  [asked, { ...registrar, proxy: true }, { ...asked, sent: 'answer', proxy: true }, { ...registrar, sent: 'answer', proxy: true }],
  {},
  'credentials/unspecified ambiguous',
)

// Registrars that ask with 407 themselves: reSIProcate, Restcomm
const refused: Sketch = { got: '403 Forbidden', proxy: true }
test('only the 407 was answered, with a cached nonce', finds, [refused], {}, 'credentials/wrong_password ambiguous')
test(
  'only the 407 was answered, known good',
  finds,
  [asked, refused],
  { history: { succeeded: 'yes' } },
  'credentials/wrong_password likely',
)
test('only the 407 was answered, whole source', finds, [asked, refused], { population: { sourceWide: 'yes' } }, 'acl/source_ip likely')
test(
  'only the 407 was answered, for another user',
  finds,
  [asked, refused],
  { toUser: 'bob', fromUser: 'bob' },
  'credentials/identity_mismatch ambiguous',
)
test(
  'only the 407 was answered, for another realm',
  finds,
  [
    asked,
    {
      got: '403 Forbidden',
      round: { credentials: [{ ...elsewhere, nonceForm: 'other', autsLength: 0, algorithm: '', nonceCount: 0, uri: '' }] },
    },
  ],
  {},
  'credentials/auth_scheme likely',
)
test('the words for it', finds, [asked, { ...refused, got: '403 Invalid password provided' }], {}, 'credentials/wrong_password likely')
test(
  'reSIProcate: another user than the one in From',
  finds,
  [asked, { ...refused, got: '403 Invalid user name provided' }],
  {},
  'credentials/identity_mismatch definite',
)
test(
  'reSIProcate: a nonce of its own',
  finds,
  [{ ...refused, got: '403 Where on earth did you get that nonce?' }],
  {},
  'credentials/stale_nonce definite',
)
test('reSIProcate: 404', finds, [asked, { ...refused, got: '404 User unknown.' }], {}, 'credentials/unknown_user definite')

/** An answer to the proxy with a realm of its own, on the nonce that was given. */
const withRealm = (realm: string): Sketch => ({
  ...asked,
  round: {
    credentials: [
      {
        proxy: true,
        scheme: 'Digest',
        username: 'alice',
        realm,
        nonce: 1000,
        nonceForm: 'other',
        nonceAge: 0.1,
        response: 51,
        autsLength: 0,
        algorithm: '',
        nonceCount: 0,
        uri: 'sip:example.org',
      },
    ],
  },
})

function evidence(realm: string, challenge: Sketch['challenge'] = {}, ...then: readonly Sketch[]): readonly string[] {
  const judgement = classify(attempt([asked, { ...withRealm(realm), challenge }, ...then]))
  return judgement === 'blind' ? [] : [`${judgement.reason} ${judgement.confidence}`, ...judgement.evidence]
}

test('a realm that the proxy did not ask for is named', (t) => {
  const again407 = '407 again after Proxy-Authorization, once'
  t.deepEqual(evidence('example.org'), ['loop definite', again407])
  t.deepEqual(evidence('elsewhere'), ['loop definite', again407, 'the realm of the answer is not the one that was asked for'])
  t.deepEqual(evidence('elsewhere', {}, asked), ['loop definite', again407, 'the realm of the answer is not the one that was asked for'])
  t.deepEqual(evidence('elsewhere', [{ realm: 'elsewhere' }, {}]), ['loop definite', again407])
})

const stale: Sketch = { ...asked, challenge: { stale: true } }
test('every 407 is stale, also the one that answers nothing', finds, [stale, { ...stale, proxy: true }], {}, 'proxy_auth/loop likely')
test(
  'a 401 that is stale without need says nothing of a 407',
  finds,
  [{ ...registrar, challenge: { stale: true } }, asked, { ...stale, proxy: true }],
  {},
  'proxy_auth/unanswered likely',
)
test(
  'the request before the first 407 was not captured',
  finds,
  [{ ...asked, round: { requestSeen: false } }, asked],
  {},
  'proxy_auth/unanswered definite',
)
test(
  'the request before the second 407 was not captured',
  finds,
  [asked, { ...asked, round: { requestSeen: false } }, asked],
  {},
  'proxy_auth/loop ambiguous',
)
test(
  'the request before the 407 was not captured, after a 401',
  finds,
  [registrar, { ...asked, round: { requestSeen: false } }, asked],
  {},
  'proxy_auth/unanswered definite',
)
