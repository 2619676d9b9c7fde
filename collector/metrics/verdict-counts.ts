import type { Population, PopulationWord } from '../../classifiers/attempt.ts'
import type { Finding } from '../../classifiers/rule.ts'
import type { Cause, Confidence } from '../../classifiers/taxonomy.ts'
import type { Observer } from '../observer.ts'
import type { CountableVerdict } from '../registration/verdict.ts'
import type { AgentSeries } from './agent-series.ts'
import type { NameCall } from './exemplars.ts'
import { populationFlags } from './label-values.ts'
import type { NetworkSeries } from './network-series.ts'
import type { RegistrarSeries } from './registrar-series.ts'
import type { Registrars } from './registrars.ts'
import type { Cell } from './series.ts'
import type { SeriesStore } from './series-store.ts'

export interface VerdictCountsParts {
  readonly store: SeriesStore
  readonly registrars: Registrars
  readonly agents: AgentSeries
  /** Names a call behind the counters of failures; undefined where none is to be named. */
  readonly nameCall: NameCall | undefined
  /** The clock on the wall, in milliseconds. */
  readonly now: () => number
}

/** Counts the verdicts on REGISTER attempts, and the final responses of those that are held. A success is a few additions. */
export function countVerdicts({
  store,
  registrars,
  agents,
  nameCall,
  now,
}: VerdictCountsParts): Pick<Required<Observer>, 'verdict' | 'held'> {
  const evicted = store.counter('attemptsEvicted', {})
  const surenesses = new Map<Cause, Map<Confidence, Cell>>()

  const surenessOf = ({ cause, confidence }: Finding): Cell => {
    const byConfidence = obtain(surenesses, cause, () => new Map<Confidence, Cell>())
    return obtain(byConfidence, confidence, () => store.counter('registerVerdicts', { cause, confidence }))
  }

  const countFailure = (series: RegistrarSeries, ofNetwork: NetworkSeries, found: Finding, verdict: CountableVerdict) => {
    const { cause, reason } = found
    const at = now() / 1_000
    const failures = ofNetwork.failuresOf(cause, reason).of(verdict.code)
    failures.count += 1
    // The first call since the last scrape is named: a later one would cost a string each, and show nothing more.
    if (nameCall !== undefined) failures.exemplar ??= nameCall(verdict, at)
    series.originsOf(cause).of(verdict.originRole).count += 1
    surenessOf(found).count += 1
    if (reason === 'aka_mac_failure') series.aka.of('mac_failure').count += 1
    else if (reason === 'aka_res_mismatch') series.aka.of('res_mismatch').count += 1
    if (verdict.population?.seen !== undefined) countFlags(series, verdict.population, at)
    const { user, identity } = verdict
    series.offenders.of(cause).note(user, identity, at)
    series.offenders.of('all').note(user, identity, at)
  }

  return {
    held(registrar, code) {
      if (code !== undefined) registrars.of(registrar).finals.of(code).count += 1
    },
    verdict(verdict) {
      const { method, outcome, code, finding, wasHeld } = verdict
      if (outcome === 'evicted') evicted.count += 1
      if (method !== 'REGISTER' || outcome === 'pending') return
      const series = registrars.of(verdict.registrar)
      const ofNetwork = series.of(verdict.network)
      ofNetwork.attempts[outcome].count += 1
      if (code !== undefined && !wasHeld) series.finals.of(code).count += 1
      const { seconds, retransmissions, copies, exchange } = verdict
      if (seconds !== undefined) series.durations.of(outcome).observe(seconds)
      if (retransmissions > 0) series.retransmissions.of('').count += retransmissions
      if (copies > 0) series.copies.of('').count += copies
      countChallenges(series, exchange.challenges)
      agents.countRequests(exchange.agents)
      if (finding !== undefined) countFailure(series, ofNetwork, finding, verdict)
    },
  }
}

/** Only what is `yes` has words. */
function countFlags({ flags }: RegistrarSeries, population: Population, seconds: number): void {
  for (const flag of populationFlags) if (population[words[flag]] === 'yes') flags.of(flag).note(seconds)
}

const words = {
  scan: 'scan',
  source_wide: 'sourceWide',
  pcscf_wide: 'pcscfWide',
  node_wide: 'nodeWide',
  visited_cluster: 'visitedCluster',
  user_multi_source: 'userMultiSource',
  ban_pattern: 'banPattern',
  expiry_wave: 'expiryWave',
} as const satisfies Record<(typeof populationFlags)[number], PopulationWord>

function countChallenges(series: RegistrarSeries, { counts, total, aka, resyncs }: CountableVerdict['exchange']['challenges']): void {
  for (let place = 0, left = total; left > 0; place++) {
    const count = counts[place]!
    if (count > 0) series.challenges.of(place).count += count
    left -= count
  }
  if (aka > 0) series.aka.of('challenge').count += aka
  if (resyncs > 0) series.aka.of('resync').count += resyncs
}

function obtain<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}
