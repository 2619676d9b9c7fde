import { everyMetric, type EveryMetric, type Labels } from './catalogue.ts'
import type { processMetrics } from './catalogue-process.ts'
import { Family, linesOf } from './family.ts'
import type { Cell, HistogramSeries, Series } from './series.ts'

type Keys<Type> = { [Key in keyof EveryMetric]: EveryMetric[Key]['type'] extends Type ? Key : never }[keyof EveryMetric]
export type CounterKey = Keys<'counter'>
export type GaugeKey = Keys<'gauge'>
export type HistogramKey = Keys<'histogram'>

/** Lines kept free for `other`, which must always have room: every reason with every code there is, and its other series. */
const RESERVED_LINES = 3_200

/** The series of every metric, as the catalogue names them. Look a series up once and keep it where packets are counted. */
export class SeriesStore {
  readonly #families = new Map<string, Family>()
  readonly #budget: number
  readonly #prepare: (() => void)[] = []

  /** `budget` is how many lines a scrape may have. */
  constructor(budget: number) {
    this.#budget = budget
    for (const [key, spec] of Object.entries(everyMetric)) this.#families.set(key, new Family(spec))
  }

  /** In the order of the catalogue. */
  get families(): Iterable<Family> {
    return this.#families.values()
  }

  /** Lines that a scrape shows. */
  get lines(): number {
    let lines = 0
    for (const family of this.#families.values()) lines += family.lines
    return lines
  }

  counter<Key extends CounterKey>(key: Key, labels: Labels<Key>): Series {
    return this.#family(key).series(labels)
  }

  gauge<Key extends GaugeKey>(key: Key, labels: Labels<Key>): Cell {
    return this.#family(key).series(labels)
  }

  histogram<Key extends HistogramKey>(key: Key, labels: Labels<Key>): HistogramSeries {
    return this.#family(key).histogram(labels)
  }

  /** A number that the client library keeps: no counter of ours, so it has no birth. */
  ofProcess(key: keyof typeof processMetrics): Cell {
    const series = this.#family(key).series({})
    series.born = true
    return series
  }

  /** Shows no series of a gauge any more: they are about to be shown anew. */
  clear(key: GaugeKey): void {
    this.#family(key).clear()
  }

  /** Whether so many new sets of labels of a metric still fit the budget, apart from what is kept free for `other`. */
  hasRoom(key: keyof EveryMetric, sets = 1): boolean {
    return this.lines + sets * linesOf(everyMetric[key]) <= this.#budget - RESERVED_LINES
  }

  /** The exemplars that a scrape has shown make room for others. */
  forgetExemplars(): void {
    for (const family of this.#families.values()) family.forgetExemplars()
  }

  /** Has something done before each showing: gauges that are worked out when somebody looks. */
  beforeShowing(prepare: () => void): void {
    this.#prepare.push(prepare)
  }

  /** Brings every gauge up to date. */
  prepare(): void {
    for (const prepare of this.#prepare) prepare()
  }

  #family(key: string): Family {
    const family = this.#families.get(key)
    if (family === undefined) throw new Error(`${key} is not in the catalogue`)
    return family
  }
}
