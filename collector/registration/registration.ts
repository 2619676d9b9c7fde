import type { Attempt } from '../../classifiers/attempt.ts'
import type { Judgement } from '../../classifiers/rule.ts'
import type { Agents } from './agents.ts'
import { CallStore } from './call-store.ts'
import type { Bindings } from './granted.ts'
import type { Limits } from './limits.ts'
import { RegistrarNames, type NamedNetwork } from './registrar-names.ts'
import { viasOf } from './record-values.ts'
import { RoleFinder, type NodeRole } from './role-finder.ts'
import { SourceNetworks } from './source-networks.ts'
import { Surroundings } from './surroundings.ts'
import { Teller } from './teller.ts'
import { Texts } from './texts.ts'
import { Tracker } from './tracker.ts'
import type { Watch } from './contribution.ts'
import type { HashKey } from './names.ts'
import { NO_PAST, type Past } from './past.ts'
import type { CountableVerdict } from './verdict.ts'

export interface RegistrationOptions extends Limits {
  readonly agents: Agents
  /** The methods that are followed; the first names the verdicts. */
  readonly methods: readonly string[]
  readonly roles: readonly NodeRole[]
  readonly registrars: readonly NamedNetwork[]
  /** Networks of user agents that have a name of their own. */
  readonly networks: readonly NamedNetwork[]
  /** What hashes of users are made with; drawn if absent. */
  readonly key?: HashKey
}

/** Who is told of verdicts, and of failures that are held before theirs. */
export interface Told {
  verdict(verdict: CountableVerdict): void
  held?(registrar: string, code: number | undefined): void
  registrar?(name: string, network: string | undefined): void
}

/** What follows registrations, put together. */
export interface Registrations {
  readonly tracker: Tracker
  /** Names and roles that hold for what is told from now on, and whatever rules `classify` has by then. */
  configure(nodes: { readonly roles: readonly NodeRole[]; readonly registrars: readonly NamedNetwork[] }): void
}

/** Puts together what follows registrations: messages in, verdicts out. */
export function followRegistrations(
  { agents, methods, roles, registrars, networks, attempts, megabytes, key }: RegistrationOptions,
  classify: (attempt: Attempt) => Judgement,
  told: Told,
  watch?: Watch,
  past: Past = NO_PAST,
  bindings?: Bindings,
): Registrations {
  const store = new CallStore(attempts, megabytes, key)
  const surroundings = new Surroundings(attempts)
  const sources = new SourceNetworks(store.arena, networks)
  const names = new RegistrarNames(store.arena, registrars, (name, record, isAnswer) =>
    told.registrar?.(name, sources.isOn ? sources.at(record, viasOf(store.arena, record) <= 1, isAnswer) : undefined),
  )
  const roleFinder = new RoleFinder(store.arena, roles)
  const teller = new Teller({
    store,
    agents,
    surroundings,
    methods,
    texts: new Texts(store.arena),
    roles: roleFinder,
    networks: sources,
    names,
    classify,
    watch,
    past,
    bindings,
    told: (verdict) => told.verdict(verdict),
    held: (registrar, code) => told.held?.(registrar, code),
  })
  return {
    tracker: new Tracker(store, surroundings, agents, teller, methods[0] ?? 'REGISTER', bindings !== undefined),
    configure(nodes) {
      names.configure(nodes.registrars)
      roleFinder.configure(nodes.roles)
      teller.configured()
    },
  }
}
