import test from 'ava'
import { Arena, BLOCK_WORDS, LARGEST_BLOCK } from '../../../collector/registration/arena.ts'

const WORDS = (1024 * 1024) / 4

test('blocks do not overlap, begin at even words and end within the memory', (t) => {
  const arena = new Arena(1)
  const blocks: { readonly start: number; readonly end: number }[] = []
  for (let size = 0; ; size = (size + 1) % BLOCK_WORDS.length) {
    const start = arena.take(size)
    if (start === 0) break
    blocks.push({ start, end: start + (BLOCK_WORDS[size] ?? 0) })
  }
  blocks.sort((one, other) => one.start - other.start)
  t.true(blocks.every(({ start, end }, index) => start % 2 === 0 && end <= (blocks[index + 1]?.start ?? WORDS)))
  t.true(blocks.length > BLOCK_WORDS.length)
})
test('a block that is given back is taken again', (t) => {
  const arena = new Arena(1)
  const block = arena.take(3)
  arena.give(block, 3)
  t.is(arena.take(3), block)
})
test('where nothing is left nothing is taken', (t) => {
  const arena = new Arena(1)
  let taken = 0
  while (arena.take(LARGEST_BLOCK) !== 0) taken++
  t.is(taken, Math.floor((WORDS - 2) / (BLOCK_WORDS[LARGEST_BLOCK] ?? 1)))
  t.is(arena.take(LARGEST_BLOCK), 0)
})
// arena.ts: see eviction.test.ts; free lists are kept by size, and what is in one is of no use to another.
test.failing('memory that was given back in small blocks serves large ones', (t) => {
  const arena = new Arena(1)
  const small: number[] = []
  for (let block = arena.take(0); block !== 0; block = arena.take(0)) small.push(block)
  for (const block of small) arena.give(block, 0)
  t.not(arena.take(1), 0)
})
