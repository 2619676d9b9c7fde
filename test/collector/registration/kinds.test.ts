import test from 'ava'
import { Kinds } from '../../../collector/registration/kinds.ts'

test('a kind is found by both halves of its fingerprint', (t) => {
  const kinds = new Kinds<string>(8)
  t.is(kinds.add(1, 2, 'one'), 'one')
  t.is(kinds.find(1, 2), 'one')
  t.is(kinds.find(1, 3), undefined)
  t.is(kinds.find(2, 2), undefined)
})

test('there are never more than there is room for, whatever is invented', (t) => {
  const kinds = new Kinds<number>(8)
  for (let low = 0; low < 1000; low++) {
    kinds.add(low, 0, low)
    t.true(kinds.size <= 8)
    t.is(kinds.find(low, 0), low)
  }
})
