import type { Attempt, Population } from '../../classifiers/attempt.ts'
import type { Finding } from '../../classifiers/rule.ts'
import { AttemptSpan } from './attempt-span.ts'
import { call } from './calls.ts'
import type { Watch } from './contribution.ts'
import { Contributor } from './contribute.ts'
import { factsOf } from './facts.ts'
import { HeldAttempts } from './held.ts'
import { Judgements, type Judged, type JudgementSources } from './judgements.ts'
import { MessageList } from './message-list.ts'
import { takesBack } from './outcome.ts'
import { NO_PAST, requestIn, requestOf } from './past.ts'
import { RoundList } from './rounds.ts'
import { WATCH_TICKS } from './timers.ts'
import type { SourceNetworks } from './source-networks.ts'
import { ToldVerdict } from './told-verdict.ts'
import type { CountableVerdict } from './verdict.ts'

export interface JudgeParts extends JudgementSources {
  readonly networks: SourceNetworks
  /** Who keeps all users in view; nobody does where other methods than REGISTER are followed. */
  readonly watch: Watch | undefined
  readonly told: (verdict: CountableVerdict) => void
  /** A failure is held: its verdict is told when it is released. */
  readonly held: (registrar: string, code: number | undefined) => void
}

/** Which records of a call belong to the attempt at hand; nothing is held where room is wanted. */
export type Held = 'all' | 'some' | 'nothing'

/**
 * Judges failures. What only one cause can produce is told at once; the rest is held ten seconds more, with its records, and judged again
 * in the light of what others did: that is the one place which decides what population may redirect.
 */
export class Judge {
  readonly #parts: JudgeParts
  readonly #judgements: Judgements
  readonly #contributor: Contributor
  readonly #held: HeldAttempts
  readonly #messages = new MessageList()
  readonly #rounds = new RoundList()
  readonly #span = new AttemptSpan()
  readonly #released: ToldVerdict
  /** What is being told, and what others did meanwhile. */
  #judged: Judged | undefined
  #population: Population | undefined
  readonly #factsOf = (span: AttemptSpan) => this.#ownFacts(span)
  /** The time of those who watch: it goes on at the end of the input, when that of the attempts stands still. */
  now = 0

  constructor(parts: JudgeParts) {
    this.#parts = parts
    this.#judgements = new Judgements(parts)
    this.#contributor = new Contributor(parts)
    // At most half of the calls: the others must go on.
    this.#held = new HeldAttempts(parts.store.calls.capacity >> 1)
    this.#released = new ToldVerdict(parts.store, parts.agents, parts.roles, parts.networks, this.#span)
  }

  /** Attempts that were told without a look at others, for want of room. */
  get unheld(): number {
    return this.#held.refused
  }

  /** Other rules hold from now on. */
  configured(): void {
    this.#judgements.clear()
  }

  /** Judges the failure in `span`, on which `verdict` is a window. `held`: which of the call's records are set aside if it is held. */
  judge(span: AttemptSpan, verdict: ToldVerdict, registrar: string, tick: number, held: Held): void {
    const { store, agents, watch, past } = this.#parts
    this.#parts.roles.learn(span, this.now)
    const request = requestOf(store, agents, span)
    const judged = this.#judgements.of(span, past.before(request), tick)
    const { judgement, attempt } = judged
    const code = span.final?.status
    if (judgement === 'blind') {
      this.served(span, true, false)
      this.#tell(verdict, judged, undefined, code, registrar)
      return
    }
    // What takes bindings back is nobody's trouble: a night's de-registrations are no scan and no outage.
    if (watch !== undefined && !takesBack(store.arena, span)) {
      const contribution = this.#contributor.ofFailed(span, attempt)
      watch.note(contribution, this.now)
      const entry = judgement.confidence === 'definite' ? 0 : this.#detach(span, held)
      if (entry !== 0) {
        const due = this.now + WATCH_TICKS
        this.#held.add({ entry, due, code, registrar, judged, finding: judgement, request, contribution: { ...contribution } })
        this.#parts.held(registrar, code)
        return
      }
      // Nothing redirects it, but what goes on around it is shown.
      this.#tell(verdict, judged, judgement, code, registrar, watch.ask(contribution, this.now))
      return
    }
    this.#tell(verdict, judged, judgement, code, registrar)
  }

  /** An attempt that got through, or whose end is hidden; only one that binds is remembered. */
  served(span: AttemptSpan, isHidden: boolean, binds: boolean): void {
    const { agents, watch, past, store, roles } = this.#parts
    roles.learn(span, this.now)
    if (watch === undefined && past === NO_PAST) return
    const contribution = this.#contributor.ofServed(span, isHidden, (passed) => watch?.note(passed, this.now))
    watch?.note(contribution, this.now)
    if (binds && !isHidden) past.served({ ...requestOf(store, agents, span), source: contribution.source })
  }

  /** A plain exchange that got through. */
  servedPlainly(entry: number, binds: boolean): void {
    const { agents, watch, past, store } = this.#parts
    if (watch === undefined && past === NO_PAST) return
    const contribution = this.#contributor.ofPlain(entry)
    watch?.note(contribution, this.now)
    if (binds) past.served(requestIn(store, agents, entry, store.calls.words[entry + call.block]!, contribution.source))
  }

  /** Tells the held attempts that are due. */
  release(tick: number): void {
    const { store, watch, past } = this.#parts
    for (let held = this.#held.take(tick); held !== undefined; held = this.#held.take(tick)) {
      const rounds = this.#rounds.arrange(store.arena, this.#messages.read(store, held.entry))
      this.#span.set(held.entry, rounds, 0, rounds.length)
      const population = watch?.ask(held.contribution, held.due)
      // What came before may have come after it.
      const isRemembered = held.judged.attempt.history.succeeded !== 'yes' && past.before(held.request).succeeded === 'yes'
      const judged = isRemembered || population?.seen !== undefined ? this.#judgeAgain(held.judged, isRemembered, population) : held.judged
      const finding = judged.judgement === 'blind' ? held.finding : judged.judgement
      this.#tell(this.#released, judged, finding, held.code, held.registrar, population)
      store.forgetHeld(held.entry)
    }
  }

  /** In the light of what others did, and of what is known of the user by now. */
  #judgeAgain({ attempt: before, isShared }: Judged, isRemembered: boolean, population: Population | undefined): Judged {
    const history = isRemembered ? { ...before.history, succeeded: 'yes' as const } : before.history
    const attempt = { ...before, history, population: population ?? before.population }
    return { judgement: this.#parts.classify(attempt), attempt, isShared }
  }

  /** The facts of the attempt that is being told. What lay outside it is as it was when it was judged. */
  #ownFacts(span: AttemptSpan): Attempt {
    const { attempt, isShared } = this.#judged!
    const { history, decidedAlone, ims, originRole } = attempt
    const own = isShared ? { ...factsOf(this.#parts, span, 'REGISTER', this.now), history, decidedAlone, ims, originRole } : attempt
    return this.#population === undefined ? own : { ...own, population: this.#population }
  }

  /** The records of an attempt, set aside; 0 when there is no room for them. */
  #detach(span: AttemptSpan, held: Held): number {
    const isKept = held === 'some' ? keepOf(span) : undefined
    const entry = held !== 'nothing' && this.#held.hasRoom ? this.#parts.store.detach(span.entry, isKept) : 0
    if (entry === 0) this.#held.refused++
    return entry
  }

  #tell(
    verdict: ToldVerdict,
    judged: Judged,
    finding: Finding | undefined,
    code: number | undefined,
    registrar: string,
    population?: Population,
  ): void {
    verdict.begin('REGISTER', finding === undefined ? 'blind' : 'failure', code)
    verdict.registrar = registrar
    verdict.facts = this.#factsOf
    this.#judged = judged
    this.#population = population
    verdict.finding = finding
    verdict.population = population
    verdict.wasHeld = verdict === this.#released
    verdict.setRole(judged.attempt.originRole)
    this.#parts.told(verdict)
  }
}

function keepOf(span: AttemptSpan): (identity: number) => boolean {
  const identities = new Set<number>()
  span.each(({ identity }) => identities.add(identity))
  return (identity) => identities.has(identity)
}
