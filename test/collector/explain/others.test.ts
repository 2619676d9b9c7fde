import test from 'ava'
import { type Everybody, noteUser, othersOf } from '../../../collector/explain/others.ts'
import type { Outcome } from '../../../collector/registration/verdict.ts'

function everybody(...noted: readonly (readonly [registrar: string, user: number, outcome: Outcome])[]): Everybody {
  const all: Everybody = new Map()
  for (const [registrar, user, outcome] of noted) noteUser(all, { registrar, user, outcome })
  return all
}

test('each other user counts once, in the best way that it went', (t) => {
  const all = everybody(
    ['a', 1, 'failure'],
    ['a', 2, 'failure'],
    ['a', 2, 'success'],
    ['a', 3, 'failure'],
    ['a', 3, 'failure'],
    ['a', 4, 'blind'],
    ['a', 4, 'failure'],
    ['a', 5, 'pending'],
    ['b', 2, 'success'],
    ['b', 6, 'success'],
  )
  t.deepEqual(othersOf(all, { registrar: 'a', user: 1 }), { served: 1, hidden: 1, failed: 1, servedElsewhere: 1, isServedItself: false })
})

test('the user itself is no other, wherever it got through', (t) => {
  const all = everybody(['a', 1, 'failure'], ['b', 1, 'success'])
  t.deepEqual(othersOf(all, { registrar: 'a', user: 1 }), { served: 0, hidden: 0, failed: 0, servedElsewhere: 0, isServedItself: true })
})

test('a large capture takes no more room than a small one', (t) => {
  const all: Everybody = new Map()
  for (let user = 0; user < 5000; user++) noteUser(all, { registrar: 'a', user, outcome: 'success' })
  for (let node = 0; node < 5000; node++) noteUser(all, { registrar: `node ${node}`, user: 1, outcome: 'failure' })
  t.is(all.size, 256)
  t.is(all.get('a')?.served.size, 1024)
})
