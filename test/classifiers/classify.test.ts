import test from 'ava'
import { classify } from '../../classifiers/classify.ts'
import { standardTable } from '../../classifiers/phrases.ts'
import type { Rule } from '../../classifiers/rule.ts'
import { taxonomy } from '../../classifiers/taxonomy.ts'
import { staleNonce, challengedAgain, schemeDiffers } from '../../classifiers/credentials.ts'
import { macFailure, resMismatch } from '../../classifiers/aka.ts'
import { impiFormat, impiUnknown } from '../../classifiers/credentials-ims.ts'
import { refusedUnasked } from '../../classifiers/acl.ts'
import { refusedOfLate, roamingRefused } from '../../classifiers/barring.ts'
import { overloaded } from '../../classifiers/overload.ts'
import { proxyUnanswered } from '../../classifiers/proxy-auth.ts'
import { requestRefused } from '../../classifiers/request.ts'
import {
  agreementDemanded,
  answeredOutside,
  noProtectedRegister,
  protectedUnanswered,
  setupFailed,
  verifyDiffers,
} from '../../classifiers/sa.ts'
import { scannerAgent } from '../../classifiers/scan.ts'
import { badChallenge, internalError, refusesAll, silence } from '../../classifiers/server.ts'
import { registrarError, saidInText, saidInWords, saidLiterally } from '../../classifiers/stated.ts'
import { akaAnswer, akaChallenge, attempt, impi, ims, securityClient, type Facts, type Sketch } from './attempt.ts'
import { found } from './finds.ts'

/** Both rules have an answer, and the first is given. */
const before = test.macro<[winner: Rule, loser: Rule, rounds: readonly Sketch[], facts?: Facts]>((t, winner, loser, rounds, facts = {}) => {
  const built = attempt(rounds, facts)
  t.not(loser(built, standardTable), undefined, 'the other rule has an answer')
  t.deepEqual(classify(built), winner(built, standardTable))
})

const asked: Sketch = { got: '401 Unauthorized' }
const named: Sketch = { sent: 'name', credentials: { username: impi }, got: '403 Forbidden' }
const nodeWide = { population: { nodeWide: 'yes' } } as const

test('a scanner, whatever it was told', before, scannerAgent, saidLiterally, [{ got: '404 User Not Found' }], { userAgent: 'sipvicious' })
test('words before codes', before, saidLiterally, overloaded, [{ got: '503 Service Unavailable (Create ipsec failed)' }])
test('words before identities', before, saidLiterally, impiFormat, [{ got: '403 Forbidden - HSS Roaming not allowed' }], ims)
test('words before everyone', before, saidLiterally, refusesAll, [{ got: '403 Not relaying' }], nodeWide)
test('header before overload', before, registrarError, overloaded, [
  { got: '503 Service Unavailable', response: { registrarError: 'Too many registered contacts' } },
])
test('header before malformed', before, registrarError, requestRefused, [
  { got: '400 Bad Request', response: { registrarError: 'Invalid CSeq number' } },
])
test(
  'rejected network before words',
  before,
  macFailure,
  saidInWords,
  [akaChallenge, { sent: 'empty', got: '403 Subscriber unknown' }],
  ims,
)
test(
  'Security-Verify before the demand',
  before,
  verifyDiffers,
  agreementDemanded,
  [akaChallenge, { ...akaAnswer, got: '494 Security Agreement Required', round: { ...akaAnswer.round, securityVerify: '' } }],
  ims,
)
test(
  'Security-Verify before RES',
  before,
  verifyDiffers,
  resMismatch,
  [akaChallenge, { ...akaAnswer, got: '403 Forbidden', round: { ...akaAnswer.round, securityVerify: '' } }],
  ims,
)
test(
  'outside the association before the demand',
  before,
  answeredOutside,
  agreementDemanded,
  [akaChallenge, { ...akaAnswer, got: '494 Security Agreement Required', round: { securityClient, toPort: 5060 } }],
  ims,
)
test('the phrase before the texts', before, saidInWords, saidInText, [
  { got: '403 User barred', response: { texts: ['399 a "Unknown domain"'] } },
])
test('texts before position', before, saidInText, refusedUnasked, [
  { got: '403 Forbidden', response: { texts: ['399 a "Unknown domain"'] } },
])
test(
  'association not set up before bad challenge',
  before,
  setupFailed,
  badChallenge,
  [{ ...akaChallenge, response: {}, round: { securityClient, coreKeys: true } }],
  ims,
)
test(
  'association not set up before overload',
  before,
  setupFailed,
  overloaded,
  [{ ...akaChallenge, got: '503 Service Unavailable', decision: '401 Unauthorized' }],
  ims,
)
test('bad challenge before unanswered proxy', before, badChallenge, proxyUnanswered, [
  { got: '407 Proxy Authentication Required', challenge: { nonce: 0 } },
])
test('old nonce before refused answers', before, staleNonce, challengedAgain, [
  asked,
  { ...asked, sent: 'answer' },
  { ...asked, sent: 'again' },
])
test('wrong realm before refused answers', before, schemeDiffers, challengedAgain, [
  asked,
  { ...asked, sent: 'answer', credentials: { realm: 'x' } },
])
test('two refused answers before silence', before, challengedAgain, silence, [
  asked,
  { ...asked, sent: 'answer' },
  { ...asked, sent: 'answer' },
  { sent: 'answer' },
])
test('silence in the association before silence', before, protectedUnanswered, silence, [akaChallenge, akaAnswer], ims)
test('extensions before other 5xx', before, requestRefused, internalError, [{ got: '555 Push Notification Service Not Supported' }])
test('everyone before one subscriber', before, refusesAll, impiFormat, [{ got: '403 Forbidden' }], { ...ims, ...nodeWide })
test('form before roaming', before, impiFormat, roamingRefused, [{ got: '403 Forbidden' }], {
  ...ims,
  visitedNetwork: 'mnc015.mcc208.3gppnetwork.org',
})
test('roaming before barring', before, roamingRefused, refusedOfLate, [named], {
  ...ims,
  visitedNetwork: 'mnc015.mcc208.3gppnetwork.org',
  history: { succeeded: 'yes' },
})
test('barring before unknown', before, refusedOfLate, impiUnknown, [named], { ...ims, history: { succeeded: 'yes' } })
test(
  'bad challenge before silence after it',
  before,
  badChallenge,
  noProtectedRegister,
  [{ ...akaChallenge, challenge: { algorithm: 'AKAv1-MD5', nonceLength: 28 } }],
  ims,
)

test('every reason is found by some rule', (t) => {
  const reached = new Set(examples.map(([rounds, facts]) => found(rounds, facts ?? {}).split(' ')[0]))
  for (const [cause, reasons] of Object.entries(taxonomy))
    for (const reason of reasons) t.true(reached.has(`${cause}/${reason}`), `${cause}/${reason}`)
})

const examples: readonly (readonly [readonly Sketch[], Facts?])[] = [
  [[asked, { sent: 'answer', got: '403 Forbidden' }]],
  [[asked, { ...asked, sent: 'cached' }]],
  [[{ got: '404 Not Found' }]],
  [[named], ims],
  [[{ got: '403 Forbidden' }], ims],
  [[asked, { sent: 'answer', got: '403 Forbidden auth ID' }]],
  [[{ ...asked, challenge: { algorithm: 'SHA-256' } }]],
  [[akaChallenge, { ...akaAnswer, got: '403 Forbidden' }], ims],
  [[akaChallenge, { sent: 'empty', got: '401 Unauthorized' }], ims],
  [[akaChallenge, { sent: 'auts', got: '403 Forbidden' }], ims],
  [[asked]],
  [[asked, { ...asked, sent: 'answer' }]],
  [[{ got: '403 Forbidden' }]],
  [[{ got: '403 Not relaying' }]],
  [[{ got: '405 Method Not Allowed' }], ims],
  [[{ got: '503 Service Unavailable', response: { registrarError: 'Too many registered contacts' } }]],
  [[{ got: '603 Decline' }]],
  [[{ got: '403 User barred' }]],
  [[{ got: '403 Roaming not allowed' }]],
  [[{ got: '402 Payment Required' }]],
  [[{ got: '494 Security Agreement Required' }], ims],
  [[akaChallenge, { ...akaAnswer, got: '403 Forbidden', round: { ...akaAnswer.round, securityVerify: '' } }], ims],
  [[{ got: '503 Service Unavailable (Create ipsec failed)' }], ims],
  [[akaChallenge, akaAnswer], ims],
  [[{ got: '407 Proxy Authentication Required' }, { got: '407 Proxy Authentication Required', proxy: true }]],
  [[{ got: '407 Proxy Authentication Required' }]],
  [[{ got: '503 Service Unavailable' }]],
  [[{ got: '480 Temporarily Unavailable' }], ims],
  [[{ got: '600 Busy Everywhere' }], ims],
  [[{ got: '500 Server Internal Error' }]],
  [[{}]],
  [[{ ...asked, challenge: [] }]],
  [[{ got: '400 Bad Request' }]],
  [[{ got: '423 Interval Too Brief' }]],
  [[{ got: '481 Call/Transaction Does Not Exist' }]],
  [[{ got: '404 Not Found' }], { userAgent: 'friendly-scanner' }],
  [[{ got: '499 Client Closed Request' }]],
]
