import * as fc from 'fast-check'
import test from 'ava'
import { CallTable } from '../../../collector/registration/call-table.ts'

test('a key is found until it is removed, whatever else falls on its slot', (t) => {
  const key = fc.record({ low: fc.constantFrom(0, 1, 2, 16, 17, 32, -1, -16, 0x7fffffff), high: fc.integer({ min: 0, max: 2 }) })
  const change = fc.record({ key, adds: fc.boolean() })
  fc.assert(
    fc.property(fc.array(change, { maxLength: 60 }), (changes) => {
      const table = new CallTable(8)
      const model = new Map<string, number>()
      for (const [index, { key: one, adds }] of changes.entries()) {
        const known = model.has(nameOf(one))
        if (adds && !known && model.size < 8) {
          table.add(one.low, one.high, index + 1)
          model.set(nameOf(one), index + 1)
        } else if (!adds) {
          table.remove(one.low, model.get(nameOf(one)) ?? 0)
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
