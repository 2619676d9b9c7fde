import test from 'ava'
import * as thresholds from '../../../collector/population/thresholds.ts'
import { lastOf } from './crowd.ts'
import { pairs, type Threshold } from './threshold-pairs.ts'

for (const { of, what, user, crowd, flag, above, below } of pairs) {
  test(`${of}, ${what}: just enough, and not quite`, (t) => {
    const said = (enough: boolean) => {
      const verdict = lastOf(user, crowd(enough))
      const isSet = Object.entries(verdict?.detail.attempt?.population ?? {}).some(([name, known]) => name === flag && known === 'yes')
      return `${verdict?.finding} ${verdict?.confidence}${isSet ? ` ${flag}` : ''}`
    }
    t.is(said(true), `${above} ${flag}`)
    t.is(said(false), below)
  })
}

/** Those that stand elsewhere, and those that are no thresholds: a span of a pane, and how much is kept. */
const elsewhere: readonly Threshold[] = ['NAME_OTHERS', 'OFFER_OTHERS', 'PANE_TICKS', 'KEPT']

test('every threshold has a pair', (t) => {
  const paired = new Set<string>([...pairs.map(({ of }) => of), ...elsewhere])
  t.deepEqual(
    Object.keys(thresholds).filter((name) => !paired.has(name)),
    [],
  )
})
