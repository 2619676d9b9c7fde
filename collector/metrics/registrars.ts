import type { LabelGuard } from '../cardinality/label-guard.ts'
import { OVERFLOW } from '../cardinality/label-guard.ts'
import { NO_NETWORK } from '../registration/source-networks.ts'
import { LINES_AT_ZERO } from './network-series.ts'
import { RegistrarSeries, type Gauges } from './registrar-series.ts'
import type { SeriesStore } from './series-store.ts'

/** The registrars that have series of their own; every other one is counted at `other`. */
export class Registrars {
  readonly #byName = new Map<string, RegistrarSeries>()
  readonly #store: SeriesStore
  readonly #guard: LabelGuard
  readonly #hasNetworks: boolean
  readonly #overflowed: () => void
  readonly #gauges: Gauges[] = []
  /** Made when it is needed. */
  #other: RegistrarSeries | undefined
  readonly #toOther = () => this.other
  #lastName = ''
  #last: RegistrarSeries | undefined

  /** `configured` names are shown from the start; `hasNetworks`: so are networks of user agents. */
  constructor(store: SeriesStore, guard: LabelGuard, configured: Iterable<string>, hasNetworks = false) {
    this.#store = store
    this.#guard = guard
    this.#hasNetworks = hasNetworks
    const overflow = store.counter('labelOverflow', { label: 'registrar' })
    this.#overflowed = () => void (overflow.count += 1)
    this.configure(configured)
  }

  /** These names have series from now on, whatever the traffic has named by then. */
  configure(names: Iterable<string>): void {
    for (const name of names) {
      const series = this.#byName.get(name) ?? this.#series(name, this.#toOther)
      this.#byName.set(name, series)
      series.show(this.#hasNetworks ? NO_NETWORK : undefined)
    }
  }

  /** A registrar that something was sent to from `network` is shown if there is room; nothing is counted yet. */
  expect(name: string, network: string | undefined): void {
    if (this.#byName.has(name) || !this.#hasRoomFor(name)) return
    const series = this.#series(name, this.#toOther)
    this.#byName.set(name, series)
    series.show(network)
  }

  /** The gauges to bring up to date before a showing. */
  get gauges(): Iterable<Gauges> {
    return this.#gauges
  }

  /** The series in which verdicts on a registrar are counted. */
  of(name: string): RegistrarSeries {
    if (name === this.#lastName && this.#last !== undefined) return this.#last
    const found = this.#byName.get(name) ?? this.#admit(name)
    this.#lastName = name
    // What is counted as `other` is counted as such each time.
    this.#last = found === this.#other ? undefined : found
    return found
  }

  /** The series of a name that has some, else of `other`: nothing is counted anew. */
  known(name: string): RegistrarSeries {
    return this.#byName.get(name) ?? this.other
  }

  get other(): RegistrarSeries {
    return (this.#other ??= this.#series(OVERFLOW, undefined))
  }

  #admit(name: string): RegistrarSeries {
    if (!this.#hasRoomFor(name)) {
      this.#overflowed()
      return this.other
    }
    const made = this.#series(name, this.#toOther)
    this.#byName.set(name, made)
    return made
  }

  #hasRoomFor(name: string): boolean {
    return this.#store.hasRoom('registerFailures', LINES_AT_ZERO) && this.#guard.admit(name) === name
  }

  #series(registrar: string, other: (() => RegistrarSeries) | undefined): RegistrarSeries {
    return new RegistrarSeries({
      store: this.#store,
      registrar,
      hasNetworks: this.#hasNetworks,
      other,
      overflowed: this.#overflowed,
      onGauges: (gauges) => void this.#gauges.push(gauges),
    })
  }
}
