import * as fc from 'fast-check'
import test from 'ava'
import { call, Calls } from '../../../collector/registration/calls.ts'
import { CallTable } from '../../../collector/registration/call-table.ts'

test('a key is found until it is removed, whatever else falls on its slot', (t) => {
  const key = fc.record({ low: fc.constantFrom(0, 1, 2, 16, 17, 32, -1, -16, 0x7fffffff), high: fc.integer({ min: 0, max: 2 }) })
  const change = fc.record({ key, adds: fc.boolean() })
  fc.assert(
    fc.property(fc.array(change, { maxLength: 60 }), (changes) => {
      const calls = new Calls(8)
      const table = new CallTable(calls)
      const model = new Map<string, number>()
      for (const { key: one, adds } of changes) {
        const known = model.get(nameOf(one))
        if (adds && known === undefined && model.size < 8) {
          const entry = calls.take()
          calls.words[entry + call.keyLow] = one.low
          table.add(one.high, entry)
          model.set(nameOf(one), entry)
        } else if (!adds && known !== undefined) {
          table.remove(known)
          calls.give(known)
          model.delete(nameOf(one))
        }
        for (const { key: other } of changes) t.is(table.find(other.low, other.high), model.get(nameOf(other)) ?? 0)
      }
    }),
  )
})

function nameOf({ low, high }: { readonly low: number; readonly high: number }): string {
  return `${low} ${high}`
}
