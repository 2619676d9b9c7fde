import { expose } from '../../collector/metrics/exposition.ts'
import { createMetrics } from '../../collector/metrics/metrics.ts'
import { createPipeline } from '../../collector/pipeline.ts'
import { ARRIVAL_BY_PACKET } from '../../collector/source/source.ts'
import { fullHistory } from './full-history.ts'
import type { HepReader } from './reader.ts'

const USERS = 1_000_000
const REGISTRARS = 100
/** As many packets as the corpora have a second. */
const SCRAPED_EACH = 19_000

/** The pipeline with everything on: exemplars, names of a hundred registrars, a history that is full, a scrape each second of the traffic's time. */
export function readEverything(): HepReader {
  const registrars = Array.from({ length: REGISTRARS }, (_, index) => ({ cidr: `10.2.0.${index + 1}/32`, name: `site-${index + 1}` }))
  const metrics = createMetrics({
    version: 'bench',
    nodeVersion: process.version,
    registrars: registrars.map(({ name }) => name),
    labels: { registrars: REGISTRARS, agents: 2 * REGISTRARS },
    series: 20_000,
    exemplars: true,
  })
  const pipeline = createPipeline(metrics.observer, { registrars, history: fullHistory(USERS) })
  metrics.watch(pipeline)
  let packets = 0
  let shown = 0
  const scrape = () => {
    const { text, newborn } = expose(metrics.store, 'openmetrics', true, true)
    for (const series of newborn) series.born = true
    metrics.store.forgetExemplars()
    shown += text.length
  }
  return {
    hep(bytes, start, end) {
      pipeline.hep(bytes, start, end, ARRIVAL_BY_PACKET)
      if (++packets % SCRAPED_EACH === 0) scrape()
    },
    finish() {
      pipeline.finish('judge')
      scrape()
      metrics.close()
      return shown
    },
  }
}
