import test from 'ava'
import { ReleaseQueue } from '../../../collector/registration/release-queue.ts'

const always = (generation: number) => () => generation

test('first in, first out, when it is due and not before', (t) => {
  const queue = new ReleaseQueue(4)
  t.true(queue.push(16, 1, 50))
  t.true(queue.push(32, 1, 51))
  t.false(queue.isDue(49))
  t.true(queue.isDue(50))
  t.is(queue.shift(always(1)), 16)
  t.false(queue.isDue(50))
  t.is(queue.shift(always(1)), 32)
  t.false(queue.isDue(Number.MAX_SAFE_INTEGER))
})
test('a call whose entry has been taken by another is passed over', (t) => {
  const queue = new ReleaseQueue(4)
  queue.push(16, 1, 50)
  t.is(queue.shift(always(2)), 0)
})
test('a full queue takes nothing, and takes again when one has gone', (t) => {
  const queue = new ReleaseQueue(2)
  for (let round = 0; round < 5; round++) {
    t.true(queue.push(16, 1, round))
    t.true(queue.push(32, 1, round))
    t.false(queue.push(48, 1, round))
    t.is(queue.shift(always(1)), 16)
    t.is(queue.shift(always(1)), 32)
  }
})
