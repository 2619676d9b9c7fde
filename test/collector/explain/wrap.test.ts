import test from 'ava'
import { hang, wrap, wrapFacts } from '../../../collector/explain/wrap.ts'

test('breaks at spaces', (t) => {
  t.deepEqual(wrap('one two three', 8), ['one two', 'three'])
})

test('breaks a word that fits on no line', (t) => {
  t.deepEqual(wrap('a 123456789 b', 4), ['a', '1234', '5678', '9 b'])
})

test('indents under the first word', (t) => {
  t.deepEqual(hang('  * ', 'one two three', 11), ['  * one two', '    three'])
})

test('keeps facts whole where they fit', (t) => {
  t.deepEqual(wrapFacts(['took 2 s', 'Call-ID abc', 'by 7'], ' - ', 18), ['took 2 s', 'Call-ID abc - by 7'])
})
