import { createMetrics, type Metrics, type MetricsOptions } from '../../../collector/metrics/metrics.ts'

/** Metrics with the caps of the default configuration, unless told otherwise. */
export function metricsOf(options: Partial<MetricsOptions> = {}): Metrics {
  return createMetrics({
    version: '1.2.3',
    nodeVersion: 'v26.0.0',
    registrars: [],
    labels: { registrars: 100, agents: 100 },
    series: 20_000,
    exemplars: false,
    ...options,
  })
}

/** What somebody sees who is no scraper. */
export async function look({ telemetry }: Metrics, accept?: string): Promise<string> {
  return (await telemetry.page({ accept, acceptEncoding: undefined, isScrape: false, isKnown: false })).body.toString()
}

/** What a scrape shows that is served to its end. */
export async function scrape({ telemetry }: Metrics, accept?: string, isKnown = false): Promise<string> {
  const { body, sent } = await telemetry.page({ accept, acceptEncoding: undefined, isScrape: true, isKnown })
  sent()
  return body.toString()
}

/** Value of a series in an exposition; undefined when it is not shown. */
export function valueIn(text: string, series: string): number | undefined {
  const line = text.split('\n').find((candidate) => candidate.startsWith(`${series} `))
  return line === undefined ? undefined : Number(line.slice(series.length).split(' # ', 1)[0])
}
