import { z } from 'zod'
import { networks } from './network-schema.ts'
import { amount, section } from './section.ts'

/** `metrics`: how much is shown at `/metrics`, and to whom it counts as shown. */
export const metricsSchema = section({
  series: amount({ least: 5_000, most: 200_000, usual: 20_000 }).describe(
    'Most series. Past it a new combination of labels is counted at the registrar "other": where regwatch_label_overflow_total grows, name your ' +
      'registrars, or raise it.',
  ),
  labels: section({
    registrars: amount({ least: 1, most: 1_000, usual: 100 }).describe('Registrars beside those that have a name above.'),
    agents: amount({ least: 1, most: 1_000, usual: 100 }).describe('Capture agents.'),
  })
    .prefault({})
    .describe('Most values of labels that the traffic names; those that come later are counted as "other".'),
  scrapers: networks
    .prefault(() => [])
    .describe(
      'Whose scrapes count, where several programs scrape: networks of the Prometheus that alerts. A new series is shown to it at 0 first; others see ' +
        'what there is. Empty: every Prometheus counts.',
    ),
  exemplars: z
    .boolean('write true or false')
    .default(false)
    .describe(
      'Names one call and its user among the failures of a series (OpenMetrics exemplars). Call-IDs are shown to whoever has shown who it is ' +
        '(--web.config.file), to others their hashes; users as "privacy" says.',
    ),
})
  .prefault({})
  .describe('What is shown at /metrics, see docs/metrics.md.')
