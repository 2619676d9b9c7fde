import test from 'ava'
import { DistinctWindow } from '../../../collector/metrics/distinct-window.ts'
import { TopWindow } from '../../../collector/metrics/top-window.ts'

/** The panes of a window of 5 minutes: 60 of 5 s. */
const PANES = 60
const NOW = 359_000_000

test('up to 1,024 keys are counted one by one, each once', (t) => {
  const window = new DistinctWindow()
  for (let key = 1; key <= 1_000; key++) for (let again = 0; again < 3; again++) window.note(key, NOW)
  t.is(window.count(NOW), 1_000)
})

test('a key counts for five minutes after it was seen last', (t) => {
  const window = new DistinctWindow()
  window.note(7, NOW)
  window.note(8, NOW)
  window.note(8, NOW + 10)
  t.is(window.count(NOW + PANES - 1), 2)
  t.is(window.count(NOW + PANES), 1)
  t.is(window.count(NOW + PANES + 10), 0)
})

test('200,000 keys are estimated within a tenth, and a few that come after them are counted rightly again', (t) => {
  const window = new DistinctWindow()
  for (let key = 1; key <= 200_000; key++) window.note(key, NOW)
  const count = window.count(NOW)
  t.true(Math.abs(count / 200_000 - 1) < 0.1, String(count))
  let pane = NOW
  for (; pane < NOW + 2 * PANES; pane++) for (const key of [1, 2, 3]) window.note(key, pane)
  t.is(window.count(pane - 1), 3)
})

test('the share of the largest is exact while all have room', (t) => {
  const window = new TopWindow()
  for (let count = 0; count < 60; count++) window.note(1, NOW)
  for (let key = 2; key < 12; key++) for (let count = 0; count < 4; count++) window.note(key, NOW + 1)
  t.is(window.share(NOW + 1), 0.6)
  t.is(window.share(NOW + 5), 0.1)
  t.is(window.share(NOW + 6), 0)
})

test('among many it is never said to be more than it is, and one that has half is found', (t) => {
  const window = new TopWindow()
  for (let key = 1; key <= 10_000; key++) window.note(key, NOW)
  t.true(window.share(NOW) <= 1 / 10_000 + Number.EPSILON)
  for (let count = 0; count < 10_000; count++) window.note(77_777, NOW)
  const share = window.share(NOW)
  t.true(share > 0.4 && share <= 0.5, String(share))
})

test('what cannot be told from others is nobody', (t) => {
  const window = new TopWindow()
  for (let count = 0; count < 9; count++) window.note(0, NOW)
  window.note(5, NOW)
  t.is(window.share(NOW), 0.1)
})
