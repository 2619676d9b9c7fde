import { usualCodes } from '../../classifiers/codes.ts'
import { taxonomy, type Cause, type Reason, type Role } from '../../classifiers/taxonomy.ts'
import { ActiveFlag } from './active-flag.ts'
import type { EveryMetric, Labels } from './catalogue.ts'
import { codeLabel } from './code-label.ts'
import { causes, challengeCodes, challengeKinds } from './label-values.ts'
import { Lazy } from './lazy-series.ts'
import { OFFENDER_LINES, Offenders } from './offenders.ts'
import type { Cell, HistogramSeries, Series } from './series.ts'
import type { SeriesStore } from './series-store.ts'

type Outcome = Labels<'registerAttempts'>['outcome']
type AkaEvent = Labels<'registerAkaEvents'>['event']

/** Lines that a registrar takes when it is first seen: its outcomes, and every reason with its usual codes. */
export const LINES_AT_ZERO = 5 + Object.values(usualCodes).reduce((sum, codes) => sum + codes.length, 0)

export interface RegistrarParts {
  readonly store: SeriesStore
  readonly registrar: string
  /** The series of `other`, for what has no room; undefined for those themselves. */
  readonly other: (() => RegistrarSeries) | undefined
  /** There was no room. */
  readonly overflowed: () => void
  /** Is told of gauges that have to be brought up to date. */
  readonly onGauges: (gauges: Gauges) => void
}

/** Gauges that are worked out when somebody looks. */
export interface Gauges {
  show(seconds: number, isLate: boolean): void
}

/** The series of one value of the `registrar` label, found by what a verdict holds: no text is put together to count it. */
export class RegistrarSeries {
  readonly attempts: Readonly<Record<Outcome, Cell>>
  readonly finals: Lazy<number, Cell>
  readonly durations: Lazy<Outcome, HistogramSeries>
  /** By the place of the challenge in `ChallengeCounts`. */
  readonly challenges: Lazy<number, Cell>
  readonly aka: Lazy<AkaEvent, Cell>
  readonly retransmissions: Lazy<'', Cell>
  readonly copies: Lazy<'', Cell>
  readonly offenders: Lazy<Cause | 'all', Offenders>
  readonly flags: Lazy<Labels<'registerPopulationActive'>['flag'], ActiveFlag>
  readonly #parts: RegistrarParts
  /** By reason, each of which belongs to one cause. */
  readonly #failures = new Map<Reason, Lazy<number | undefined, Series>>()
  readonly #origins = new Map<Cause, Lazy<Role, Cell>>()

  constructor(parts: RegistrarParts) {
    this.#parts = parts
    const { store, registrar, onGauges } = parts
    const attempts = (outcome: Outcome) => store.counter('registerAttempts', { registrar, outcome })
    this.attempts = {
      success: attempts('success'),
      failure: attempts('failure'),
      deregistration: attempts('deregistration'),
      blind: attempts('blind'),
      evicted: attempts('evicted'),
    }
    this.finals = this.#lazy(
      'registerFinalResponses',
      (code) => store.counter('registerFinalResponses', { registrar, code: codeLabel(code) }),
      (same) => same.finals,
    )
    this.durations = this.#lazy(
      'registerDuration',
      (outcome) => store.histogram('registerDuration', { registrar, outcome }),
      (same) => same.durations,
    )
    this.challenges = this.#lazy(
      'registerChallenges',
      (place) => store.counter('registerChallenges', { registrar, ...challengeLabels(place) }),
      (same) => same.challenges,
    )
    this.aka = this.#lazy(
      'registerAkaEvents',
      (event) => store.counter('registerAkaEvents', { registrar, event }),
      (same) => same.aka,
    )
    this.retransmissions = this.#lazy(
      'registerRetransmissions',
      () => store.counter('registerRetransmissions', { registrar }),
      (same) => same.retransmissions,
    )
    this.copies = this.#lazy(
      'registerCopies',
      () => store.counter('registerCopies', { registrar }),
      (same) => same.copies,
    )
    this.offenders = this.#lazy(
      'registerFailureTopShare',
      (cause) => {
        const made = new Offenders(store, registrar, cause)
        onGauges(made)
        return made
      },
      (same) => same.offenders,
      OFFENDER_LINES,
    )
    this.flags = this.#lazy(
      'registerPopulationActive',
      (flag) => {
        const made = new ActiveFlag(store.gauge('registerPopulationActive', { registrar, flag }))
        onGauges(made)
        return made
      },
      (same) => same.flags,
    )
    for (const cause of causes) for (const reason of taxonomy[cause]) this.#showUsual(cause, reason)
  }

  failuresOf(cause: Cause, reason: Reason): Lazy<number | undefined, Series> {
    const known = this.#failures.get(reason)
    if (known !== undefined) return known
    const { store, registrar } = this.#parts
    const made = this.#lazy<number | undefined, Series>(
      'registerFailures',
      (code) => store.counter('registerFailures', { registrar, cause, reason, code: codeLabel(code) }),
      (same) => same.failuresOf(cause, reason),
    )
    this.#failures.set(reason, made)
    return made
  }

  originsOf(cause: Cause): Lazy<Role, Cell> {
    const known = this.#origins.get(cause)
    if (known !== undefined) return known
    const { store, registrar } = this.#parts
    const made = this.#lazy<Role, Cell>(
      'registerFailureOrigins',
      (origin) => store.counter('registerFailureOrigins', { registrar, origin, cause }),
      (same) => same.originsOf(cause),
    )
    this.#origins.set(cause, made)
    return made
  }

  /** A failure is seen as the step from 0: so it has to be there before. */
  #showUsual(cause: Cause, reason: Reason): void {
    const failures = this.failuresOf(cause, reason)
    for (const code of usualCodes[reason]) failures.make(code === 'none' ? undefined : code)
  }

  #lazy<Key, Made>(
    metric: keyof EveryMetric,
    make: (key: Key) => Made,
    sameOf: (series: RegistrarSeries) => Lazy<Key, Made>,
    lines = 1,
  ): Lazy<Key, Made> {
    const { store, other, overflowed } = this.#parts
    return new Lazy({
      make,
      hasRoom: () => store.hasRoom(metric, lines),
      other:
        other === undefined
          ? undefined
          : (key) => {
              overflowed()
              return sameOf(other()).of(key)
            },
    })
  }
}

function challengeLabels(place: number): Omit<Labels<'registerChallenges'>, 'registrar'> {
  return {
    code: challengeCodes[Math.floor(place / challengeKinds.length)] ?? '401',
    kind: challengeKinds[place % challengeKinds.length] ?? 'first',
  }
}
