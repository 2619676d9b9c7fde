import { usualCodes } from '../../classifiers/codes.ts'
import { taxonomy, type Cause, type Reason } from '../../classifiers/taxonomy.ts'
import type { Labels } from './catalogue.ts'
import { codeLabel } from './code-label.ts'
import { causes } from './label-values.ts'
import { Lazy } from './lazy-series.ts'
import type { Cell, Series } from './series.ts'
import type { SeriesStore } from './series-store.ts'

type Outcome = Labels<'registerAttempts'>['outcome']

/** Lines that they take at once: every outcome, and every reason with its usual codes. */
export const LINES_AT_ZERO = 5 + Object.values(usualCodes).reduce((sum, codes) => sum + codes.length, 0)

export interface NetworkParts {
  readonly store: SeriesStore
  readonly registrar: string
  /** Undefined where networks have no names: then there is no such label. */
  readonly network: string | undefined
  /** Where what has no room is counted; undefined where everything has. */
  readonly overflow: (() => NetworkSeries) | undefined
}

/** The series of one registrar and one network: what the `network` label tells apart. */
export class NetworkSeries {
  readonly attempts: Readonly<Record<Outcome, Cell>>
  readonly #parts: NetworkParts
  /** By reason, each of which belongs to one cause. */
  readonly #failures = new Map<Reason, Lazy<number | undefined, Series>>()

  constructor(parts: NetworkParts) {
    this.#parts = parts
    const { store, registrar, network } = parts
    const attempts = (outcome: Outcome) => store.counter('registerAttempts', { registrar, outcome, network })
    this.attempts = {
      success: attempts('success'),
      failure: attempts('failure'),
      deregistration: attempts('deregistration'),
      blind: attempts('blind'),
      evicted: attempts('evicted'),
    }
    for (const cause of causes) for (const reason of taxonomy[cause]) this.#showUsual(cause, reason)
  }

  failuresOf(cause: Cause, reason: Reason): Lazy<number | undefined, Series> {
    const known = this.#failures.get(reason)
    if (known !== undefined) return known
    const { store, registrar, network, overflow } = this.#parts
    const made = new Lazy<number | undefined, Series>({
      make: (code) => store.counter('registerFailures', { registrar, cause, reason, code: codeLabel(code), network }),
      hasRoom: () => store.hasRoom('registerFailures'),
      other: overflow === undefined ? undefined : (code) => overflow().failuresOf(cause, reason).of(code),
    })
    this.#failures.set(reason, made)
    return made
  }

  /** A failure is seen as the step from 0: so it has to be there before. */
  #showUsual(cause: Cause, reason: Reason): void {
    const failures = this.failuresOf(cause, reason)
    for (const code of usualCodes[reason]) failures.make(code === 'none' ? undefined : code)
  }
}
