import type { Cause } from '../../classifiers/taxonomy.ts'
import type { CountableVerdict } from '../registration/verdict.ts'
import { DistinctWindow, PANE_SECONDS as DISTINCT_SECONDS } from './distinct-window.ts'
import { shareDimensions } from './label-values.ts'
import type { Cell } from './series.ts'
import type { SeriesStore } from './series-store.ts'
import { PANE_SECONDS as TOP_SECONDS, TopWindow } from './top-window.ts'

type Identity = CountableVerdict['identity']

/** How many lines the gauges of one registrar and cause take. */
export const OFFENDER_LINES = 6

/** Whose registrations failed in the last 5 minutes at one registrar for one cause: how many they are, and whether one of them makes most. */
export class Offenders {
  readonly #users = new DistinctWindow()
  readonly #sources = new DistinctWindow()
  readonly #affectedUsers: Cell
  readonly #affectedSources: Cell
  readonly #shares: readonly Share[]

  constructor(store: SeriesStore, registrar: string, cause: Cause | 'all') {
    this.#affectedUsers = store.gauge('registerAffectedUsers', { registrar, cause })
    this.#affectedSources = store.gauge('registerAffectedSources', { registrar, cause })
    this.#shares =
      cause === 'all' ? [] : shareDimensions.map((by) => new Share(store.gauge('registerFailureTopShare', { registrar, cause, by })))
  }

  /** `user` and `identity` are hashes. */
  note(user: number, { source, subnet, userAgent }: Identity, seconds: number): void {
    const pane = Math.floor(seconds / DISTINCT_SECONDS)
    this.#users.note(user, pane)
    // What cannot be known is nobody in particular.
    if (source !== 0) this.#sources.note(source, pane)
    const [byUser, bySource, bySubnet, byUserAgent] = this.#shares
    byUser?.note(user, seconds)
    bySource?.note(source, seconds)
    bySubnet?.note(subnet, seconds)
    byUserAgent?.note(userAgent, seconds)
  }

  /** Brings the gauges up to date. `isLate`: what is read now happened long ago, and says nothing of this moment. */
  show(seconds: number, isLate: boolean): void {
    const pane = Math.floor(seconds / DISTINCT_SECONDS)
    this.#affectedUsers.count = isLate ? 0 : this.#users.count(pane)
    this.#affectedSources.count = isLate ? 0 : this.#sources.count(pane)
    for (const share of this.#shares) share.show(seconds, isLate)
  }
}

/** The gauge that says which share the largest one has. */
class Share {
  readonly #window = new TopWindow()
  readonly #cell: Cell

  constructor(cell: Cell) {
    this.#cell = cell
  }

  note(key: number, seconds: number): void {
    this.#window.note(key, Math.floor(seconds / TOP_SECONDS))
  }

  show(seconds: number, isLate: boolean): void {
    this.#cell.count = isLate ? 0 : this.#window.share(Math.floor(seconds / TOP_SECONDS))
  }
}
