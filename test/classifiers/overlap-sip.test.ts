import { type Sketch } from './attempt.ts'
import { overlap } from './overlap.ts'

const asked: Sketch = { got: '401 Unauthorized' }
const refused: Sketch = { sent: 'answer', got: '401 Unauthorized' }
const forbidden: Sketch = { sent: 'answer', got: '403 Forbidden' }
const bare: Sketch = { got: '403 Forbidden' }
const proxied: Sketch = { got: '407 Proxy Authentication Required' }
const again: Sketch = { ...proxied, proxy: true }
const stale = { challenge: { stale: true } } as const

overlap('silence', [{}], { alone: 'silence' })
overlap('silence after a challenge', [asked, {}], { alone: 'silence' })
overlap('silence after an answer', [asked, { sent: 'answer' }], { alone: 'silence' })
overlap('silence after two refusals', [asked, refused, refused, { sent: 'answer' }], { alone: 'challengedAgain silence' })
overlap('silence after 407', [proxied, {}], { alone: 'silence' })
overlap('silence after a 503', [{ got: '503 Service Unavailable' }, {}], { alone: 'silence' })
overlap('a challenge', [asked], { alone: 'challengeUnanswered' })
overlap('two challenges', [asked, asked], { alone: 'challengeUnanswered' })
overlap('refused once', [asked, refused], { alone: 'challengedAgain challengeUnanswered' })
overlap('refused, then asked without answer', [asked, refused, asked], { alone: 'challengedAgain challengeUnanswered' })
overlap('stale twice', [asked, { ...refused, ...stale }, { ...refused, ...stale }], { alone: 'staleNonce challengeUnanswered' })
overlap('stale, then refused', [asked, { ...refused, ...stale }, refused], { alone: 'challengedAgain challengeUnanswered' })
overlap('stale twice, then refused', [asked, { ...refused, ...stale }, { ...refused, ...stale }, refused], {
  alone: 'challengedAgain challengeUnanswered',
})
overlap('old nonce', [asked, refused, { ...asked, sent: 'again' }], { alone: 'staleNonce challengedAgain challengeUnanswered' })
overlap('old nonce, then the new one', [asked, refused, { ...asked, sent: 'again' }, refused], {
  alone: 'challengedAgain challengeUnanswered',
})
overlap('another realm', [asked, { ...refused, credentials: { realm: 'x' } }], {
  alone: 'schemeDiffers challengedAgain challengeUnanswered',
})
overlap(
  'another realm, then an old nonce',
  [asked, { ...refused, credentials: { realm: 'x' } }, { ...asked, sent: 'again', credentials: { realm: 'x' } }],
  { alone: 'staleNonce schemeDiffers challengedAgain challengeUnanswered' },
)
overlap('a nonce too old', [{ ...asked, sent: 'cached', credentials: { nonceAge: 999 } }], { alone: 'staleNonce challengeUnanswered' })
overlap('a nonce too old, then refused', [{ ...asked, sent: 'cached', credentials: { nonceAge: 999 } }, refused], {
  alone: 'challengedAgain challengeUnanswered',
})
overlap('SHA-256 alone', [{ ...asked, challenge: { algorithm: 'SHA-256' } }], { alone: 'onlyNewAlgorithms challengeUnanswered' })
overlap(
  'SHA-256 alone, answered',
  [
    { ...asked, challenge: { algorithm: 'SHA-256' } },
    { ...refused, challenge: { algorithm: 'SHA-256' } },
  ],
  { alone: 'challengedAgain challengeUnanswered' },
)
overlap(
  'NTLM, answered in its way',
  [
    { ...asked, challenge: { scheme: 'NTLM' } },
    { ...asked, sent: 'name', credentials: { scheme: 'NTLM' }, challenge: { scheme: 'NTLM' } },
  ],
  { alone: 'challengeUnanswered' },
)
overlap('XSHA-256', [{ ...asked, challenge: { algorithm: 'XSHA-256' } }], { alone: 'challengeUnanswered' })
overlap('SHA256', [{ ...asked, challenge: { algorithm: 'SHA256' } }], { alone: 'onlyNewAlgorithms challengeUnanswered' })
overlap('a 401 that asks for the proxy alone', [{ ...asked, challenge: { proxy: true } }], { alone: 'badChallenge challengeUnanswered' })
overlap('a bad challenge', [{ ...asked, challenge: [] }], { alone: 'badChallenge challengeUnanswered' })
overlap('a bad challenge, answered', [asked, { ...refused, challenge: [] }], { alone: 'challengedAgain challengeUnanswered' })
overlap('407', [proxied], { alone: 'proxyUnanswered' })
overlap('407 again', [proxied, again], { alone: 'refusedByProxy proxyUnanswered' })
overlap('407 again with the wrong header', [proxied, { ...proxied, sent: 'answer' }], { alone: 'proxyUnanswered' })
overlap('407 stale', [proxied, { ...again, ...stale }], { alone: 'refusedByProxy proxyUnanswered' })
overlap('one challenge of two stale', [proxied, { ...again, challenge: [{ stale: true }, {}] }], {
  alone: 'refusedByProxy proxyUnanswered',
})
overlap('407, 401, 407', [proxied, { ...asked, proxy: true }, { ...proxied, sent: 'answer' }], {
  alone: 'oneOfTwo proxyUnanswered',
})
overlap('401, 407, 401', [asked, { ...proxied, sent: 'answer' }, { ...asked, proxy: true }], { alone: 'oneOfTwo challengeUnanswered' })
overlap('401, 407, both', [asked, { ...proxied, sent: 'answer' }, { ...asked, sent: 'answer', proxy: true }], {
  alone: 'challengedAgain challengeUnanswered',
})
overlap('407, 403', [proxied, { ...bare, proxy: true }], {
  alone: 'answerToProxyForbidden refusedUnasked',
  crowd: 'refusesAll answerToProxyForbidden refusedUnasked',
  ims: '',
  abroad: 'refusesAll',
})
overlap('401, 407, 403', [asked, { ...proxied, sent: 'answer' }, { ...bare, proxy: true }], {
  alone: '',
  crowd: 'refusesAll',
  abroad: 'refusesAll',
})
overlap('407, passed on, 403', [proxied, { ...bare, proxy: true, round: { forwarded: true } }], {
  alone: 'refusedUnasked',
  crowd: 'refusesAll refusedUnasked',
  ims: '',
  abroad: 'refusesAll',
})
overlap('403', [bare], {
  alone: 'refusedUnasked',
  crowd: 'refusesAll refusedUnasked',
  ims: 'impiFormat impiUnknown',
  abroad: 'refusesAll impiFormat edgeNotTrusted roamingRefused refusedOfLate impiUnknown',
})
overlap('403 after a challenge', [asked, bare], {
  alone: 'refusedUnasked',
  crowd: 'refusesAll refusedUnasked',
  ims: '',
  abroad: 'refusesAll',
})
overlap('403 to an answer', [asked, forbidden], {
  alone: 'answerForbidden oldNonceForbidden',
  crowd: 'refusesAll answerForbidden oldNonceForbidden',
  ims: 'resMismatch',
  abroad: 'refusesAll resMismatch',
})
overlap('403 for another realm', [asked, { ...forbidden, credentials: { realm: 'x' } }], {
  alone: 'schemeDiffers answerForbidden oldNonceForbidden',
  crowd: 'schemeDiffers refusesAll answerForbidden oldNonceForbidden',
  ims: 'schemeDiffers resMismatch',
  abroad: 'schemeDiffers refusesAll resMismatch',
})
overlap('403 to a cached nonce', [{ ...forbidden, sent: 'cached' }], {
  alone: 'oldNonceForbidden',
  crowd: 'refusesAll oldNonceForbidden',
  ims: 'impiFormat impiUnknown',
  abroad: 'refusesAll impiFormat edgeNotTrusted roamingRefused refusedOfLate impiUnknown',
})
overlap('403 to a cached nonce of known age', [{ ...forbidden, sent: 'cached', credentials: { nonceAge: 5 } }], {
  alone: 'answerForbidden oldNonceForbidden',
  crowd: 'refusesAll answerForbidden oldNonceForbidden',
  ims: 'impiFormat impiUnknown',
  abroad: 'refusesAll impiFormat edgeNotTrusted roamingRefused refusedOfLate impiUnknown',
})
overlap('404', [{ got: '404 Not Found' }], { alone: 'notFound' })
overlap('404 to an answer', [asked, { sent: 'answer', got: '404 Not Found' }], { alone: 'notFound' })
overlap('404 User Not Found', [{ got: '404 User Not Found' }], {
  alone: 'saidLiterally saidInWords notFound',
  ims: 'saidInWords notFound',
  abroad: 'saidInWords notFound',
})
overlap('408', [{ got: '408 Request Timeout' }], { alone: 'timedOut' })
overlap('480', [{ got: '480 Temporarily Unavailable' }], { alone: 'homeUnavailable' })
overlap('480 later', [{ got: '480 Temporarily Unavailable', response: { retryAfter: 9 } }], {
  alone: 'comeBackLater homeUnavailable',
  ims: 'homeUnavailable',
  abroad: 'homeUnavailable',
})
overlap('500', [{ got: '500 Server Internal Error' }], { alone: 'internalError' })
overlap('502 passed on', [{ got: '502 Bad Gateway', round: { forwarded: true } }], {
  alone: 'passedOnInVain internalError',
  ims: 'internalError',
  abroad: 'internalError',
})
overlap('503', [{ got: '503 Service Unavailable' }], { alone: 'overloaded internalError' })
overlap('504', [{ got: '504 Server Time-out' }], { alone: 'timedOut internalError' })
overlap('600', [{ got: '600 Busy Everywhere' }], { alone: '', ims: 'noServer', abroad: 'noServer' })
overlap('600 passed on', [{ got: '600 Busy Everywhere', round: { forwarded: true } }], { alone: '', ims: 'noServer', abroad: 'noServer' })
overlap('302', [{ got: '302 Moved Temporarily' }], { alone: 'notFollowed' })
overlap('400', [{ got: '400 Bad Request' }], { alone: 'requestRefused' })
overlap('423', [{ got: '423 Interval Too Brief' }], { alone: 'requestRefused' })
overlap('494', [{ got: '494 Security Agreement Required' }], { alone: 'agreementDemanded' })
overlap('420 of another kind', [{ got: '420 Bad Extension', response: { unsupported: 'path' } }], { alone: 'requestRefused' })
overlap('421 sec-agree', [{ got: '421 Extension Required', response: { require: 'sec-agree' } }], {
  alone: 'agreementDemanded requestRefused',
})
overlap('420 sec-agree', [{ got: '420 Bad Extension', response: { unsupported: 'sec-agree' } }], {
  alone: 'agreementDemanded requestRefused',
})
overlap('403 that names sec-agree', [{ got: '403 Forbidden', response: { require: 'sec-agree' } }], {
  alone: 'refusedUnasked',
  crowd: 'refusesAll refusedUnasked',
  ims: 'impiFormat impiUnknown',
  abroad: 'refusesAll impiFormat edgeNotTrusted roamingRefused refusedOfLate impiUnknown',
})
overlap('a final that came of a 401 deeper in', [{ ...asked, got: '503 Service Unavailable', decision: '401 Unauthorized' }], {
  alone: 'overloaded internalError',
})
overlap('an empty answer to MD5', [asked, { ...asked, sent: 'empty' }], { alone: 'challengeUnanswered' })
