import * as fc from 'fast-check'
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
test('memory that was given back in small blocks serves large ones', (t) => {
  const arena = new Arena(1)
  const small: number[] = []
  for (let block = arena.take(0); block !== 0; block = arena.take(0)) small.push(block)
  for (const block of small) arena.give(block, 0)
  t.not(arena.take(1), 0)
})
test('whatever is taken and given back, blocks do not overlap, and all of the memory comes back', (t) => {
  const change = fc.record({ size: fc.nat({ max: LARGEST_BLOCK }), gives: fc.boolean(), which: fc.nat({ max: 1000 }) })
  fc.assert(
    fc.property(fc.array(change, { maxLength: 300 }), (changes) => {
      const arena = new Arena(1)
      const taken: { readonly start: number; readonly end: number; readonly size: number }[] = []
      for (const { size, gives, which } of changes) {
        if (gives && taken.length > 0) {
          const [block] = taken.splice(which % taken.length, 1)
          if (block !== undefined) arena.give(block.start, block.size)
          continue
        }
        const start = arena.take(size)
        if (start === 0) continue
        const end = start + (BLOCK_WORDS[size] ?? 0)
        t.true(start % 2 === 0 && end <= WORDS && taken.every((other) => end <= other.start || other.end <= start))
        taken.push({ start, end, size })
      }
      for (const { start, size } of taken) arena.give(start, size)
      for (let page = 0; page < Math.floor((WORDS - 2) / 16_384); page++) t.not(arena.take(LARGEST_BLOCK), 0)
    }),
  )
})
