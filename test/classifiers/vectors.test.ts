import test from 'ava'
import { akaAnswer, akaChallenge, ims, securityClient, securityServer, type Sketch } from './attempt.ts'
import { finds } from './finds.ts'

// The flows of the catalogue of REGISTER failures that end badly, in its order and with its numbers.
const asked: Sketch = { got: '401 Unauthorized' }
const named: Sketch = { sent: 'name', credentials: { username: akaChallenge.credentials?.username ?? '' } }
const uuid = { challenge: { nonceForm: 'uuid', algorithm: 'MD5', qop: 'auth' } } as const
const pjsip = { challenge: { nonceForm: 'time_hash', algorithm: 'MD5', qop: 'auth', opaque: true } } as const
const known = { history: { succeeded: 'yes' } } as const

test(
  '7 FreeSWITCH refuses the answer',
  finds,
  [
    { ...asked, ...uuid },
    { sent: 'answer', got: '403 Forbidden' },
  ],
  {},
  'credentials/wrong_password ambiguous',
)
test(
  '7 the same, user known good',
  finds,
  [
    { ...asked, ...uuid },
    { sent: 'answer', got: '403 Forbidden' },
  ],
  known,
  'credentials/wrong_password likely',
)
test(
  '8 pjsip challenges again',
  finds,
  [asked, { ...asked, sent: 'answer' }, { ...asked, sent: 'answer' }],
  {},
  'credentials/unspecified likely',
)
test(
  '8 the same, user known good',
  finds,
  [asked, { ...asked, sent: 'answer' }, { ...asked, sent: 'answer' }],
  known,
  'credentials/wrong_password likely',
)
test(
  '9 an old nonce again and again',
  finds,
  [
    { ...asked, sent: 'cached' },
    { ...asked, sent: 'again' },
    { ...asked, sent: 'again' },
  ],
  {},
  'credentials/stale_nonce likely',
)
test('10 Forbidden auth ID', finds, [asked, { sent: 'answer', got: '403 Forbidden auth ID' }], {}, 'credentials/identity_mismatch definite')
test('11 5001', finds, [{ ...named, got: '403 Forbidden - HSS User Unknown' }], ims, 'credentials/impi_unknown definite')
test('12 5001, no Authorization', finds, [{ got: '403 Forbidden - HSS User Unknown' }], ims, 'credentials/impi_format likely')
test(
  '11 5001, the REGISTER was not captured',
  finds,
  [{ got: '403 Forbidden - HSS User Unknown', round: { requestSeen: false } }],
  ims,
  'credentials/impi_unknown likely',
)
test('13 5003', finds, [{ ...named, got: '403 Forbidden - HSS Authorization Rejected' }], ims, 'barring/identity_barred definite')
test('14 5004', finds, [{ ...named, got: '403 Forbidden - HSS Roaming not allowed' }], ims, 'barring/roaming_not_allowed definite')
test('15 5012 with code 500', finds, [{ ...named, got: '500 Forbidden - HSS Unable to comply' }], ims, 'server/hss definite')
test(
  '16 RES refused',
  finds,
  [akaChallenge, { ...akaAnswer, got: '403 Authentication Failed' }],
  ims,
  'credentials/aka_res_mismatch definite',
)
test('17 AUTN refused', finds, [akaChallenge, { ...akaChallenge, sent: 'empty' }], ims, 'credentials/aka_mac_failure definite')
test(
  '18 AUTS, AUTS',
  finds,
  [akaChallenge, { ...akaChallenge, sent: 'auts' }, { ...akaChallenge, sent: 'auts' }],
  ims,
  'credentials/aka_sync_failure definite',
)
test(
  '19 challenge with Security-Server, then a new Call-ID',
  finds,
  [akaChallenge],
  { ...ims, history: { protectedVisible: 'yes', restarted: 'yes' } },
  'sa/no_protected_register likely',
)
test(
  '20 the same where protected REGISTERs are never seen',
  finds,
  [akaChallenge],
  { ...ims, history: { protectedVisible: 'no' } },
  'blind',
)
test(
  '21 Security-Verify differs, bare 403',
  finds,
  [
    akaChallenge,
    { ...akaAnswer, got: '403 Forbidden', round: { ...akaAnswer.round, securityVerify: securityServer.replace('spi-s=22', 'spi-s=23') } },
  ],
  ims,
  'sa/verify_mismatch likely',
)
test('22 no association', finds, [{ ...named, got: '503 Service Unavailable (Create ipsec failed)' }], ims, 'sa/setup_failed definite')
test('23 494', finds, [{ ...named, got: '494 Security Agreement Required' }], ims, 'sa/agreement_required definite')
test('24 421, outbound', finds, [{ got: '421 Extension Required', response: { require: 'outbound' } }], {}, 'request/unsupported definite')
test(
  '24 421, sec-agree',
  finds,
  [{ ...named, got: '421 Extension Required', response: { require: 'sec-agree' } }],
  ims,
  'sa/agreement_required definite',
)
const proxyAsked: Sketch = { got: '407 Proxy Authentication Required' }
test('25 407 after credentials', finds, [proxyAsked, { ...proxyAsked, proxy: true }], {}, 'proxy_auth/loop definite')
test('26 407, silence', finds, [proxyAsked], {}, 'proxy_auth/unanswered definite')
test('28 503', finds, [{ got: '503 Service Unavailable', response: { retryAfter: 5 } }], {}, 'overload/unavailable likely')
test(
  '28 503 with Retry-After to everyone',
  finds,
  [{ got: '503 Service Unavailable', response: { retryAfter: 5 } }],
  { population: { nodeWide: 'yes' } },
  'overload/unavailable definite',
)
test(
  '28 503 to everyone: what stands behind may be gone',
  finds,
  [{ got: '503 Service Unavailable' }],
  { population: { nodeWide: 'yes' } },
  'overload/unavailable likely',
)
test(
  '29 503, contact limit',
  finds,
  [{ got: '503 Service Unavailable', response: { registrarError: 'Too many registered contacts' } }],
  {},
  'acl/contact_limit definite',
)
test('30 Cx failed', finds, [{ ...named, got: '480 Temporarily Unavailable - Diameter Cx interface failed' }], ims, 'server/hss definite')
test('31 one address, bare 403', finds, [{ got: '403 Forbidden' }], { population: { sourceWide: 'yes' } }, 'acl/source_ip likely')
test(
  '31 the same at FreeSWITCH',
  finds,
  [{ got: '403 Forbidden', response: { server: 'FreeSWITCH-mod_sofia/1.10' } }],
  { population: { sourceWide: 'yes' } },
  'acl/source_ip definite',
)
test('32 everyone, bare 403', finds, [{ got: '403 Forbidden' }], { population: { nodeWide: 'yes' } }, 'server/internal likely')
test('33 friendly-scanner', finds, [{ got: '404 Not Found' }], { userAgent: 'friendly-scanner' }, 'scan/scanner definite')
test('34 twelve users of one source', finds, [{ got: '404 Not Found' }], { population: { scan: 'yes' } }, 'scan/scanner likely')
test(
  '35 known good, bare 403 before any challenge',
  finds,
  [{ ...named, got: '403 Forbidden' }],
  { ...ims, ...known },
  'barring/identity_barred likely',
)
test(
  '36 all of one visited network',
  finds,
  [{ ...named, got: '403 Forbidden' }],
  { ...ims, visitedNetwork: 'ims.mnc015.mcc208.3gppnetwork.org', population: { visitedCluster: 'yes' } },
  'barring/roaming_not_allowed likely',
)
test(
  '37 imsi- before the IMSI',
  finds,
  [{ sent: 'name', credentials: { username: `imsi-${akaChallenge.credentials?.username}` }, got: '403 Forbidden' }],
  ims,
  'credentials/impi_format likely',
)
test(
  '38 pjsip 404 after credentials',
  finds,
  [
    { ...asked, ...pjsip },
    { sent: 'answer', got: '404 Not Found' },
  ],
  {},
  'credentials/identity_mismatch likely',
)
test(
  '39 chan_sip 603 Denied',
  finds,
  [asked, { sent: 'answer', got: '603 Denied', response: { server: 'Asterisk PBX 18.2' } }],
  {},
  'acl/client_policy definite',
)
test('40 silence', finds, [{}], {}, 'server/no_response ambiguous')
test('40 silence after twelve refusals', finds, [{}], { population: { banPattern: 'yes' } }, 'acl/source_ip likely')
test('40 silence to all of a source that were known good', finds, [{}], { population: { sourceWide: 'yes' } }, 'acl/source_ip likely')
test(
  'an offer of nothing that can be chosen',
  finds,
  [{ ...named, got: '403 Forbidden', response: { role: 'pcscf' }, round: { securityClient: 'tls' } }],
  ims,
  'sa/agreement_required ambiguous',
)
test(
  'the offer of every UE',
  finds,
  [{ ...named, got: '403 Forbidden', response: { role: 'pcscf' }, round: { securityClient } }],
  ims,
  'credentials/impi_unknown ambiguous',
)
