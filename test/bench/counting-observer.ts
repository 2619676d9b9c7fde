import { createMetrics, type Metrics } from '../../collector/metrics/metrics.ts'
import type { Observer } from '../../collector/observer.ts'

/** The metrics with the caps of the default configuration. */
export function benchMetrics(): Metrics {
  const labels = { registrars: 100, agents: 100 }
  return createMetrics({ version: 'bench', nodeVersion: process.version, registrars: [], labels, series: 20_000, exemplars: false })
}

export interface Counts {
  packets: number
  dropped: number
  verdicts: number
  evicted: number
}

/** The metrics of the product, and beside them a count of what the pipeline says. */
export function countingObserver(): { observer: Observer; counts: Counts } {
  const inner = benchMetrics().observer
  const counts: Counts = { packets: 0, dropped: 0, verdicts: 0, evicted: 0 }
  return {
    counts,
    observer: {
      packet(version) {
        counts.packets++
        inner.packet(version)
      },
      dropped(reason) {
        counts.dropped++
        inner.dropped(reason)
      },
      heard: (agent, time, arrival) => inner.heard?.(agent, time, arrival),
      verdict(verdict) {
        counts.verdicts++
        if (verdict.outcome === 'evicted') counts.evicted++
        inner.verdict(verdict)
      },
    },
  }
}
