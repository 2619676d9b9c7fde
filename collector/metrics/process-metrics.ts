import { collectDefaultMetrics, Registry } from 'prom-client'

/** Registers what every Prometheus client tells of its process (`process_*`), without the library's Node internals. */
export function registerProcessMetrics(registry: Registry): void {
  const all = new Registry()
  collectDefaultMetrics({ register: all, eventLoopMonitoringPrecision: 1_000 })
  for (const { name } of all.getMetricsAsArray()) {
    const metric = name.startsWith('process_') ? all.getSingleMetric(name) : undefined
    if (metric !== undefined) registry.registerMetric(metric)
  }
}
