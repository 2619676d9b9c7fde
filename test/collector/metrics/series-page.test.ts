import test from 'ava'
import { expose } from '../../../collector/metrics/exposition.ts'
import type { Format } from '../../../collector/metrics/exposition-format.ts'
import { SeriesStore } from '../../../collector/metrics/series-store.ts'
import { createRandom } from '../../bench/random.ts'

const CODES = Array.from({ length: 100 }, (_, index) => String(400 + index))

/** What is shown of the counters of 100 codes, by code. */
function shown(store: SeriesStore, format: Format, forScrape: boolean): Map<string, string> {
  const { text } = expose(store, format, forScrape, true)
  return new Map(
    [...text.matchAll(/^sip_register_final_responses_total\{.*code="(\d+)"\} (.*)$/gm)].map(([, code = '', rest = '']) => [code, rest]),
  )
}

test('what is shown is what has been counted, whatever was shown before, to whom, and in which format', (t) => {
  const store = new SeriesStore(20_000)
  const draw = createRandom(5)
  const series = CODES.map((code) => store.counter('registerFinalResponses', { registrar: 'a', code }))
  for (let round = 0; round < 400; round++) {
    const one = series[draw.below(series.length)]!
    if (draw.below(3) > 0) one.count += 1
    if (draw.below(8) === 0) one.exemplar = { known: ' # {call_id="x"} 1 2.000', anybody: '' }
    if (draw.below(8) === 0) one.exemplar = undefined
    if (draw.below(4) === 0) one.born = true
    const format = draw.below(2) === 0 ? 'text' : 'openmetrics'
    const forScrape = draw.below(2) === 0
    const expected = series.map(({ count, born, exemplar }) => {
      if (forScrape && !born) return '0'
      return `${count}${format === 'openmetrics' ? (exemplar?.known ?? '') : ''}`
    })
    t.deepEqual([...shown(store, format, forScrape).values()], expected, `round ${round}`)
  }
})
test('a series that comes later is shown, and one that was cleared is not', (t) => {
  const store = new SeriesStore(20_000)
  store.gauge('registeredContacts', { registrar: 'a' }).count = 3
  const lines = () => expose(store, 'text', false, true).text.match(/^sip_registered_contacts\{.*$/gm)
  t.deepEqual(lines(), ['sip_registered_contacts{registrar="a"} 3'])
  store.gauge('registeredContacts', { registrar: 'b' })
  t.deepEqual(lines(), ['sip_registered_contacts{registrar="a"} 3', 'sip_registered_contacts{registrar="b"} 0'])
  store.clear('registeredContacts')
  t.is(lines(), null)
})
