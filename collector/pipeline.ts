import { classify } from '../classifiers/classify.ts'
import { createPhraseTable, type PhraseRow } from '../classifiers/phrases.ts'
import { ArrivalClock } from './arrival-clock.ts'
import type { Contacts } from './contacts/contacts.ts'
import { decodeHep } from './hep/decode.ts'
import { createPacket, type Packet } from './hep/packet.ts'
import { History } from './history/history.ts'
import type { Observer } from './observer.ts'
import { Population, type PopulationLimits } from './population/population.ts'
import { Agents } from './registration/agents.ts'
import { type Limits, USUAL_LIMITS } from './registration/limits.ts'
import { followRegistrations } from './registration/registration.ts'
import type { NamedNetwork } from './registration/registrar-names.ts'
import type { NodeRole } from './registration/role-finder.ts'
import { createSipMessage } from './sip/message.ts'
import { followMethods } from './sip/methods.ts'
import { PASSED_OVER, scanSip } from './sip/scan.ts'
import type { Intake, Source } from './source/source.ts'

export interface PipelineOptions {
  /** What is followed instead of REGISTER. */
  readonly methods?: readonly string[]
  readonly roles?: readonly NodeRole[]
  readonly registrars?: readonly NamedNetwork[]
  readonly networks?: readonly NamedNetwork[]
  readonly phrases?: readonly PhraseRow[]
  /** How much is kept of what others do; nobody looks at them with `none`. */
  readonly population?: PopulationLimits | 'none'
  /** What is remembered of users from before; of this input alone if absent, nothing with `none`. */
  readonly history?: History | 'none'
  /** Who keeps count of registered contacts. */
  readonly contacts?: Contacts
  readonly limits?: Limits
}

/** Everything between a source and those who are told: decode, scan, follow, classify. */
export interface Pipeline extends Intake {
  /** Consumes a source to its end, or until `signal`. */
  run(source: Source, signal?: AbortSignal): Promise<void>
  /** What holds for verdicts from now on; what is open stays open. */
  configure(options: Required<Pick<PipelineOptions, 'roles' | 'registrars' | 'phrases'>>): void
  /** The input has ended: every timer runs out and what is open is judged, or kept open (`pending`). */
  finish(open: 'judge' | 'keep'): void
  /** Calls whose messages are kept: their attempts are open, or held. */
  readonly open: number
  /** The newest arrival in microseconds since 1970, 0 before the first. */
  readonly inputTime: number
  /** Evidence that had to be forgotten too early, and verdicts that were told without it, for want of room. */
  readonly forgotten: Readonly<Record<'population' | 'history' | 'release' | 'contacts', number>>
  readonly contacts: Contacts | undefined
  /** Node name of an agent, else its capture id, by the number that the observer was told. */
  agentName(agent: number): string
}

/** Builds the whole product but its edges. Synchronous from a batch to its verdicts; the only state is the registrations that are open. */
export function createPipeline(observer: Observer, options: PipelineOptions = {}): Pipeline {
  const methods = followMethods(options.methods ?? ['REGISTER'])
  let phrases = createPhraseTable(options.phrases ?? [])
  const isRegister = methods.names[0] === 'REGISTER'
  const clock = new ArrivalClock(Date.now, () => observer.arrivalRefused?.())
  const population = options.population === 'none' ? undefined : new Population(options.population)
  const history = options.history === 'none' ? undefined : (options.history ?? new History())
  const { contacts } = options
  for (const clocked of [history, contacts]) clocked?.setClock((tick) => clock.secondsAt(tick))
  const packet = createPacket()
  const message = createSipMessage()
  const agents = new Agents()
  const registrations = followRegistrations(
    {
      agents,
      methods: methods.names,
      roles: options.roles ?? [],
      registrars: options.registrars ?? [],
      networks: options.networks ?? [],
      ...(history === undefined ? {} : { key: history.key }),
      ...(options.limits ?? USUAL_LIMITS),
    },
    (attempt) => classify(attempt, phrases),
    observer,
    isRegister ? population : undefined,
    isRegister ? history : undefined,
    isRegister ? contacts : undefined,
  )

  const { tracker } = registrations
  const take = (read: Packet, agent: number, arrival: number) => {
    const tick = clock.advance(arrival, read.time)
    tracker.advance(tick)
    const refused = scanSip(read.payload, read.payloadStart, read.payloadEnd, methods, message)
    if (refused === undefined) tracker.follow(read, message, agent, tick)
    else if (refused !== PASSED_OVER) observer.dropped(refused)
  }

  const intakeOf = (refuse: Source['refuse']): Intake => ({
    hep(bytes, start, end, arrival) {
      const drop = decodeHep(bytes, start, end, packet) ?? refuse?.(packet)
      observer.packet(packet.version)
      if (drop === undefined) {
        const agent = agents.numberOf(packet)
        observer.heard?.(agent, packet.time, arrival)
        take(packet, agent, arrival)
      } else observer.dropped(drop)
    },
    sip(captured, arrival) {
      observer.packet(captured.version)
      take(captured, agents.numberOf(captured), arrival)
    },
    drop: (reason, count) => observer.dropped(reason, count),
    tick: (arrival) => tracker.advance(clock.advance(arrival, 0)),
  })

  return {
    ...intakeOf(undefined),
    configure(nodes) {
      registrations.configure(nodes)
      phrases = createPhraseTable(nodes.phrases)
    },
    get open() {
      return tracker.open
    },
    get forgotten() {
      return {
        population: population?.evicted ?? 0,
        history: history?.evicted ?? 0,
        release: tracker.unheld,
        contacts: contacts?.evicted ?? 0,
      }
    },
    contacts,
    get inputTime() {
      return clock.now
    },
    agentName: (agent) => agents.name(agent),
    finish: (open) => tracker.finish(open === 'judge' ? 'judge_at_end' : 'keep_at_end'),
    async run(source, signal) {
      const intake = intakeOf(source.refuse)
      for await (const batch of source) {
        batch(intake)
        if (signal?.aborted === true) return
      }
    },
  }
}
