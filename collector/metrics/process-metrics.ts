import { collectDefaultMetrics, Registry } from 'prom-client'
import { processMetrics } from './catalogue-process.ts'
import type { SeriesStore } from './series-store.ts'

/** Shows what every Prometheus client tells of its process (`process_*`), as prom-client finds it out. Call the result to have it ask anew. */
export function showProcess(store: SeriesStore): () => Promise<void> {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 1_000 })
  // Its metrics of Node's inside, each with a label of its own, are not shown.
  for (const { name } of registry.getMetricsAsArray()) if (!name.startsWith('process_')) registry.removeSingleMetric(name)
  return async () => {
    for (const { name, values } of await registry.getMetricsAsJSON()) {
      const key = keys.find((known) => processMetrics[known].name === name)
      // Not every system tells everything.
      if (key !== undefined && values[0] !== undefined) store.ofProcess(key).count = values[0].value
    }
  }
}

type ProcessKey = keyof typeof processMetrics
const keys = Object.keys(processMetrics).filter((key): key is ProcessKey => Object.hasOwn(processMetrics, key))
