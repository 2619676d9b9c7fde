import test from 'ava'
import { asked, bare, forbidden, known, proxied, refused, says } from './says.ts'

const stale = { ...refused, challenge: { stale: true } } as const
const cached = { ...asked, sent: 'cached' } as const
const again = { ...asked, sent: 'again' } as const
const AGAIN = '401 again after its nonce was answered, once'
const SERVER_LOG = 'the server log tells a wrong password from an unknown user'

// What came last counts: a client that came to answer the new nonce was refused for what it said.
test(
  'old nonces, then the new one is refused',
  says,
  [cached, again, again, refused],
  {},
  'credentials/unspecified ambiguous',
  AGAIN,
  SERVER_LOG,
)
test(
  'refused, then old nonces to the last',
  says,
  [asked, refused, again, again],
  {},
  'credentials/stale_nonce likely',
  'answered twice with an old nonce, though a newer one had been given',
)
test(
  'old nonces to the last, though the user is known good',
  says,
  [asked, refused, again, again],
  known,
  'credentials/stale_nonce definite',
  'answered twice with an old nonce, though a newer one had been given',
)
test(
  'stale, stale, then one realm is content and another asks',
  says,
  [asked, stale, stale, { ...refused, challenge: { realm: 'other.example' } }],
  {},
  'credentials/challenge_unanswered ambiguous',
  'the challenge was never answered',
  'a new attempt soon after would rule out a client that went away',
)
test(
  'stale twice, then forbidden on a nonce that was current',
  says,
  [asked, stale, stale, forbidden],
  {},
  'credentials/wrong_password ambiguous',
  "403 'Forbidden', after credentials",
  'an unknown or barred user looks the same; an earlier success would tell',
)
test(
  'FreeSWITCH says stale of the same nonce again',
  says,
  [{ ...asked, challenge: { nonceForm: 'uuid' } }, stale, { ...stale, sent: 'again' }],
  {},
  'credentials/stale_nonce likely',
  'told twice that its nonce was stale',
)

// One word and then silence is silence; two settle it.
const NO_REPLY = ['server/no_response ambiguous', 'no reply to the last REGISTER'] as const
const OF_OTHERS = 'answers of this node to others would tell a dead path from a one-way capture'
test('stale once, then silence', says, [asked, stale, { sent: 'answer' }], {}, ...NO_REPLY, OF_OTHERS)
test('an old nonce once, then silence', says, [asked, refused, again, { sent: 'answer' }], {}, ...NO_REPLY, OF_OTHERS)
test(
  'an old nonce twice, then silence',
  says,
  [asked, refused, again, again, { sent: 'again' }],
  {},
  'credentials/stale_nonce likely',
  'answered twice with an old nonce, though a newer one had been given',
)
test('a nonce too old, then silence', says, [{ ...cached, credentials: { nonceAge: 999 } }, { sent: 'answer' }], {}, ...NO_REPLY, OF_OTHERS)

// 403 to an answer whose nonce was not the last one given
const forbiddenCached = { ...bare, sent: 'cached' } as const
const NEW_ATTEMPT = 'a challenge to a new attempt would tell'
test(
  'forbidden on a nonce that nobody was seen to give',
  says,
  [forbiddenCached],
  {},
  'credentials/stale_nonce ambiguous',
  "403 'Forbidden', after credentials, on a nonce that was not seen to be given",
  NEW_ATTEMPT,
)
test(
  'forbidden on a nonce that nobody was seen to give, after a 407',
  says,
  [proxied, { ...forbiddenCached, proxy: true }],
  {},
  'credentials/stale_nonce ambiguous',
  "403 'Forbidden', after credentials, on a nonce that was not seen to be given",
  NEW_ATTEMPT,
)
test(
  'forbidden on another nonce than the one that was given',
  says,
  [asked, forbiddenCached],
  {},
  'credentials/stale_nonce ambiguous',
  "403 'Forbidden', after credentials, on a nonce that was not the last one given",
  NEW_ATTEMPT,
)
test(
  'forbidden on a nonce of before that is too old',
  says,
  [{}, { ...forbiddenCached, credentials: { nonceAge: 301 } }],
  {},
  'credentials/stale_nonce ambiguous',
  "403 'Forbidden', after credentials, on a nonce that was not the last one given",
  NEW_ATTEMPT,
)
test(
  'forbidden on a nonce of before that still lives',
  says,
  [{ ...forbiddenCached, credentials: { nonceAge: 300 } }],
  {},
  'credentials/wrong_password ambiguous',
  "403 'Forbidden', after credentials",
  'an unknown or barred user looks the same; an earlier success would tell',
)
const LOST = [
  'credentials/wrong_password ambiguous',
  "403 'Forbidden', after credentials",
  'what came before it was not captured, as it seems',
] as const
test('forbidden, and the challenge was lost', says, [{}, forbiddenCached], {}, ...LOST)
test(
  'forbidden behind a proxy, and the challenge of the registrar was lost',
  says,
  [proxied, { proxy: true }, { ...forbiddenCached, proxy: true }],
  {},
  ...LOST,
)
test(
  'forbidden at the second try with the same nonce: no challenge came in between',
  says,
  [{ sent: 'cached' }, forbiddenCached],
  {},
  'credentials/stale_nonce ambiguous',
  "403 'Forbidden', after credentials, on a nonce that was not seen to be given",
  NEW_ATTEMPT,
)
test(
  'forbidden after an interval that was too brief: that was no challenge',
  says,
  [{ got: '423 Interval Too Brief' }, forbiddenCached],
  {},
  'credentials/stale_nonce ambiguous',
  "403 'Forbidden', after credentials, on a nonce that was not seen to be given",
  NEW_ATTEMPT,
)

// What is left of an answer when the last word is a challenge
const WENT_AWAY = 'a new attempt soon after would rule out a client that went away'
const NOT_SEEN = 'the new challenge was not answered; the answer before it was for a nonce not seen here'
test('an unseen nonce, then two challenges', says, [cached, asked], {}, 'credentials/challenge_unanswered ambiguous', NOT_SEEN, WENT_AWAY)
test(
  'an unseen nonce, asked for another interval, then challenged',
  says,
  [{ sent: 'cached', got: '423 Interval Too Brief' }, asked],
  {},
  'credentials/challenge_unanswered ambiguous',
  'the challenge was never answered',
  WENT_AWAY,
)
