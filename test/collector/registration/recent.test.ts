import test from 'ava'
import { Recent } from '../../../collector/registration/recent.ts'

test('the last note of a key holds', (t) => {
  const recent = new Recent(8)
  recent.note(5, 10, 1)
  recent.note(5, 20, 2)
  t.is(recent.tick(5), 20)
  t.is(recent.value(5), 2)
})
test('what was not noted is not known', (t) => {
  const recent = new Recent(8)
  t.is(recent.tick(5), undefined)
  t.is(recent.value(5), undefined)
})
test('four keys that fall together are all known', (t) => {
  const recent = new Recent(8)
  const keys = [5, 13, 21, 29]
  keys.forEach((key, index) => recent.note(key, 10 + index, index))
  t.deepEqual(
    keys.map((key) => [recent.tick(key), recent.value(key)]),
    keys.map((_, index) => [10 + index, index]),
  )
})
test('of more the one that was noted longest ago is forgotten, and none is taken for another', (t) => {
  const recent = new Recent(8)
  const keys = [5, 13, 21, 29]
  keys.forEach((key, index) => recent.note(key, 10 + index))
  recent.note(5, 20)
  recent.note(37, 21, 7)
  t.deepEqual(
    [...keys, 37].map((key) => recent.tick(key)),
    [20, undefined, 12, 13, 21],
  )
  t.is(recent.value(37), 7)
})
test('negative keys are keys', (t) => {
  const recent = new Recent(8)
  recent.note(-3, 10, 1)
  t.is(recent.tick(-3), 10)
})
// recent.ts: an empty slot looks like key 0 noted at tick 0; 0 is the address of a node where packets carry none (fingerprint.ts, addressHash),
// and within an hour of midnight such a node then "forwards visibly" (surroundings.ts).
test('key 0 is not known before it is noted', (t) => {
  const recent = new Recent(8)
  t.is(recent.tick(0), undefined)
  t.is(recent.value(0), undefined)
})
