import { familyHead, labelText } from './exposition-text.ts'
import type { Format } from './exposition-format.ts'
import type { MetricSpec } from './metric-spec.ts'
import { HistogramSeries, Series } from './series.ts'

/** All series of one metric, found by their labels. */
export class Family {
  readonly name: string
  readonly heads: Readonly<Record<Format, string>>
  readonly #spec: MetricSpec
  readonly #byLabels = new Map<string, Series | HistogramSeries>()

  constructor(spec: MetricSpec) {
    this.#spec = spec
    this.name = spec.name
    this.heads = { text: familyHead(spec, 'text'), openmetrics: familyHead(spec, 'openmetrics') }
  }

  /** Its series, in the order in which they came. */
  get all(): Iterable<Series | HistogramSeries> {
    return this.#byLabels.values()
  }

  /** How many lines, which is how many series of Prometheus, a scrape shows of it. */
  get lines(): number {
    return this.#byLabels.size * linesOf(this.#spec)
  }

  /** The counter or gauge of these labels, made if it is new. */
  series(labels: object): Series {
    const text = labelText(labels)
    const known = this.#byLabels.get(text)
    if (known instanceof Series) return known
    const made = new Series(this.name, text, this.#spec.type !== 'counter')
    this.#byLabels.set(text, made)
    return made
  }

  /** The histogram of these labels, made if it is new. */
  histogram(labels: object): HistogramSeries {
    const text = labelText(labels)
    const known = this.#byLabels.get(text)
    if (known instanceof HistogramSeries) return known
    const made = new HistogramSeries(this.name, text, this.#spec.buckets ?? [])
    this.#byLabels.set(text, made)
    return made
  }

  /** What a series shows that has not been born stays for its next showing. */
  forgetExemplars(): void {
    for (const series of this.#byLabels.values()) if (series instanceof Series && series.born) series.exemplar = undefined
  }

  /** Forgets all of them. */
  clear(): void {
    this.#byLabels.clear()
  }
}

/** Lines that one set of labels takes: a histogram has a bucket beyond its bounds, a sum and a count besides. */
export function linesOf({ buckets }: MetricSpec): number {
  return buckets === undefined ? 1 : buckets.length + 3
}
