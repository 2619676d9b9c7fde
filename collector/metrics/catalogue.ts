import { inputMetrics } from './catalogue-inputs.ts'
import { processMetrics } from './catalogue-process.ts'
import { registerMetrics } from './catalogue-register.ts'
import { ownMetrics } from './catalogue-own.ts'
import type { LabelsOf, MetricSpec } from './metric-spec.ts'

/** Every metric that regwatch counts, by the name that code, dashboards and alerts use for it. */
export const catalogue = { ...registerMetrics, ...inputMetrics, ...ownMetrics } as const satisfies Record<string, MetricSpec>

/** Everything that a scrape can show: the catalogue, and what the client library tells of the process. */
export const everyMetric = { ...catalogue, ...processMetrics } as const satisfies Record<string, MetricSpec>

export type Catalogue = typeof catalogue
export type EveryMetric = typeof everyMetric

/** The metrics of one type, by their name in the catalogue. */
export type KeysOf<Type extends MetricSpec['type']> = {
  [Key in keyof Catalogue]: Catalogue[Key]['type'] extends Type ? Key : never
}[keyof Catalogue]

/** The labels of a metric of the catalogue, with the values that each may have. */
export type Labels<Key extends keyof EveryMetric> = LabelsOf<EveryMetric[Key]>
