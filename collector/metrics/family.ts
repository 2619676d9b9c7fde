import { familyHead, labelText } from './exposition-text.ts'
import type { Format } from './exposition-format.ts'
import type { MetricSpec } from './metric-spec.ts'
import { HistogramSeries, Series } from './series.ts'
import { SeriesPage } from './series-page.ts'

/** All series of one metric, found by their labels. */
export class Family {
  readonly name: string
  readonly heads: Readonly<Record<Format, string>>
  readonly #spec: MetricSpec
  readonly #byLabels = new Map<string, Series | HistogramSeries>()
  /** Its counters or gauges, in the order in which they came. */
  pages: SeriesPage[] = []
  /** Its histograms. */
  histograms: HistogramSeries[] = []

  constructor(spec: MetricSpec) {
    this.#spec = spec
    this.name = spec.name
    this.heads = { text: familyHead(spec, 'text'), openmetrics: familyHead(spec, 'openmetrics') }
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
    if (this.pages.at(-1)?.isFull !== false) this.pages.push(new SeriesPage())
    this.pages.at(-1)?.series.push(made)
    return made
  }

  /** The histogram of these labels, made if it is new. */
  histogram(labels: object): HistogramSeries {
    const text = labelText(labels)
    const known = this.#byLabels.get(text)
    if (known instanceof HistogramSeries) return known
    const made = new HistogramSeries(this.name, text, this.#spec.buckets ?? [])
    this.#byLabels.set(text, made)
    this.histograms.push(made)
    return made
  }

  /** What a series shows that has not been born stays for its next showing. */
  forgetExemplars(): void {
    for (const series of this.#byLabels.values()) if (series instanceof Series && series.born) series.exemplar = undefined
  }

  /** Forgets all of them. */
  clear(): void {
    this.#byLabels.clear()
    this.pages = []
    this.histograms = []
  }
}

/** Lines that one set of labels takes: a histogram has a bucket beyond its bounds, a sum and a count besides. */
export function linesOf({ buckets }: MetricSpec): number {
  return buckets === undefined ? 1 : buckets.length + 3
}
