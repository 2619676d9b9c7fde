import { AttemptSpan } from './attempt-span.ts'
import { call, flag, namesAt } from './calls.ts'
import { type Ending, waits } from './ending.ts'
import { type Bindings, contactsIn, secondsIn } from './granted.ts'
import { Judge, type Held, type JudgeParts } from './judge.ts'
import { type Message, MessageList, sameRequest } from './message-list.ts'
import { mayStillBeAnswered, takesBack } from './outcome.ts'
import { notPlain, plainChallenge, plainSuccess } from './plain-exchange.ts'
import { field } from './record.ts'
import type { RegistrarNames } from './registrar-names.ts'
import { RoundList, type Round } from './rounds.ts'
import { attemptEnd } from './attempt-split.ts'
import { AKA_QUIET_TICKS, HOLD_TICKS, quietTicksOf } from './timers.ts'
import { afterTold, noteTold } from './told.ts'
import { ToldVerdict } from './told-verdict.ts'
import type { Outcome } from './verdict.ts'

export interface TellerParts extends JudgeParts {
  readonly methods: readonly string[]
  /** Who keeps count of the contacts that are bound; nobody does if undefined. */
  readonly bindings: Bindings | undefined
  /** Names of the nodes that attempts are sent to: the `registrar` label. */
  readonly names: RegistrarNames
}

/** Makes verdicts of the records of a call: sorts them into rounds, the rounds into attempts, and tells those that are over and held long enough. */
export class Teller {
  readonly #parts: TellerParts
  readonly #messages = new MessageList()
  readonly #rounds = new RoundList()
  readonly #span = new AttemptSpan()
  /** Of each attempt of the call at hand the round after its last, and when it is told. */
  readonly #ends: number[] = []
  readonly #dues: number[] = []
  readonly #verdict: ToldVerdict
  readonly #judge: Judge
  readonly #quietTicks: number
  /** The plain exchange that is being told. */
  #plainEntry = 0
  readonly #look = () => {
    const rounds = this.#rounds.arrange(this.#parts.store.arena, this.#messages.read(this.#parts.store, this.#plainEntry))
    this.#span.set(this.#plainEntry, rounds, 0, rounds.length)
  }

  constructor(parts: TellerParts) {
    this.#parts = parts
    this.#quietTicks = quietTicksOf(parts.methods[0] ?? 'REGISTER')
    this.#verdict = new ToldVerdict(parts.store, parts.agents, parts.roles, parts.networks, this.#span)
    this.#judge = new Judge(parts)
  }

  /**
   * Tells what is due and forgets its records. Returns the tick at which more is due, 0 when nothing is that can be told by time.
   * `inputEnd`: when the input ended, where that was before.
   */
  tell(entry: number, tick: number, ending: Ending, inputEnd = tick): number {
    const { store } = this.#parts
    this.#judge.now = tick
    const held = this.#tellPlain(entry, tick, ending)
    if (held >= 0) return held
    const messages = this.#messages.read(store, entry)
    const rounds = this.#rounds.arrange(store.arena, messages)
    const ends = this.#ends
    const dues = this.#dues
    ends.length = dues.length = 0
    for (let first = 0, end = 0; first < rounds.length; first = end) {
      end = attemptEnd(store.arena, rounds, first)
      ends.push(end)
      dues.push(this.#dueTick(this.#span.set(entry, rounds, first, end), rounds[end], tick, ending))
    }
    // An attempt that is told says that those before it are over, also where the request that began it came late.
    for (let index = dues.length - 2; index >= 0; index--) dues[index] = Math.min(dues[index]!, dues[index + 1]!)
    let soonest = 0
    for (let index = 0, first = 0; index < ends.length; index++) {
      const end = ends[index]!
      const isLast = end === rounds.length
      const due = dues[index]!
      if (due <= tick) {
        const span = this.#span.set(entry, rounds, first, end)
        span.isRestarted = isLast && span.last?.answer?.isChallenge === true && this.#isRestarted(entry)
        this.#tellAttempt(
          span,
          tick,
          inputEnd,
          ending === 'evict' && !isLast ? 'judge' : ending,
          ending === 'evict' ? 'nothing' : ends.length === 1 ? 'all' : 'some',
        )
      } else soonest = soonest === 0 ? due : Math.min(soonest, due)
      first = end
    }
    const left = soonest !== 0
    if (!left && rounds.length > 0) for (const message of this.#rounds.foreign) markTold(message)
    this.#forget(entry, messages, left, ending)
    return soonest
  }

  /**
   * A plain exchange that succeeded is one success, told without a look at its records unless somebody asks for more.
   * Returns when it is due, 0 when it has been told, -1 when the call is none.
   */
  #tellPlain(entry: number, tick: number, ending: Ending): number {
    const { store, told, names, methods, bindings } = this.#parts
    const { words } = store.calls
    const status = plainSuccess(words, entry)
    if (status === 0 || afterTold(words, entry, 0, words[entry + call.cseqOrTarget]!) <= 0) return -1
    const due = words[entry + call.lastTick]! + HOLD_TICKS
    if (due > tick && waits(ending)) return due
    const verdict = this.#verdict
    const outcome = (words[entry + call.flags]! & flag.binds) === 0 ? 'deregistration' : 'success'
    verdict.beginPlain(methods[0] ?? 'REGISTER', outcome, status, entry, this.#look)
    this.#plainEntry = entry
    verdict.registrar = names.nameOfHash(words[entry + call.registrar]!, words[entry + call.block]!)
    this.#judge.servedPlainly(entry, verdict.outcome === 'success')
    // The success ends the block.
    if (bindings !== undefined) this.#noteGranted(entry, verdict.registrar, store.lastRecord(entry))
    told(verdict)
    noteTold(words, entry, 0, words[entry + call.cseqOrTarget]!, words[entry + call.branchAndGeneration]! >>> 16, tick)
    store.dropRecords(entry)
    notPlain(words, entry)
    return 0
  }

  /** Whether the node whose address has this hash has a name by now. */
  isNamed(hash: number): boolean {
    return this.#parts.names.knows(hash)
  }

  /** The first request of a call has been held: the node that it was first sent to is known by name from now on. */
  begun(entry: number): void {
    const { store, names } = this.#parts
    const { words } = store.calls
    if (entry === 0 || words[entry + call.block] === 0 || names.knows(words[entry + call.registrar]!)) return
    const rounds = this.#rounds.arrange(store.arena, this.#messages.read(store, entry))
    const { opening } = this.#span.set(entry, rounds, 0, attemptEnd(store.arena, rounds, 0))
    if (opening !== undefined) names.nameOf(opening.record, opening.status !== 0)
  }

  /** Other rules hold for what is judged from now on. */
  configured(): void {
    this.#judge.configured()
  }

  /** Attempts that were told without a look at others, for want of room. */
  get unheld(): number {
    return this.#judge.unheld
  }

  /** Tells what was held for a look at others, and is due. */
  release(tick: number): void {
    this.#judge.release(tick)
  }

  /** Whether a challenge is the last word of a call: nothing that its UA sent comes after it, in whatever order they were captured. */
  endsInChallenge(entry: number): boolean {
    const { store } = this.#parts
    const plain = plainChallenge(store.calls.words, entry)
    if (plain !== undefined) return plain
    const messages = this.#messages.read(store, entry)
    const rounds = this.#rounds.arrange(store.arena, messages)
    const last = rounds.at(-1)
    if (last === undefined) return true
    if (last.answer !== undefined) return last.answer.isChallenge
    // Its challenge was seen on another leg only so far.
    return messages.some(
      (message) => message.isChallenge && sameRequest(message, last) && !rounds.some(({ answers }) => answers.includes(message)),
    )
  }

  #isRestarted(entry: number): boolean {
    return ((this.#parts.store.calls.words[entry + call.flags] ?? 0) & flag.restarted) !== 0
  }

  #tellAttempt(span: AttemptSpan, tick: number, inputEnd: number, ending: Ending, held: Held): void {
    span.each(markTold)
    const words = this.#parts.store.calls.words
    const opening = span.opening
    for (const { joined, cseq, anchor } of span.rounds)
      if (afterTold(words, span.entry, joined, cseq) >= 0) noteTold(words, span.entry, joined, cseq, anchor?.branch ?? 0, tick)
    if (opening === undefined) return
    this.#say(span, this.#outcomeOf(span, ending, inputEnd), tick, held)
    this.#parts.store.forgetCopies(span.entry)
  }

  #outcomeOf(span: AttemptSpan, ending: Ending, inputEnd: number): Outcome {
    if (span.last?.answer !== undefined && span.last.answer.status < 300)
      return takesBack(this.#parts.store.arena, span) ? 'deregistration' : 'success'
    if (ending === 'evict' && !span.isOver) return 'evicted'
    if (ending === 'keep_at_end' && !span.isOver) return 'pending'
    if (ending === 'judge_at_end' && mayStillBeAnswered(this.#parts.agents, span, inputEnd)) return 'pending'
    // A de-registration that is refused, or not heard, took nothing from the user; a challenge shows that the UE cannot answer it.
    return span.last?.answer?.isChallenge !== true && takesBack(this.#parts.store.arena, span) ? 'deregistration' : 'failure'
  }

  #say(span: AttemptSpan, outcome: Outcome, tick: number, held: Held): void {
    const parts = this.#parts
    const verdict = this.#verdict
    const { opening, final } = span
    const registrar = opening === undefined ? '' : parts.names.nameOf(opening.record, opening.status !== 0)
    // The rules know registrations only: a refused INVITE has causes of its own.
    if (outcome === 'failure' && (parts.methods[0] ?? 'REGISTER') === 'REGISTER') {
      this.#judge.judge(span, verdict, registrar, tick, held)
      return
    }
    if ((outcome === 'success' || outcome === 'deregistration') && final !== undefined && final.status < 300)
      this.#judge.served(span, false, outcome === 'success')
    verdict.begin(parts.methods[0] ?? 'REGISTER', outcome, final?.status)
    verdict.registrar = registrar
    if (final !== undefined && final.status < 300) this.#noteGranted(span.entry, registrar, final.record)
    parts.told(verdict)
  }

  /** What the 200 in a record grants to the user of a call. */
  #noteGranted(entry: number, registrar: string, record: number): void {
    const { store, bindings } = this.#parts
    if (bindings === undefined) return
    const packed = store.arena.words[record + field.credentials]!
    const at = namesAt(entry)
    const { names } = store.calls
    bindings.granted(registrar, names[at]!, names[at + 1]!, contactsIn(packed), secondsIn(packed), store.arena.words[record + field.tick]!)
  }

  /** When an attempt is told: once it is over, superseded or given up, and has been held; else when it has been silent for long enough. */
  #dueTick(span: AttemptSpan, next: Round | undefined, tick: number, ending: Ending): number {
    if (!waits(ending)) return 0
    if (next !== undefined) return (next.anchor?.tick ?? tick) + HOLD_TICKS
    const { final } = span
    if (span.isOver && final !== undefined) return final.tick + HOLD_TICKS
    const isChallenged = span.last?.answer?.isChallenge === true
    if (ending === 'restart' && isChallenged && final !== undefined && final.tick + HOLD_TICKS <= tick) return tick
    const { words } = this.#parts.store.calls
    const isAka = isChallenged && (words[span.entry + call.flags]! & flag.aka) !== 0
    return words[span.entry + call.lastTick]! + (isAka ? AKA_QUIET_TICKS : this.#quietTicks) + HOLD_TICKS
  }

  /** Keeps what belongs to attempts that are not told yet; what belongs to none goes with the last of them. */
  #forget(entry: number, messages: readonly Message[], left: boolean, ending: Ending): void {
    const { store } = this.#parts
    if (!left && ((ending !== 'wait' && ending !== 'restart') || messages.every(({ told }) => told))) {
      store.dropRecords(entry)
      return
    }
    if (!messages.some(({ told }) => told)) return
    const { words } = store.calls
    const identities = new Set<number>()
    for (const { told, identity, joined, cseq } of messages) if (told || afterTold(words, entry, joined, cseq) < 0) identities.add(identity)
    store.keepRecords(entry, (identity) => !identities.has(identity))
  }
}

function markTold(message: Message): void {
  message.told = true
}
