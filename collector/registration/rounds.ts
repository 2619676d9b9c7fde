import type { Arena } from './arena.ts'
import { empty } from './empty.ts'
import { countHiddenHops } from './hidden-hops.ts'
import { elapsed, isAnswerTo, type Message, sameRequest, sameTransaction } from './message-list.ts'
import { SAME_ANSWER_MICROSECONDS } from './timers.ts'
import { beginningsInside, passedOnIn, unseenAnswer } from './unseen-legs.ts'
import { TICKS_PER_SECOND } from './wheel.ts'

/** One transaction of the UE with everything that was seen of it on deeper legs. */
export class Round {
  /** The request on the outermost captured leg; undefined when only answers were captured. */
  request: Message | undefined
  joined = 0
  cseq = 0
  /** The same request or answer on the same depth, seen elsewhere (before and after a NAT). */
  readonly twins: Message[] = []
  /** Final responses on the outermost captured leg, in the order in which they were sent. */
  readonly answers: Message[] = []
  /** Requests and final responses of deeper legs. */
  readonly deeperRequests: Message[] = []
  readonly deeperAnswers: Message[] = []
  /** The answer was seen on deeper legs alone. */
  isUnseen = false

  /** What the UE was given; later finals it never saw, its transaction was over (RFC 3261 §17.1.2). */
  get answer(): Message | undefined {
    return this.answers[0]
  }

  /** The request as it was seen nearest to the UE: where its own leg was lost, what the next node sent on tells what it carried. */
  get asked(): Message | undefined {
    if (this.request !== undefined) return this.request
    let outermost: Message | undefined
    for (const message of this.deeperRequests) if (outermost === undefined || message.vias < outermost.vias) outermost = message
    return outermost
  }

  /** Any message of the round, the request first. */
  get anchor(): Message | undefined {
    return this.request ?? this.answers[0]
  }

  reset(joined: number, cseq: number): this {
    this.request = undefined
    this.joined = joined
    this.cseq = cseq
    this.isUnseen = false
    empty(this.twins)
    empty(this.answers)
    empty(this.deeperRequests)
    empty(this.deeperAnswers)
    return this
  }
}

/** Sorts the messages of a call into rounds, in the order in which the UE began them. The objects are used again for the next call. */
export class RoundList {
  readonly #pool: Round[] = []
  readonly #list: Round[] = []
  /** Of deeper legs what no round has by its CSeq. */
  readonly #strays: Message[] = []
  /** Requests, and their answers, of another user agent under the same Call-ID: they are part of no attempt. */
  readonly foreign: Message[] = []

  arrange(arena: Arena, messages: readonly Message[]): readonly Round[] {
    countHiddenHops(arena, messages)
    const list = this.#list
    empty(list)
    empty(this.#strays)
    empty(this.foreign)
    const outermost = outermostDepth(messages)
    if (outermost === 0) return list
    for (const message of messages) if (message.status === 0 && message.vias === outermost) this.#addRequest(message)
    for (const message of messages) if (message.isFinal && message.vias === outermost) this.#addAnswer(message)
    if (messages.some(({ vias }) => vias > outermost)) this.#addInside(arena, messages)
    sort(list, startsBefore)
    for (const message of messages) if (message.vias > outermost && !addDeeper(list, message)) this.#strays.push(message)
    if (this.#strays.length > 0) this.#placeStrays(arena)
    for (const [index, round] of list.entries()) if (round.deeperAnswers.length > 0) takeUnseen(arena, round, list.slice(index + 1))
    return list
  }

  /** Rounds of which the outermost leg was not captured begin at the next one. */
  #addInside(arena: Arena, messages: readonly Message[]): void {
    const beginnings = beginningsInside(arena, this.#list, messages)
    for (const request of beginnings) this.#addRequest(request)
    // Of a request that was seen before and after a NAT each answer counts once.
    for (const message of messages)
      if (message.isFinal && beginnings.some((request) => isAnswerTo(message, request))) this.#addAnswer(message)
  }

  /** What a proxy sent on with a CSeq of its own goes to the round that it sent on. */
  #placeStrays(arena: Arena): void {
    for (const request of this.#strays) {
      if (request.status !== 0) continue
      const round = passedOnIn(arena, this.#list, request)
      const finals = this.#strays.filter((message) => message.isFinal && isAnswerTo(message, request))
      if (round === undefined) this.foreign.push(request, ...finals)
      else {
        round.deeperRequests.push(request)
        round.deeperAnswers.push(...finals)
      }
    }
  }

  #addRequest(message: Message): void {
    for (const round of this.#list) {
      const { request } = round
      if (request === undefined || !sameTransaction(request, message) || request.credentials !== message.credentials) continue
      if (request.identity !== message.identity) round.twins.push(message)
      return
    }
    this.#new(message).request = message
  }

  #addAnswer(message: Message): void {
    let only: Round | undefined
    let several = false
    for (const round of this.#list) {
      if (!sameRequest(round, message)) continue
      const { request } = round
      if (request === undefined || request.branch === message.branch) {
        insertAnswer(round, message)
        return
      }
      several = only !== undefined
      only = round
    }
    insertAnswer(only !== undefined && !several ? only : this.#new(message), message)
  }

  #new(message: Message): Round {
    const list = this.#list
    const round = (this.#pool[list.length] ??= new Round()).reset(message.joined, message.cseq)
    list.push(round)
    return round
  }
}

/** Seconds from what ended a round (its answer, else its last request) to the request of the next, by one agent's clock where it can be told. */
export function pauseBetween(round: Round, next: Round): number {
  const from = round.answer ?? round.request
  const to = next.anchor
  if (from === undefined || to === undefined) return 0
  if (round.answer === undefined) {
    for (const agent of from.agents) {
      const last = from.lastSeenBy(agent)
      const then = to.seenBy(agent)
      if (last !== 0 && then !== 0) return (then - last) / 1e6
    }
  }
  const microseconds = elapsed(from, to)
  return microseconds === undefined ? (to.tick - from.tick) / TICKS_PER_SECOND : microseconds / 1e6
}

/** Fewest Via values among requests, 1 where anything of the UE's own leg is captured. Answers alone count only there: others may be late ones. */
function outermostDepth(messages: readonly Message[]): number {
  let depth = 0
  for (const { status, vias, isFinal } of messages) {
    if (vias === 1 && (status === 0 || isFinal)) return 1
    if (status === 0 && (depth === 0 || vias < depth)) depth = vias
  }
  return depth
}

function takeUnseen(arena: Arena, round: Round, later: readonly Round[]): void {
  const answer = unseenAnswer(arena, round, later)
  if (answer === undefined) return
  round.isUnseen = true
  round.answers.push(answer)
  round.deeperAnswers.splice(round.deeperAnswers.indexOf(answer), 1)
}

/** Keeps answers in the order in which they were sent; an equal message seen elsewhere is not another answer. */
function insertAnswer(round: Round, message: Message): void {
  const { answers } = round
  for (let index = 0; index < answers.length; index++) {
    const other = answers[index]
    if (other === undefined) continue
    const after = elapsed(other, message)
    if (other.status === message.status && (after === undefined || Math.abs(after) < SAME_ANSWER_MICROSECONDS)) {
      const isEarlier = after !== undefined && after < 0
      if (isEarlier) answers[index] = message
      round.twins.push(isEarlier ? other : message)
      return
    }
    if ((after ?? message.tick - other.tick) < 0) {
      answers.splice(index, 0, message)
      return
    }
  }
  answers.push(message)
}

/** By the clock of an agent that saw both; else by Call-ID and CSeq, which a UA counts up (RFC 3261 §10.2). */
function startsBefore(one: Round, other: Round): boolean {
  const a = one.anchor
  const b = other.anchor
  if (a === undefined || b === undefined) return false
  const after = elapsed(a, b)
  if (after !== undefined && after !== 0) return after > 0
  if (one.joined !== other.joined) return one.joined < other.joined
  return one.cseq !== other.cseq ? one.cseq < other.cseq : a.tick < b.tick
}

/** Insertion sort: rounds are few and nearly in order. */
function sort(list: Round[], before: (one: Round, other: Round) => boolean): void {
  for (let index = 1; index < list.length; index++) {
    const round = list[index]
    if (round === undefined) continue
    let at = index
    for (; at > 0; at--) {
      const previous = list[at - 1]
      if (previous === undefined || !before(round, previous)) break
      list[at] = previous
    }
    list[at] = round
  }
}

/** Legs share Call-ID and CSeq. Of several rounds with the same CSeq the last that began before the message has it; false when none has the CSeq. */
function addDeeper(list: readonly Round[], message: Message): boolean {
  let owner: Round | undefined
  for (const round of list) {
    if (!sameRequest(round, message)) continue
    const after = round.request === undefined ? undefined : elapsed(round.request, message)
    if (owner === undefined || after === undefined || after >= 0) owner = round
  }
  if (owner === undefined) return false
  if (message.vias <= (owner.anchor?.vias ?? 0)) return true
  if (message.status === 0) owner.deeperRequests.push(message)
  else if (message.isFinal) owner.deeperAnswers.push(message)
  return true
}
