import type { Exemplar } from './exemplars.ts'
import { boundText, seriesHead } from './exposition-text.ts'

/** A plain number that the hot path adds to, and a scrape reads. */
export interface Cell {
  count: number
}

/** One series of a counter or gauge. */
export class Series implements Cell {
  count = 0
  /** A scrape has shown it: from then on it is shown as it is. Gauges have no birth. */
  born: boolean
  /** What stands behind its value in OpenMetrics. */
  exemplar: Exemplar | undefined
  readonly head: string

  constructor(name: string, labels: string, born: boolean) {
    this.head = seriesHead(name, labels)
    this.born = born
  }
}

/** The series of one histogram: buckets, sum and count. They are born together. */
export class HistogramSeries {
  born = false
  sum = 0
  /** How many fell into each bucket; the last one is beyond all bounds. */
  readonly counts: number[]
  readonly heads: readonly string[]
  readonly sumHead: string
  readonly countHead: string
  readonly #bounds: readonly number[]

  constructor(name: string, labels: string, bounds: readonly number[]) {
    this.#bounds = bounds
    this.counts = Array.from({ length: bounds.length + 1 }, () => 0)
    const separator = labels === '' ? '' : ','
    this.heads = [...bounds.map(boundText), '+Inf'].map((bound) => seriesHead(`${name}_bucket`, `${labels}${separator}le="${bound}"`))
    this.sumHead = seriesHead(`${name}_sum`, labels)
    this.countHead = seriesHead(`${name}_count`, labels)
  }

  observe(value: number): void {
    const bounds = this.#bounds
    let bucket = 0
    while (bucket < bounds.length && value > bounds[bucket]!) bucket++
    this.counts[bucket]!++
    this.sum += value
  }

  /** Whether nothing has been observed. */
  get isEmpty(): boolean {
    return this.counts.every((count) => count === 0)
  }
}
