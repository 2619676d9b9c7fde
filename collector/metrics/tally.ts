import { Counter, type Registry } from 'prom-client'
import { catalogue, type KeysOf, type Labels } from './catalogue.ts'

type CounterKey = KeysOf<'counter'>

/** One series: a plain number that the hot path adds to. */
export interface Cell {
  count: number
}

export interface Tally<Key extends CounterKey> {
  /** The series of these labels, shown from now on. Look it up once and keep it where packets are counted. */
  cell(labels: Labels<Key>): Cell
}

/** A counter of the catalogue whose series are plain numbers until a scrape asks: `inc()` costs 0.6 µs a call, an addition nothing. */
export function createTally<Key extends CounterKey>(key: Key, registry: Registry): Tally<Key> {
  const { name, help, labels } = catalogue[key]
  const series = new Map<string, Cell & { readonly labels: Record<string, string>; shown: number }>()
  // The registry holds it; nothing else needs it.
  void new Counter<string>({
    name,
    help,
    labelNames: Object.keys(labels),
    registers: [registry],
    collect() {
      for (const cell of series.values()) {
        this.inc(cell.labels, cell.count - cell.shown)
        cell.shown = cell.count
      }
    },
  })
  return {
    cell(values) {
      const id = Object.values(values).join('\n')
      let cell = series.get(id)
      if (cell === undefined) {
        cell = { count: 0, shown: 0, labels: Object.fromEntries(Object.entries(values).map(([label, value]) => [label, String(value)])) }
        series.set(id, cell)
      }
      return cell
    },
  }
}
