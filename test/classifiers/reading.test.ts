import test from 'ava'
import type { Attempt, Response } from '../../classifiers/attempt.ts'
import {
  answerAt,
  answeredCurrent,
  answerIn,
  answerOfEither,
  asksForAka,
  challengeBefore,
  decidingAnswer,
  endStatus,
  isAka,
  isChallenge,
  isCurrent,
  lastAnsweredIndex,
  otherSchemes,
  ruling,
  usernameOf,
  usesAka,
  wasChallenged,
} from '../../classifiers/reading.ts'
import { akaChallenge, attempt, type Sketch } from './attempt.ts'

const asked: Sketch = { got: '401 Unauthorized' }
const proxied: Sketch = { got: '407 Proxy Authentication Required' }

/** What the UE got and what the deciding node said. */
function ruled(got: string | undefined, decision?: string): number | undefined {
  return ruling(attempt([{ ...(got === undefined ? {} : { got }), ...(decision === undefined ? {} : { decision }) }]))?.status
}

test('the deciding node rules, unless it asked or agreed and a nearer one made a refusal of it', (t) => {
  t.is(ruled('500 X', '403 Forbidden'), 403)
  t.is(ruled('503 X', '401 Unauthorized'), 503)
  t.is(ruled('503 X', '407 Proxy'), 503)
  t.is(ruled('403 X', '200 OK'), 403)
  t.is(ruled('403 X', '299 OK'), 403)
  t.is(ruled('403 X', '300 Choices'), 300)
  t.is(ruled('404 X'), 404)
  t.is(ruled(undefined), undefined)
})
test('of two that are not both there the one that is rules', (t) => {
  const one = attempt([{ got: '404 X' }])
  const response: Response | undefined = one.final
  t.is(ruling({ ...one, decision: undefined })?.status, 404)
  t.is(ruling({ ...one, final: undefined })?.status, 404)
  t.is(ruling({ ...one, decision: undefined, final: undefined }), undefined)
  // Asked by the only one there is.
  const challenge: Attempt = attempt([asked])
  t.is(ruling({ ...challenge, final: undefined })?.status, 401)
  t.is(response?.status, 404)
})
test('an attempt ends in a status, or in silence', (t) => {
  t.is(endStatus(attempt([{ got: '404 X' }])), 404)
  t.is(endStatus(attempt([asked, { sent: 'answer' }])), 0)
  t.is(endStatus({ ...attempt([asked]), final: undefined, decision: undefined }), 0)
})
test('401 and 407 challenge', (t) => {
  t.deepEqual([200, 401, 403, 407].filter(isChallenge), [401, 407])
})
test('the last answered round, the challenge before it', (t) => {
  t.is(lastAnsweredIndex(attempt([{}]).rounds), -1)
  t.is(lastAnsweredIndex(attempt([{ got: '404 X' }]).rounds), 0)
  t.is(lastAnsweredIndex(attempt([asked, {}, {}]).rounds), 0)
  t.is(lastAnsweredIndex(attempt([asked, asked, {}]).rounds), 1)
  const { rounds } = attempt([asked, proxied, { got: '403 X' }, {}, { got: '200 OK' }])
  t.is(challengeBefore(rounds, 4, false), 0)
  t.is(challengeBefore(rounds, 4, true), 1)
  t.is(challengeBefore(rounds, 1, true), -1)
  t.is(challengeBefore(rounds, 0, false), -1)
  t.is(challengeBefore(rounds, 1, false), 0)
})
test('an answer is of its kind and has a response', (t) => {
  const { rounds } = attempt([asked, { sent: 'answer', got: '403 X' }, { sent: 'name', proxy: true, got: '407 X' }])
  t.is(answerIn(rounds[0], false), undefined)
  t.is(answerIn(rounds[9], false), undefined)
  t.false(answerIn(rounds[1], false)?.proxy ?? true)
  t.is(answerIn(rounds[1], true), undefined)
  t.is(answerIn(rounds[2], false), undefined)
  t.true(answerIn(rounds[2], true)?.proxy ?? false)
})
test('an answer is current on the nonce given last, and on no other', (t) => {
  const { rounds } = attempt([asked, { ...asked, sent: 'answer' }, { ...asked, sent: 'again' }, { ...asked, sent: 'answer' }])
  const isOn = (at: number) => isCurrent(rounds, at, answerIn(rounds[at], false)!)
  t.deepEqual([1, 2, 3].map(isOn), [true, false, true])
  const first = attempt([{ ...asked, sent: 'cached' }]).rounds
  t.false(isCurrent(first, 0, answerIn(first[0], false)!))
  const nonceless = attempt([
    { ...asked, challenge: { nonce: 0 } },
    { sent: 'answer', got: '403 X' },
  ]).rounds
  t.false(isCurrent(nonceless, 1, answerIn(nonceless[1], false)!))
  const several = attempt([
    { ...asked, challenge: [{ nonce: 5 }, { nonce: 6 }] },
    { sent: 'answer', credentials: { nonce: 6 }, got: '403 X' },
  ]).rounds
  t.true(isCurrent(several, 1, answerIn(several[1], false)!))
})
test('of several answers the one to the challenge given last counts', (t) => {
  const { rounds } = attempt([asked, { sent: 'answer', got: '403 X' }])
  const own = answerIn(rounds[1], false)!
  const other = { ...own, realm: 'elsewhere', nonce: 77 }
  const two = [rounds[0]!, { ...rounds[1]!, credentials: [other, own] }]
  t.is(answerAt(two, 1, false), own)
  t.is(answerAt([rounds[0]!, { ...rounds[1]!, credentials: [other] }], 1, false), other)
  t.is(answerAt(two, 1, true), undefined)
  t.is(answerAt(two, 5, false), undefined)
})
test('AUTS is no answer, and a proxy is answered too', (t) => {
  t.is(decidingAnswer(attempt([akaChallenge, { sent: 'auts', got: '403 X' }])), undefined)
  t.is(decidingAnswer(attempt([asked, { sent: 'answer', got: '403 X' }]))?.nonce, 1000)
  t.is(decidingAnswer(attempt([proxied, { proxy: true, got: '403 X' }])), undefined)
  t.is(answerOfEither(attempt([proxied, { proxy: true, got: '403 X' }]))?.proxy, true)
  t.is(answerOfEither(attempt([asked, { sent: 'answer', got: '403 X' }]))?.proxy, false)
  t.is(answerOfEither(attempt([{ got: '403 X' }])), undefined)
})
test('what was answered, and what asked before', (t) => {
  t.true(answeredCurrent(attempt([asked, { sent: 'answer', got: '403 X' }])))
  t.false(answeredCurrent(attempt([{ sent: 'cached', got: '403 X' }])))
  t.false(answeredCurrent(attempt([{ got: '403 X' }])))
  t.false(wasChallenged(attempt([{ got: '403 X' }])))
  t.true(wasChallenged(attempt([asked, { got: '403 X' }])))
  t.true(wasChallenged(attempt([proxied, { got: '403 X' }])))
  t.false(wasChallenged(attempt([proxied])))
  t.false(wasChallenged(attempt([{ got: '403 X' }, proxied, {}])))
})
test('the username of the UE, not that for the proxy', (t) => {
  t.is(usernameOf(attempt([{ got: '404 X' }])), '')
  t.is(usernameOf(attempt([{ proxy: true, got: '407 X' }])), '')
  t.is(
    usernameOf(
      attempt([
        { sent: 'name', credentials: { username: '' } },
        { sent: 'name', credentials: { username: 'bob' } },
      ]),
    ),
    'bob',
  )
})
test('AKA by its algorithm, in any case', (t) => {
  for (const name of ['AKAv1-MD5', 'akav1-md5', 'AkAv2-SHA-256', 'AKAv1']) t.true(isAka(name), name)
  for (const name of ['', 'AKA', 'aka', 'MD5', 'xAKAv1', 'MD5-AKA', 'SHA-256']) t.false(isAka(name), name)
})
test('one challenge of several that asks for AKA, in any round', (t) => {
  const mixed = attempt([{ ...asked, challenge: [{ algorithm: 'MD5' }, { algorithm: 'AKAv1-MD5' }] }, { got: '403 X' }])
  t.true(asksForAka(mixed.rounds[0]?.response))
  t.false(asksForAka(mixed.rounds[1]?.response))
  t.false(asksForAka(undefined))
  t.true(usesAka(mixed))
  t.false(usesAka(attempt([asked, { got: '403 X' }])))
})
test('schemes beside Digest, whole words only', (t) => {
  for (const scheme of ['Bearer', 'NTLM', 'kerberos', 'Negotiate', 'TLS-DSK']) t.true(otherSchemes.test(scheme), scheme)
  for (const scheme of ['Digest', 'xNTLM', 'NTLMv2', '']) t.false(otherSchemes.test(scheme), scheme)
})
