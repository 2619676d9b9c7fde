import test from 'ava'
import { akaAnswer, akaChallenge, ims, type Sketch } from './attempt.ts'
import { finds } from './finds.ts'

const again: Sketch = { ...akaChallenge, round: { ...akaChallenge.round, pause: 0.2 } }
const digest: Sketch = { ...akaChallenge, challenge: { algorithm: 'MD5' }, response: {}, round: {} }

test(
  'AUTS, 200 is no failure; AUTS, 401, silence is',
  finds,
  [akaChallenge, { ...again, sent: 'auts' }],
  ims,
  'credentials/aka_sync_failure likely',
)
test('AUTS, 403', finds, [akaChallenge, { sent: 'auts', got: '403 Forbidden' }], ims, 'credentials/aka_sync_failure definite')
test(
  'AUTS with an empty response, twice',
  finds,
  [akaChallenge, { ...again, sent: 'auts', credentials: { response: 0 } }, { ...again, sent: 'auts', credentials: { response: 0 } }],
  ims,
  'credentials/aka_sync_failure definite',
)
test(
  'AUTS twice, then answered and refused for another reason',
  finds,
  [akaChallenge, { ...again, sent: 'auts' }, { ...again, sent: 'auts' }, { ...akaAnswer, got: '500 Server Internal Error' }],
  ims,
  'server/internal likely',
)
test(
  'AUTS with an empty response, once, and then a time-out, is no AUTN that failed',
  finds,
  [akaChallenge, { ...again, sent: 'auts', credentials: { response: 0 }, got: '504 Server Time-out' }],
  ims,
  'server/no_response likely',
)
test(
  'AUTS, a time-out, and a REGISTER without credentials',
  finds,
  [akaChallenge, { ...again, sent: 'auts', credentials: { response: 0 } }, { got: '504 Server Time-out' }],
  ims,
  'server/no_response likely',
)
test(
  'empty response, the nonce of one of two challenges repeated',
  finds,
  [
    {
      ...akaChallenge,
      challenge: [
        { algorithm: 'AKAv2-SHA-256', nonce: 5 },
        { algorithm: 'AKAv1-MD5', nonce: 6 },
      ],
    },
    { sent: 'empty', credentials: { nonce: 6 }, got: '403 Forbidden' },
  ],
  ims,
  'credentials/aka_mac_failure definite',
)
test(
  'empty response, nonce repeated, whatever follows',
  finds,
  [akaChallenge, { sent: 'empty', got: '403 Forbidden' }],
  ims,
  'credentials/aka_mac_failure definite',
)
test(
  'empty response at once, nonce not repeated, new ports',
  finds,
  [akaChallenge, { ...again, round: { ...again.round, securityClient: 'ipsec-3gpp;alg=hmac-sha-1-96;spi-c=31' } }],
  ims,
  'credentials/aka_mac_failure likely',
)
test(
  'starting over on the same Call-ID after a while',
  finds,
  [akaChallenge, { ...again, round: { ...again.round, pause: 40 } }],
  { ...ims, history: { protectedVisible: 'yes' } },
  'sa/no_protected_register ambiguous',
)
test(
  'starting over at once on the same Call-ID, after a request that hid in IPsec',
  finds,
  [akaChallenge, { ...again, round: { ...again.round, cseq: 3 } }],
  { ...ims, history: { protectedVisible: 'no' } },
  'blind',
)
test(
  'an empty response with the nonce repeated, after a request that hid in IPsec',
  finds,
  [akaChallenge, { sent: 'empty', got: '403 Forbidden', round: { cseq: 3 } }],
  ims,
  'credentials/aka_mac_failure definite',
)
for (const [phrase, expected] of [
  ['Authentication Failed', 'definite'],
  ['Digest mismatch', 'likely'],
] as const)
  test(
    `${phrase}, after an answer that does not name its algorithm`,
    finds,
    [akaChallenge, { ...akaAnswer, credentials: { ...akaAnswer.credentials, algorithm: '' }, got: `403 ${phrase}` }],
    ims,
    `credentials/aka_res_mismatch ${expected}`,
  )
test('bare 403 after RES', finds, [akaChallenge, { ...akaAnswer, got: '403 Forbidden' }], ims, 'credentials/aka_res_mismatch likely')
test(
  '403 after the answer to SIP digest',
  finds,
  [digest, { sent: 'answer', got: '403 Authentication Failed' }],
  ims,
  'credentials/wrong_password likely',
)
test(
  'bare 403 after the answer to SIP digest',
  finds,
  [digest, { sent: 'answer', got: '403 Forbidden' }],
  ims,
  'credentials/wrong_password likely',
)
test(
  'MD5 in answer to AKA',
  finds,
  [akaChallenge, { ...akaAnswer, credentials: { ...akaAnswer.credentials, algorithm: 'MD5' }, got: '403 Forbidden' }],
  ims,
  'credentials/auth_scheme likely',
)
test(
  'MD5 in answer to a choice of AKA and MD5',
  finds,
  [
    {
      ...digest,
      challenge: [
        { algorithm: 'AKAv1-MD5', nonceLength: 44, nonce: 5 },
        { algorithm: 'MD5', nonce: 6 },
      ],
    },
    { sent: 'answer', credentials: { algorithm: 'MD5', nonce: 6 }, got: '403 Forbidden' },
  ],
  ims,
  'credentials/wrong_password likely',
)
test(
  'MD5 in answer to a choice of AKA and MD5, and challenged again: no vector is gone',
  finds,
  [
    {
      ...digest,
      challenge: [
        { algorithm: 'AKAv1-MD5', nonceLength: 44, nonce: 5 },
        { algorithm: 'MD5', nonce: 6 },
      ],
    },
    { sent: 'answer', credentials: { algorithm: 'MD5', nonce: 6 }, got: '401 Unauthorized' },
  ],
  ims,
  'credentials/unspecified ambiguous',
)
test(
  'RES without its algorithm challenged again',
  finds,
  [akaChallenge, { ...akaAnswer, credentials: { ...akaAnswer.credentials, algorithm: '' }, got: '401 Unauthorized' }],
  ims,
  'credentials/stale_nonce ambiguous',
)
const late = { ...akaAnswer.round, pause: 70 }
test('RES challenged again', finds, [akaChallenge, { ...akaAnswer, got: '401 Unauthorized' }], ims, 'credentials/stale_nonce ambiguous')
test(
  'late RES challenged again',
  finds,
  [akaChallenge, { ...akaAnswer, got: '401 Unauthorized', round: late }],
  ims,
  'credentials/stale_nonce likely',
)
test(
  'refresh with its old nonce, challenged and gone',
  finds,
  [{ ...akaChallenge, sent: 'cached', credentials: { nonceAge: 20, algorithm: 'AKAv1-MD5' }, round: { forwarded: true } }],
  ims,
  'sa/no_protected_register ambiguous',
)
