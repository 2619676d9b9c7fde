import test from 'ava'
import { UNWATCHED } from '../../../collector/registration/unwatched.ts'
import { address, lastOf, phone, phones } from './crowd.ts'

const ATTACKER = '203.0.113.7:5071'

const scan = phones(12, (index) => ({ at: index * 0.2, user: `x${index * 7}`, fate: 404, source: ATTACKER }))

const onceServed = [
  ...phone({ at: 0, user: 'alice', fate: 'ok', source: `${address(1)}:5060` }),
  ...phone({ at: 600, user: 'alice', fate: 'wrong', source: `${address(1)}:5060` }),
]

test('with others a scanner is found after 15 seconds, without them its last attempt is an unknown user after 5', (t) => {
  const watched = lastOf('x77', scan)
  t.deepEqual([watched?.finding, watched?.confidence, watched?.at], ['scan/scanner', 'likely', 17.3])
  const alone = lastOf('x77', scan, { population: 'none' })
  t.deepEqual([alone?.finding, alone?.confidence, alone?.at], ['credentials/unknown_user', 'likely', 7.3])
  t.deepEqual(alone?.detail.attempt?.population, UNWATCHED)
})
test('without others users are still remembered', (t) => {
  for (const population of [undefined, 'none'] as const) {
    const told = lastOf('alice', onceServed, population === undefined ? {} : { population })
    t.is(told?.detail.attempt?.history.succeeded, 'yes')
  }
})
test('without a history nobody is remembered, and others are still watched', (t) => {
  t.is(lastOf('alice', onceServed, { history: 'none' })?.detail.attempt?.history.succeeded, 'unknown')
  t.is(lastOf('x77', scan, { history: 'none' })?.finding, 'scan/scanner')
})
test('without either an attempt is judged by itself, and a success counted as ever', (t) => {
  const without = { population: 'none', history: 'none' } as const
  t.is(lastOf('x77', scan, without)?.finding, 'credentials/unknown_user')
  t.is(lastOf('alice', onceServed.slice(0, 4), without)?.said, 'success 200')
})
