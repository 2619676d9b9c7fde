import type { Arena } from './arena.ts'
import type { CallStore } from './call-store.ts'
import { empty } from './empty.ts'
import { field, recordFlag } from './record.ts'

/** One message of a call, with every sighting of it. Filled anew for each call that is looked at. */
export class Message {
  /** First word of its record. */
  record = 0
  status = 0
  cseq = 0
  branch = 0
  identity = 0
  credentials = 0
  /** Via values, and those that nodes on the way took off (hidden-hops.ts): 1 on the phone's own leg. */
  vias = 0
  /** How many were taken off. */
  hidden = 0
  flags = 0
  /** Which of the Call-IDs of the call it belongs to, in the order in which they appeared. */
  joined = 0
  /** Parallel lists: who saw it, when by its own clock in microseconds (0: unknown), and at which tick it arrived. */
  readonly agents: number[] = []
  readonly times: number[] = []
  readonly ticks: number[] = []
  told = false

  get isFinal(): boolean {
    return this.status >= 200
  }

  get isChallenge(): boolean {
    return this.status === 401 || this.status === 407
  }

  /** Tick of its first arrival. */
  get tick(): number {
    let first = this.ticks[0] ?? 0
    for (const tick of this.ticks) if (tick < first) first = tick
    return first
  }

  /** First time at which the agent saw it, 0 when it did not or gave no time. */
  seenBy(agent: number): number {
    let first = 0
    for (let index = 0; index < this.agents.length; index++) {
      const time = this.times[index] ?? 0
      if (this.agents[index] === agent && time !== 0 && (first === 0 || time < first)) first = time
    }
    return first
  }

  /** Last time at which the agent saw it, 0 when it did not or gave no time. */
  lastSeenBy(agent: number): number {
    let last = 0
    for (let index = 0; index < this.agents.length; index++) if (this.agents[index] === agent) last = Math.max(last, this.times[index] ?? 0)
    return last
  }
}

/** The messages of one call, made from its records; the objects are used again for the next call. */
export class MessageList {
  readonly #pool: Message[] = []
  readonly #list: Message[] = []

  read(store: CallStore, entry: number): readonly Message[] {
    const { words, doubles } = store.arena
    const { start, end } = store.recordsOf(entry)
    const list = this.#list
    empty(list)
    for (let at = start; at < end; at += (words[at] ?? 0) & 0xffff) {
      const meta = words[at + field.meta] ?? 0
      const identity = words[at + field.identity] ?? 0
      const message = ((meta >>> 24) & recordFlag.sighting) !== 0 ? find(list, identity) : this.#add(words, at, meta, identity)
      message?.agents.push(meta & 0xffff)
      message?.times.push(doubles[(at + field.time) >> 1] ?? 0)
      message?.ticks.push(words[at + field.tick] ?? 0)
    }
    return list
  }

  #add(words: Int32Array, at: number, meta: number, identity: number): Message {
    const list = this.#list
    const message = (this.#pool[list.length] ??= new Message())
    list.push(message)
    message.record = at
    message.status = (words[at] ?? 0) >>> 16
    message.cseq = words[at + field.cseq] ?? 0
    message.branch = words[at + field.branch] ?? 0
    message.identity = identity
    message.credentials = words[at + field.credentials] ?? 0
    message.vias = (meta >>> 16) & 0xff
    message.hidden = 0
    message.flags = meta >>> 24
    message.joined = ((words[at + field.shape] ?? 0) >>> 8) & 0xff
    empty(message.agents)
    empty(message.times)
    empty(message.ticks)
    message.told = false
    return message
  }
}

/** Of which request something is: under which Call-ID of its call, and with which CSeq. Legs share both. */
interface OfRequest {
  readonly joined: number
  readonly cseq: number
}

/** Whether two messages, or a message and a round, are of one request. */
export function sameRequest(one: OfRequest, other: OfRequest): boolean {
  return one.joined === other.joined && one.cseq === other.cseq
}

/** Whether two messages are of one transaction: a UA may send a request of the same CSeq with another branch. */
export function sameTransaction(one: Message, other: Message): boolean {
  return sameRequest(one, other) && one.branch === other.branch
}

/** Whether a final response answers a request, on the same leg. */
export function isAnswerTo(final: Message, request: Message): boolean {
  return final.vias === request.vias && sameTransaction(request, final)
}

/** Words of the record of a message. */
export function lengthOf({ words }: Arena, message: Message | undefined): number {
  return message === undefined ? 0 : words[message.record]! & 0xffff
}

/** Hash of the address that a message came from. */
export function sourceOf({ words }: Arena, { record }: Message): number {
  return words[record + field.sourceHash]!
}

/** Microseconds from one message to another by the clock of an agent that saw both; undefined when there is no such agent. */
export function elapsed(from: Message, to: Message): number | undefined {
  for (const agent of from.agents) {
    const then = from.seenBy(agent)
    const now = then === 0 ? 0 : to.seenBy(agent)
    if (now !== 0) return now - then
  }
  return undefined
}

function find(list: readonly Message[], identity: number): Message | undefined {
  for (const message of list) if (message.identity === identity) return message
  return undefined
}
