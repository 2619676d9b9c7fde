import test from 'ava'
import { createContribution, mark, result, type Contribution } from '../../../collector/registration/contribution.ts'
import { LruTable } from '../../../collector/population/lru-table.ts'
import { Pane } from '../../../collector/population/pane.ts'
import { Population } from '../../../collector/population/population.ts'
import { countRecent, noteRecent } from '../../../collector/population/recent-set.ts'
import { createRandom } from '../../bench/random.ts'

test('a table finds every key below its capacity, whatever the keys', (t) => {
  const table = new LruTable(1_000, 2)
  const draw = createRandom(7)
  const keys = Array.from({ length: 1_000 }, (_, index) => (index % 2 === 0 ? draw.below(2 ** 31) : index << 20))
  for (const [index, key] of keys.entries()) table.words[table.obtain(key, 1, 1) + 1] = index
  const latest = new Map(keys.map((key, index) => [key, index]))
  for (const [key, index] of latest) t.is(table.words[table.find(key) + 1], index)
  t.is(table.evicted, 0)
})
test('a full table gives up what was used longest ago, and counts it only if it was not out of date', (t) => {
  const table = new LruTable(3, 2)
  for (const key of [1, 2, 3]) table.obtain(key, key, 0)
  table.obtain(1, 4, 0)
  table.obtain(4, 5, 3)
  t.deepEqual([table.find(2), table.evicted], [0, 0])
  table.obtain(5, 6, 3)
  t.deepEqual([table.find(3), table.evicted], [0, 1])
  t.not(table.find(1), 0)
  t.is(table.count, 3)
})
test('a table does as a map does that forgets the oldest', (t) => {
  const table = new LruTable(50, 2)
  const model = new Map<number, number>()
  const draw = createRandom(11)
  for (let step = 1; step < 20_000; step++) {
    const key = draw.below(90)
    table.words[table.obtain(key, step, 0) + 1] = step
    model.delete(key)
    model.set(key, step)
    if (model.size > 50) model.delete(model.keys().next().value!)
    const asked = draw.below(90)
    const found = table.find(asked)
    t.is(found === 0 ? undefined : table.words[found + 1], model.get(asked))
  }
})
test('a set of recent keys is exact up to its slots, then the oldest makes room', (t) => {
  const words = new Int32Array(8)
  for (const [key, pane] of [
    [7, 1],
    [8, 2],
    [7, 5],
    [9, 3],
    [10, 4],
  ] as const)
    noteRecent(words, 0, 4, key, pane)
  t.is(countRecent(words, 0, 4, 1), 4)
  t.is(countRecent(words, 0, 4, 1, 7), 3)
  noteRecent(words, 0, 4, 11, 6)
  t.is(countRecent(words, 0, 4, 3), 4)
  t.is(countRecent(words, 0, 4, 6), 1)
})
test('a pane gives back what was put into it, and counts what it has no room for', (t) => {
  const pane = new Pane(2)
  const one = {
    ...createContribution(),
    result: result.answer,
    marks: mark.known,
    source: -5,
    port: 65_535,
    user: 9,
    number: 123,
    began: 77,
    response: -1,
  }
  pane.add(one)
  pane.add({ ...one, user: 10 })
  pane.add({ ...one, user: 11 })
  const users: number[] = []
  pane.each((read) => {
    users.push(read.user)
    t.deepEqual({ ...read, user: 9 }, one)
  })
  t.deepEqual(users, [9, 10])
  t.is(pane.lost, 1)
})
test('the panes of two collectors, added in either order, say what one collector says', (t) => {
  const draw = createRandom(3)
  const all = Array.from({ length: 400 }, (_, index): Contribution => ({
    ...createContribution(),
    result: draw.below(3) === 0 ? result.ok : draw.below(2) === 0 ? result.unasked : result.answer,
    source: 1 + draw.below(12),
    port: 5060,
    user: 100 + draw.below(60),
    node: 7,
    registrar: 7,
    host: 5,
    began: 36_000 + draw.below(50) + (index > 200 ? 50 : 0),
  }))
  const asked = { ...all[0]!, result: result.unasked }
  const say = (parts: readonly (readonly Contribution[])[]) => {
    const population = new Population()
    for (const part of parts) for (const one of part) population.absorb(one)
    return population.ask(asked, 36_200)
  }
  const firsts = all.filter(({ user }) => user % 2 === 0)
  const others = all.filter(({ user }) => user % 2 === 1)
  t.deepEqual(say([firsts, others]), say([others, firsts]))
  t.deepEqual(say([firsts, others]), say([all]))
})
test('users past the bound are forgotten, counted, and cost no more memory', (t) => {
  const population = new Population({ attempts: 1_000, sources: 1_000, users: 1_000, nodes: 16 })
  const { bytes } = population
  for (let user = 1; user <= 20_000; user++)
    population.absorb({
      ...createContribution(),
      result: result.answer,
      source: user,
      user,
      node: user % 40,
      registrar: user % 40,
      host: 3,
      response: user,
      began: 36_000,
    })
  t.true(population.evicted > 10_000)
  t.is(population.bytes, bytes)
})
