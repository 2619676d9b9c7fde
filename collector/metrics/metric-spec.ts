/**
 * A label's values: a closed list; `bounded` for what the wire or the configuration names and a guard caps; `optional` for what the
 * configuration names, where it does: else there is no such label.
 */
export type LabelValues = readonly string[] | 'bounded' | 'optional'

/** What a value of a metric is, for axes and legends. */
export type Unit = 'seconds' | 'bytes' | 'ratio' | 'timestamp' | 'boolean' | 'count'

/** One metric: all that is literal about it. */
export interface MetricSpec {
  readonly type: 'counter' | 'gauge' | 'histogram'
  readonly name: string
  readonly help: string
  readonly unit: Unit
  readonly labels: Readonly<Record<string, LabelValues>>
  /** Upper bounds of a histogram's buckets, without the infinite one. */
  readonly buckets?: readonly number[]
}

type ValueOf<Values> = Values extends readonly (infer Value)[] ? Value : Values extends 'optional' ? string | undefined : string

/** The labels of a metric with the values that each may have: a wrong one does not compile. */
export type LabelsOf<Spec extends { labels: object }> = { readonly [Name in keyof Spec['labels']]: ValueOf<Spec['labels'][Name]> }
