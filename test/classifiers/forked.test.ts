import test from 'ava'
import { asksElsewhere, answerIn, challengeBefore, giverOf, isCurrent } from '../../classifiers/reading.ts'
import { attempt, type Sketch } from './attempt.ts'

// What lies behind a proxy that sends one REGISTER to several registrars: the same request more than once, each with an answer of its own.

const asked: Sketch = { got: '401 Unauthorized', round: { cseq: 1 } }
const answer = (nonce: number, response = 51, got = '401 Unauthorized'): Sketch => ({
  sent: 'answer',
  credentials: { nonce, response },
  got,
  round: { cseq: 2 },
})

test('the challenge of one registrar is not what came before the same request to the other', (t) => {
  const { rounds } = attempt([asked, asked, answer(1000), answer(1000)])
  t.deepEqual(
    [0, 1, 2, 3].map((at) => challengeBefore(rounds, at, false)),
    [-1, -1, 1, 1],
  )
})
test('whichever of their challenges the phone was given, its answer is current, and its giver known', (t) => {
  const { rounds } = attempt([asked, asked, asked, answer(1000), answer(1001), answer(1002), answer(1003)])
  const giver = (at: number) => rounds.indexOf(giverOf(rounds, at, answerIn(rounds[at], false)!)!)
  t.deepEqual([3, 4, 5].map(giver), [0, 1, 2])
  // The three answers are one request too: none of them answers what another of them was given.
  t.is(giver(6), -1)
})
test('a challenge to another request is out of date', (t) => {
  const { rounds } = attempt([
    asked,
    { ...asked, round: { cseq: 2 } },
    { ...asked, round: { cseq: 2 } },
    { ...answer(1000), round: { cseq: 3 } },
    { ...answer(1001), round: { cseq: 3 } },
  ])
  t.false(isCurrent(rounds, 3, answerIn(rounds[3], false)!))
  t.true(isCurrent(rounds, 4, answerIn(rounds[4], false)!))
})
test('a phone that does not count its CSeq up sends another request when it answers, or answers anew', (t) => {
  const same = { cseq: 1 }
  const { rounds } = attempt([asked, { ...answer(1000, 51), round: same }, { ...answer(1001, 52), round: same }])
  t.deepEqual(
    [0, 1, 2].map((at) => challengeBefore(rounds, at, false)),
    [-1, 0, 1],
  )
  const both = attempt([
    { ...answer(7, 50), proxy: true, round: same },
    { ...answer(7, 50), proxy: true, round: same },
  ]).rounds
  t.is(challengeBefore(both, 1, false), 0, 'one of its two answers is another')
})
test('requests that were not captured are not known to be the same', (t) => {
  const unseen: Sketch = { ...asked, round: { cseq: 1, requestSeen: false } }
  t.is(challengeBefore(attempt([unseen, unseen]).rounds, 1, false), 0)
  t.is(challengeBefore(attempt([asked, unseen]).rounds, 1, false), 0)
  t.is(challengeBefore(attempt([unseen, asked]).rounds, 1, false), 0)
})

const elsewhere = test.macro<
  [first: Sketch['challenge'], then: Sketch['challenge'], expected: boolean, credentials?: Sketch['credentials']]
>((t, first, then, expected, credentials = {}) => {
  const { rounds } = attempt([
    { ...asked, challenge: first ?? {} },
    { ...answer(1000), credentials, challenge: then ?? {} },
  ])
  t.is(asksElsewhere(rounds, 1, answerIn(rounds[1], false)!), expected)
})
test('the same realm asks again', elsewhere, { realm: 'a' }, { realm: 'a' }, false)
test('another realm asks: the first was content', elsewhere, { realm: 'a' }, { realm: 'b' }, true)
test('one of two realms was answered, the other asks', elsewhere, [{ realm: 'a' }, { realm: 'b' }], { realm: 'b' }, true)
test('both realms ask again', elsewhere, [{ realm: 'a' }, { realm: 'b' }], [{ realm: 'a' }, { realm: 'b' }], false)
test('nobody asks', elsewhere, { realm: 'a' }, [], false)
test('an old nonce pleases nobody', elsewhere, { realm: 'a' }, { realm: 'b' }, false, { nonce: 7 })
test('an answer for a realm that did not ask', elsewhere, { realm: 'a' }, { realm: 'b' }, false, { realm: 'c' })
// A proxy that collects the challenges of several nodes hands on both kinds (RFC 3261 §16.7 step 7).
test('a proxy of the same realm asks beside another', elsewhere, { realm: 'a' }, [{ realm: 'b' }, { realm: 'a', proxy: true }], true)
test('a nonce of the proxy, in the header for the registrar', elsewhere, { realm: 'a', proxy: true }, { realm: 'b' }, false)
