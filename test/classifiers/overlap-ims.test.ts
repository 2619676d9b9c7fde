import { akaAnswer, akaChallenge, impi, securityClient, type Sketch } from './attempt.ts'
import { overlap } from './overlap.ts'

const asked: Sketch = { got: '401 Unauthorized' }
const named: Sketch = { sent: 'name', credentials: { username: impi }, got: '403 Forbidden' }
const edge = { response: { role: 'pcscf' } } as const

overlap('403 to a name', [named], {
  alone: 'refusedUnasked',
  crowd: 'refusesAll refusedUnasked',
  ims: 'impiUnknown',
  abroad: 'refusesAll edgeNotTrusted roamingRefused refusedOfLate impiUnknown',
})
overlap('403 of a P-CSCF to a name', [{ ...named, ...edge }], {
  alone: 'refusedUnasked',
  crowd: 'refusesAll refusedUnasked',
  ims: 'impiUnknown',
  abroad: 'refusesAll edgeNotTrusted roamingRefused refusedOfLate impiUnknown',
})
overlap('403 to an offer of nothing known', [{ ...named, ...edge, round: { securityClient: 'tls' } }], {
  alone: 'refusedUnasked',
  crowd: 'refusesAll refusedUnasked',
  ims: 'nothingInCommon impiUnknown',
  abroad: 'nothingInCommon refusesAll edgeNotTrusted roamingRefused refusedOfLate impiUnknown',
})
overlap('403 to an offer', [{ ...named, ...edge, round: { securityClient } }], {
  alone: 'refusedUnasked',
  crowd: 'refusesAll refusedUnasked',
  ims: 'impiUnknown',
  abroad: 'refusesAll edgeNotTrusted roamingRefused refusedOfLate impiUnknown',
})
overlap('500 to an offer', [{ ...named, ...edge, got: '500 Server Internal Error', round: { securityClient } }], { alone: 'internalError' })
overlap('494 to an offer', [{ got: '494 Security Agreement Required', round: { securityClient } }], { alone: 'agreementDemanded' })
overlap(
  'the same with an offer',
  [{ ...asked, got: '503 Service Unavailable', decision: '401 Unauthorized', round: { securityClient, forwarded: true } }],
  { alone: 'overloaded internalError', ims: 'setupFailed overloaded internalError', abroad: 'setupFailed overloaded internalError' },
)
overlap(
  'a 500 that came of a 403 deeper in',
  [{ ...asked, got: '500 X', decision: '403 Forbidden', round: { securityClient, forwarded: true } }],
  {
    alone: 'refusedUnasked',
    crowd: 'refusesAll refusedUnasked',
    ims: 'vectorRefused impiFormat impiUnknown',
    abroad: 'refusesAll impiFormat edgeNotTrusted roamingRefused refusedOfLate impiUnknown',
  },
)
overlap(
  'a 403 that came of a 401 deeper in',
  [{ ...asked, got: '403 X', decision: '401 Unauthorized', round: { securityClient, forwarded: true } }],
  {
    alone: 'refusedUnasked',
    crowd: 'refusesAll refusedUnasked',
    ims: 'setupFailed impiFormat impiUnknown',
    abroad: 'setupFailed refusesAll impiFormat edgeNotTrusted roamingRefused refusedOfLate impiUnknown',
  },
)
overlap('an AKA challenge', [akaChallenge], {
  alone: 'challengeUnanswered',
  ims: 'noProtectedRegister challengeUnanswered',
  abroad: 'noProtectedRegister challengeUnanswered',
})
overlap('an AKA challenge, passed on', [{ ...akaChallenge, round: { securityClient, forwarded: true } }], {
  alone: 'challengeUnanswered',
  ims: 'noProtectedRegister challengeUnanswered',
  abroad: 'noProtectedRegister challengeUnanswered',
})
overlap('an AKA challenge without Security-Server', [{ ...akaChallenge, response: {} }], {
  alone: 'challengeUnanswered',
  ims: 'badChallenge challengeUnanswered',
  abroad: 'badChallenge challengeUnanswered',
})
overlap('keys, and no Security-Server', [{ ...akaChallenge, response: {}, round: { securityClient, coreKeys: true } }], {
  alone: 'challengeUnanswered',
  ims: 'setupFailed badChallenge challengeUnanswered',
  abroad: 'setupFailed badChallenge challengeUnanswered',
})
overlap('keys, no offer', [{ ...akaChallenge, response: {}, round: { coreKeys: true } }], { alone: 'challengeUnanswered' })
overlap('keys and Security-Server', [{ ...akaChallenge, round: { securityClient, coreKeys: true } }], {
  alone: 'challengeUnanswered',
  ims: 'noProtectedRegister challengeUnanswered',
  abroad: 'noProtectedRegister challengeUnanswered',
})
overlap('AKA, silence', [akaChallenge, akaAnswer], {
  alone: 'silence',
  ims: 'protectedUnanswered silence',
  abroad: 'protectedUnanswered silence',
})
overlap('AKA, silence outside', [akaChallenge, { ...akaAnswer, round: { securityClient, toPort: 5060 } }], { alone: 'silence' })
overlap('AKA refused', [akaChallenge, { ...akaAnswer, got: '403 Forbidden' }], {
  alone: 'answerForbidden oldNonceForbidden',
  crowd: 'refusesAll answerForbidden oldNonceForbidden',
  ims: 'resMismatch',
  abroad: 'refusesAll resMismatch',
})
overlap('AKA refused outside', [akaChallenge, { ...akaAnswer, got: '403 Forbidden', round: { securityClient, toPort: 5060 } }], {
  alone: 'answerForbidden oldNonceForbidden',
  crowd: 'refusesAll answerForbidden oldNonceForbidden',
  ims: 'answeredOutside resMismatch',
  abroad: 'answeredOutside refusesAll resMismatch',
})
overlap(
  'AKA refused, offer changed',
  [akaChallenge, { ...akaAnswer, got: '403 Forbidden', round: { ...akaAnswer.round, securityClient: 'tls' } }],
  {
    alone: 'answerForbidden oldNonceForbidden',
    crowd: 'refusesAll answerForbidden oldNonceForbidden',
    ims: 'clientChanged resMismatch',
    abroad: 'clientChanged refusesAll resMismatch',
  },
)
overlap(
  'AKA refused by the I-CSCF, offer changed',
  [akaChallenge, { ...akaAnswer, got: '403 Forbidden', response: { role: 'icscf' }, round: { ...akaAnswer.round, securityClient: 'tls' } }],
  {
    alone: 'answerForbidden oldNonceForbidden',
    crowd: 'refusesAll answerForbidden oldNonceForbidden',
    ims: 'resMismatch',
    abroad: 'refusesAll resMismatch',
  },
)
overlap(
  'AKA refused, nothing repeated',
  [akaChallenge, { ...akaAnswer, got: '403 Forbidden', round: { ...akaAnswer.round, securityVerify: '' } }],
  {
    alone: 'answerForbidden oldNonceForbidden',
    crowd: 'refusesAll answerForbidden oldNonceForbidden',
    ims: 'verifyDiffers resMismatch',
    abroad: 'verifyDiffers refusesAll resMismatch',
  },
)
overlap('AKA, 504', [akaChallenge, { ...akaAnswer, got: '504 Server Time-out', round: { ...akaAnswer.round, securityVerify: '' } }], {
  alone: 'timedOut internalError',
})
overlap('AKA, 494', [akaChallenge, { ...akaAnswer, got: '494 Security Agreement Required' }], { alone: 'agreementDemanded' })
overlap('AKA challenged again', [akaChallenge, { ...akaChallenge, ...akaAnswer, got: '401 Unauthorized' }], {
  alone: 'challengedAgain challengeUnanswered',
  ims: 'vectorGone challengedAgain noProtectedRegister challengeUnanswered',
  abroad: 'vectorGone challengedAgain noProtectedRegister challengeUnanswered',
})
overlap(
  'AKA, no ports named',
  [
    { ...akaChallenge, response: { securityServer: 'ipsec-3gpp;alg=null' } },
    { ...akaAnswer, got: '403 Forbidden', round: { securityClient, securityVerify: 'ipsec-3gpp;alg=null', toPort: 5060 } },
  ],
  {
    alone: 'answerForbidden oldNonceForbidden',
    crowd: 'refusesAll answerForbidden oldNonceForbidden',
    ims: 'resMismatch',
    abroad: 'refusesAll resMismatch',
  },
)
overlap('AUTS', [akaChallenge, { ...akaChallenge, sent: 'auts' }], {
  alone: 'syncFailure challengeUnanswered',
  ims: 'syncFailure noProtectedRegister challengeUnanswered',
  abroad: 'syncFailure noProtectedRegister challengeUnanswered',
})
overlap('AUTS refused', [akaChallenge, { sent: 'auts', got: '403 Forbidden', round: { securityClient, toPort: 5060 } }], {
  alone: 'syncFailure',
  crowd: 'syncFailure refusesAll',
  abroad: 'syncFailure refusesAll',
})
overlap('AUTS, then asked', [akaChallenge, { ...akaChallenge, sent: 'auts' }, akaChallenge], {
  alone: 'challengeUnanswered',
  ims: 'macFailure noProtectedRegister challengeUnanswered',
  abroad: 'macFailure noProtectedRegister challengeUnanswered',
})
overlap('AUTS twice', [akaChallenge, { ...akaChallenge, sent: 'auts' }, { ...akaChallenge, sent: 'auts' }], {
  alone: 'syncFailure challengeUnanswered',
  ims: 'syncFailure noProtectedRegister challengeUnanswered',
  abroad: 'syncFailure noProtectedRegister challengeUnanswered',
})
overlap('AUTS at once', [{ ...akaChallenge, sent: 'auts' }], {
  alone: 'syncFailure challengeUnanswered',
  ims: 'syncFailure noProtectedRegister challengeUnanswered',
  abroad: 'syncFailure noProtectedRegister challengeUnanswered',
})
overlap('an empty answer', [akaChallenge, { ...akaChallenge, sent: 'empty' }], {
  alone: 'challengeUnanswered',
  ims: 'macFailure noProtectedRegister challengeUnanswered',
  abroad: 'macFailure noProtectedRegister challengeUnanswered',
})
overlap(
  'an empty answer on another nonce',
  [akaChallenge, { ...akaChallenge, sent: 'empty', credentials: { username: impi, nonce: 5 }, round: { securityClient, pause: 9 } }],
  { alone: 'challengeUnanswered', ims: 'noProtectedRegister challengeUnanswered', abroad: 'noProtectedRegister challengeUnanswered' },
)
overlap(
  'an empty answer to one challenge of two',
  [
    {
      ...akaChallenge,
      challenge: [
        { algorithm: 'AKAv1-MD5', nonceLength: 44, nonce: 7 },
        { algorithm: 'MD5', nonce: 8 },
      ],
    },
    { ...akaChallenge, sent: 'empty', credentials: { username: impi, nonce: 7 } },
  ],
  {
    alone: 'challengeUnanswered',
    ims: 'macFailure noProtectedRegister challengeUnanswered',
    abroad: 'macFailure noProtectedRegister challengeUnanswered',
  },
)
overlap('an empty answer, then none', [akaChallenge, { ...akaChallenge, sent: 'empty' }, asked], {
  alone: 'challengeUnanswered',
  ims: 'macFailure challengeUnanswered',
  abroad: 'macFailure challengeUnanswered',
})
overlap(
  'an answer, then an empty one',
  [akaChallenge, { ...akaChallenge, ...akaAnswer, got: '401 Unauthorized' }, { ...akaChallenge, sent: 'empty' }],
  {
    alone: 'challengedAgain challengeUnanswered',
    ims: 'macFailure challengedAgain noProtectedRegister challengeUnanswered',
    abroad: 'macFailure challengedAgain noProtectedRegister challengeUnanswered',
  },
)
overlap(
  'a 500 to an answer in the association',
  [akaChallenge, { ...akaAnswer, got: '500 Server Internal Error', round: { ...akaAnswer.round, securityVerify: 'tls' } }],
  { alone: 'internalError', ims: 'verifyDiffers internalError', abroad: 'verifyDiffers internalError' },
)
