import * as fc from 'fast-check'
import test from 'ava'
import { Calls } from '../../../collector/registration/calls.ts'
import { Wheel } from '../../../collector/registration/wheel.ts'

function waiting(ticks: readonly number[]) {
  const calls = new Calls(ticks.length)
  const wheel = new Wheel(calls)
  const entries = ticks.map((tick) => {
    const entry = calls.take()
    wheel.add(entry, tick)
    return entry
  })
  return { wheel, entries }
}

function popAll(wheel: Wheel, tick: number): readonly number[] {
  const popped: number[] = []
  for (let entry = wheel.pop(tick); entry !== 0; entry = wheel.pop(tick)) popped.push(entry)
  return popped
}

test('calls come round at their tick, in the order in which they began to wait', (t) => {
  const { wheel, entries } = waiting([7, 9, 7])
  t.deepEqual(popAll(wheel, 8), [])
  t.deepEqual(popAll(wheel, 7), [entries[0], entries[2]])
  t.deepEqual(popAll(wheel, 9), [entries[1]])
  t.deepEqual(popAll(wheel, 9), [])
})
test('a call that was taken out does not come round, wherever in its bucket it stood', (t) => {
  const ticks = fc.array(fc.nat({ max: 3 }), { minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(ticks, fc.array(fc.nat({ max: 7 })), (of, places) => {
      const { wheel, entries } = waiting(of)
      const removed = new Set(places.map((place) => entries[place % entries.length] ?? 0))
      for (const entry of removed) wheel.remove(entry)
      for (let tick = 0; tick <= 3; tick++) {
        const left = entries.filter((entry, index) => of[index] === tick && !removed.has(entry))
        t.deepEqual(popAll(wheel, tick), left)
      }
    }),
  )
})
test('the wheel is longer than the longest timer', (t) => {
  t.true(waiting([1]).wheel.span > (240 + 5) * 10)
})
