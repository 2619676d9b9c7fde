import type { Cause, Role } from '../../classifiers/taxonomy.ts'
import { OVERFLOW } from '../cardinality/label-guard.ts'
import { ActiveFlag } from './active-flag.ts'
import type { EveryMetric, Labels } from './catalogue.ts'
import { codeLabel } from './code-label.ts'
import { challengeCodes, challengeKinds } from './label-values.ts'
import { Lazy } from './lazy-series.ts'
import { LINES_AT_ZERO, NetworkSeries } from './network-series.ts'
import { OFFENDER_LINES, Offenders } from './offenders.ts'
import type { Cell, HistogramSeries } from './series.ts'
import type { SeriesStore } from './series-store.ts'

type Outcome = Labels<'registerAttempts'>['outcome']
type AkaEvent = Labels<'registerAkaEvents'>['event']

export interface RegistrarParts {
  readonly store: SeriesStore
  readonly registrar: string
  /** Whether networks have names, and the label. */
  readonly hasNetworks: boolean
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
  readonly finals: Lazy<number, Cell>
  readonly durations: Lazy<Outcome, HistogramSeries>
  /** By the place of the challenge in `ChallengeCounts`. */
  readonly challenges: Lazy<number, Cell>
  readonly aka: Lazy<AkaEvent, Cell>
  readonly retransmissions: Lazy<'', Cell>
  readonly copies: Lazy<'', Cell>
  readonly contacts: Lazy<'', Cell>
  readonly offenders: Lazy<Cause | 'all', Offenders>
  readonly flags: Lazy<Labels<'registerPopulationActive'>['flag'], ActiveFlag>
  readonly #parts: RegistrarParts
  readonly #byNetwork = new Map<string | undefined, NetworkSeries>()
  #lastNetwork: string | undefined
  #last: NetworkSeries | undefined
  readonly #origins = new Map<Cause, Lazy<Role, Cell>>()

  constructor(parts: RegistrarParts) {
    this.#parts = parts
    const { store, registrar, onGauges } = parts
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
    this.contacts = this.#lazy(
      'registeredContacts',
      () => store.gauge('registeredContacts', { registrar }),
      (same) => same.contacts,
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
  }

  /** The series of one of its networks; what has no room for all of them is counted at `other`. */
  of(network: string | undefined): NetworkSeries {
    if (network === this.#lastNetwork && this.#last !== undefined) return this.#last
    const { store, hasNetworks, other, overflowed } = this.#parts
    const label = hasNetworks && other === undefined ? OVERFLOW : network
    const known = this.#byNetwork.get(label)
    if (known === undefined && other !== undefined && !store.hasRoom('registerFailures', LINES_AT_ZERO)) {
      overflowed()
      return other().of(network)
    }
    this.#lastNetwork = network
    return (this.#last = known ?? this.#make(label))
  }

  /** Shows the series of one of its networks, room or not, before anything has been counted. */
  show(network: string | undefined): void {
    if (!this.#byNetwork.has(network)) this.#make(network)
  }

  #make(network: string | undefined): NetworkSeries {
    const { store, registrar, other, overflowed } = this.#parts
    const overflow =
      other === undefined
        ? undefined
        : () => {
            overflowed()
            return other().of(network)
          }
    const made = new NetworkSeries({ store, registrar, network, overflow })
    this.#byNetwork.set(network, made)
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
