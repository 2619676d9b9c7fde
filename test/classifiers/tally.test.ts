import test from 'ava'
import { foreignIn, tallyAnswers, type Tally } from '../../classifiers/tally.ts'
import { answerIn } from '../../classifiers/reading.ts'
import { akaChallenge, attempt, ims, type Facts, type Sketch } from './attempt.ts'

const asked: Sketch = { got: '401 Unauthorized' }
const refused: Sketch = { ...asked, sent: 'answer' }
const stale: Sketch = { ...refused, challenge: { stale: true } }

const counts = test.macro<[rounds: readonly Sketch[], expected: Partial<Tally>, facts?: Facts]>((t, rounds, expected, facts = {}) => {
  const none = { current: 0, cached: 0, replayed: 0, lastReplayed: false, stale: 0, lastStale: false, foreign: undefined }
  const { current, cached, replayed, lastReplayed, stale: told, lastStale, foreign } = tallyAnswers(attempt(rounds, facts))
  t.deepEqual({ current, cached, replayed, lastReplayed, stale: told, lastStale, foreign }, { ...none, ...expected })
})

test('nothing answered', counts, [asked, asked], {})
test('two answers', counts, [asked, refused, refused], { current: 2 })
test('an answer that was not refused', counts, [asked, { sent: 'answer', got: '403 Forbidden' }], {})
test('an answer that nobody answered', counts, [asked, { sent: 'answer' }], {})
test('AUTS is none', counts, [akaChallenge, { ...asked, sent: 'auts' }], {}, ims)
test('told stale once, then refused', counts, [asked, stale, refused], { stale: 1, current: 1 })
test('refused, then told stale', counts, [asked, refused, stale], { stale: 1, lastStale: true, current: 1 })
test('one challenge of two says stale', counts, [asked, { ...refused, challenge: [{ stale: true }, {}] }], { stale: 1, lastStale: true })
test('a nonce used again', counts, [asked, refused, { ...asked, sent: 'again' }], { current: 1, replayed: 1, lastReplayed: true })
test('a nonce used again, then the new one', counts, [asked, refused, { ...asked, sent: 'again' }, refused], { current: 2, replayed: 1 })
test('a nonce of before', counts, [{ ...asked, sent: 'cached', credentials: { nonceAge: 300 } }], { cached: 1 })
test('a nonce of before that is too old', counts, [{ ...asked, sent: 'cached', credentials: { nonceAge: 301 } }], {})
test(
  'a nonce of before at OpenSIPS',
  counts,
  [{ ...asked, sent: 'cached', credentials: { nonceAge: 31 }, response: { server: 'OpenSIPS (3.4)' } }],
  {},
)
test('a nonce of before that nobody saw', counts, [{ ...asked, sent: 'cached' }], {})
test('a nonce of before in an IMS', counts, [{ ...asked, sent: 'cached', credentials: { nonceAge: 9 } }], {}, ims)
test('a current nonce that outlived itself', counts, [asked, { ...refused, credentials: { nonceAge: 301 } }], {})
test('a current nonce just alive', counts, [asked, { ...refused, credentials: { nonceAge: 300 } }], { current: 1 })
test('a current nonce of unknown age', counts, [asked, { ...refused, credentials: { nonceAge: undefined } }], { current: 1 })
test('another realm', counts, [asked, { ...refused, credentials: { realm: 'x' } }], { current: 1, foreign: 'realm' })
test('another algorithm', counts, [asked, { ...refused, credentials: { algorithm: 'SHA-256' } }], { current: 1, foreign: 'algorithm' })
test('another realm on an old nonce', counts, [asked, refused, { ...asked, sent: 'again', credentials: { realm: 'x' } }], {
  current: 1,
  replayed: 1,
  lastReplayed: true,
})

test('whose answer was last, and how old the oldest nonce', (t) => {
  const tally = tallyAnswers(
    attempt([
      asked,
      { ...refused, credentials: { username: 'one', nonceAge: 7 } },
      { ...refused, credentials: { username: 'two', nonceAge: 3 } },
    ]),
  )
  t.is(tally.username, 'two')
  t.is(tally.oldest, 7)
  const none = tallyAnswers(attempt([asked]))
  t.is(none.username, '')
  t.is(none.oldest, 0)
})
test('each attempt is counted for itself', (t) => {
  const one = attempt([asked, refused])
  const other = attempt([asked, refused, refused])
  t.is(tallyAnswers(one).current, 1)
  t.is(tallyAnswers(one), tallyAnswers(one))
  t.is(tallyAnswers(other).current, 2)
  t.is(tallyAnswers(one).current, 1)
})
test('stale=true to nothing means nothing later', (t) => {
  t.is(tallyAnswers(attempt([{ ...asked, challenge: { stale: true } }, stale, stale])).stale, 0)
  t.is(tallyAnswers(attempt([asked, stale, stale])).stale, 2)
})
test('stale=true in one of two challenges to nothing means nothing later', (t) => {
  t.is(tallyAnswers(attempt([{ ...asked, challenge: [{ stale: true }, {}] }, stale, stale])).stale, 0)
})
test('stale=true to a nonce of before is how a refresh begins', (t) => {
  const cached: Sketch = { ...asked, sent: 'cached', challenge: { stale: true } }
  t.is(tallyAnswers(attempt([cached, stale])).staleAgain, 0)
  t.is(tallyAnswers(attempt([asked, cached])).staleAgain, 1)
})
test('an answer that pleased one realm, where another asks', counts, [asked, { ...refused, challenge: { realm: 'other.example' } }], {})
test('stale=true to an old nonce after a challenge', (t) => {
  t.is(tallyAnswers(attempt([asked, stale, { ...asked, sent: 'again', challenge: { stale: true } }])).staleAgain, 1)
  t.is(tallyAnswers(attempt([asked, stale, stale])).staleAgain, 0)
})

const foreign = test.macro<[asked: readonly object[], realm: string, algorithm: string, expected: Tally['foreign']]>(
  (t, challenge, realm, algorithm, expected) => {
    const { rounds } = attempt([
      { ...asked, challenge },
      { ...refused, credentials: { realm, algorithm } },
    ])
    t.is(foreignIn(answerIn(rounds[1], false)!, rounds[0]?.response), expected)
  },
)
test('nothing asked', foreign, [], 'a', 'MD5', undefined)
test('as asked', foreign, [{ realm: 'a', algorithm: 'MD5' }], 'a', 'MD5', undefined)
test('as asked, in another case', foreign, [{ realm: 'a', algorithm: 'sha-256' }], 'a', 'SHA-256', undefined)
test('MD5 unsaid by the server', foreign, [{ realm: 'a', algorithm: '' }], 'a', 'md5', undefined)
test('MD5 unsaid by the client', foreign, [{ realm: 'a', algorithm: 'MD5' }], 'a', '', undefined)
test(
  'the algorithm of another realm',
  foreign,
  [
    { realm: 'a', algorithm: 'MD5' },
    { realm: 'b', algorithm: 'SHA-256' },
  ],
  'a',
  'SHA-256',
  'algorithm',
)
test(
  'one of two algorithms',
  foreign,
  [
    { realm: 'a', algorithm: 'MD5' },
    { realm: 'a', algorithm: 'SHA-256' },
  ],
  'a',
  'SHA-256',
  undefined,
)
test('no realm of these', foreign, [{ realm: 'a' }, { realm: 'b' }], 'c', '', 'realm')
test('a realm of the proxy', foreign, [{ realm: 'a' }, { realm: 'c', proxy: true }], 'c', '', 'realm')
test('AKA that is left out', foreign, [{ realm: 'a', algorithm: 'AKAv1-MD5' }], 'a', '', undefined)
test('AKA that was not asked for', foreign, [{ realm: 'a', algorithm: 'MD5' }], 'a', 'AKAv1-MD5', 'algorithm')
test('MD5 to a challenge for AKA', foreign, [{ realm: 'a', algorithm: 'AKAv1-MD5' }], 'a', 'MD5', 'algorithm')
test('nothing said to a challenge for SHA-256 alone', foreign, [{ realm: 'a', algorithm: 'SHA-256' }], 'a', '', 'algorithm')
