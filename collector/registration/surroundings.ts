import { mix } from './hash.ts'
import { Recent } from './recent.ts'
import { TICKS_PER_SECOND } from './wheel.ts'
import type { Known } from '../../classifiers/attempt.ts'

const ANSWERS_SECONDS = 60
const VISIBLE_SECONDS = 3600

/**
 * What was seen lately of nodes, nonces and users, outside the attempt at hand: bounded, keyed by hashes, evidence and nothing more.
 * All ticks are arrival ticks.
 */
export class Surroundings {
  /** When an agent last saw a node answer a request. */
  readonly #answers = new Recent(1 << 12)
  /** When a node last sent a request onward. */
  readonly #forwards = new Recent(1 << 12)
  /** When an address and port was last seen to do what only nodes do: answer a REGISTER, or send one on. */
  readonly #nodes = new Recent(1 << 12)
  #lastNode = 0
  /** When a P-CSCF last showed a protected REGISTER in clear. */
  readonly #protected = new Recent(1 << 12)
  /** Nonce and user: when it was given first, and the call it was given in. */
  readonly #nonces: Recent
  /** The call that a user began last. */
  readonly #users: Recent

  /** `calls` is how many may be open: as many nonces and users are remembered, in powers of two. */
  constructor(calls: number) {
    const slots = 1 << (32 - Math.clz32(Math.min(Math.max(calls, 1024), 1 << 18) - 1))
    this.#nonces = new Recent(slots)
    this.#users = new Recent(slots)
  }

  answered(agent: number, node: number, port: number, tick: number): void {
    this.#answers.note(mix(node, agent), tick)
    this.#actsAsNode(mix(node, port), tick)
  }

  forwarded(node: number, port: number, tick: number): void {
    this.#forwards.note(node, tick)
    this.#actsAsNode(mix(node, port), tick)
  }

  /** Most packets are of the node that the one before was of. */
  #actsAsNode(node: number, tick: number): void {
    if (node !== this.#lastNode) this.#nodes.note(node, tick)
    this.#lastNode = node
  }

  /** Whether what comes from this address and port may come from many: it answers REGISTERs, or sends others' on. */
  isNode(address: number, port: number): boolean {
    return this.#nodes.tick(mix(address, port)) !== undefined
  }

  showedProtected(node: number, tick: number): void {
    this.#protected.note(node, tick)
  }

  /** Notes a nonce when it is given first. Returns the call that has used it already, 0 when there is none. */
  challenged(nonce: number, user: number, tick: number, call: number): number {
    const key = mix(nonce, user)
    const known = this.#nonces.value(key) ?? 0
    // Some servers give one nonce to everybody within a second: its age counts from the first, its answer belongs to the newest.
    this.#nonces.note(key, known > 0 ? (this.#nonces.tick(key) ?? tick) : tick, call)
    return known < 0 ? -known : 0
  }

  /** The call that a nonce was given in, 0 when that is not known. */
  giver(nonce: number, user: number): number {
    return Math.max(this.#nonces.value(mix(nonce, user)) ?? 0, 0)
  }

  /** Notes that a call begins with a nonce. Returns the call that it was given in, 0 when that is not known. */
  answers(nonce: number, user: number, tick: number, call: number): number {
    const key = mix(nonce, user)
    const known = this.#nonces.value(key) ?? 0
    // Negative: used, but not seen to be given. Its challenge may be late, or lie before the capture.
    if (known === 0) this.#nonces.note(key, tick, -call)
    return Math.max(known, 0)
  }

  /** Seconds since a nonce was given first; undefined when that is not known. */
  nonceAge(nonce: number, user: number, tick: number): number | undefined {
    const key = mix(nonce, user)
    const given = this.#nonces.tick(key)
    return given === undefined || (this.#nonces.value(key) ?? 0) <= 0 ? undefined : (tick - given) / TICKS_PER_SECOND
  }

  /** Notes that a user began a call; returns the one it began before, 0 when there is none. */
  began(user: number, call: number, tick: number): number {
    const before = this.#users.value(user) ?? 0
    this.#users.note(user, tick, call)
    return before === call ? 0 : before
  }

  nodeAnswers(agent: number, node: number, tick: number): Known {
    return within(this.#answers.tick(mix(node, agent)), tick, ANSWERS_SECONDS) ? 'yes' : 'unknown'
  }

  /** A node whose onward requests are captured decides alone what it does not send on. */
  forwardsVisibly(node: number, tick: number): Known {
    return within(this.#forwards.tick(node), tick, VISIBLE_SECONDS) ? 'yes' : 'unknown'
  }

  /** `no` when the P-CSCF has shown no protected REGISTER for an hour: the answers hide in ESP. */
  protectedVisible(node: number, tick: number): Known {
    return within(this.#protected.tick(node), tick, VISIBLE_SECONDS) ? 'yes' : 'no'
  }
}

function within(noted: number | undefined, tick: number, seconds: number): boolean {
  return noted !== undefined && tick - noted <= seconds * TICKS_PER_SECOND
}
