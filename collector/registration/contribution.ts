import type { Population } from '../../classifiers/attempt.ts'

/** How an attempt went, as far as it says something of others. */
export const result = {
  /** It got through. */
  ok: 1,
  /** The capture hides how it went: no failure, and for all one knows a success. */
  hidden: 2,
  /** The UE was challenged and never answered. */
  challenge: 3,
  /** The UE's answer to a challenge was refused. */
  answer: 4,
  /** The server knows no such user (404). */
  unknown: 5,
  /** Refused before anyone asked who it is. */
  unasked: 6,
  /** A fault or want of the server: 5xx, 408, 480, 6xx of a core. */
  load: 7,
  /** No reply at all. */
  silent: 8,
  /** Something about the request itself. */
  request: 9,
} as const

/** Marks of a contribution. */
export const mark = {
  /** The user got through before, within the memory of the history. */
  known: 1,
  /** A request of it had to be sent again. */
  repeated: 2,
  /** The core refused it, not the P-CSCF itself. */
  core: 4,
  /** It came through another network than the subscriber's own. */
  roaming: 8,
  ims: 16,
  /** Not an attempt of its own: one more node that a success passed. */
  passed: 32,
  /** It got through with a digest username that is not the user that registers; looked at for some users only. */
  otherName: 64,
} as const

/** What one closed attempt says of others: hashes and small numbers, so that it can be kept, added up and sent elsewhere. */
export interface Contribution {
  result: number
  marks: number
  /** Address of the UE, 0 when it is not known, or when it is a node's, which stands for many. */
  source: number
  port: number
  user: number
  /** The user as a number, -1 when it is none: scanners count. */
  number: number
  /** Who decided, or should have. */
  node: number
  /** Where the attempt was first sent to. */
  registrar: number
  /** Host of the address of record. */
  host: number
  /** Visited network, 0 when none was seen. */
  visited: number
  /** Fingerprint of the last answer to a challenge, 0 when there was none. */
  response: number
  /** Fingerprint of the algorithms that the UE offers for a security association, 0 when it offers none. */
  offer: number
  /** Tick of its last request. */
  began: number
}

/** A contribution that says nothing yet. */
export function createContribution(): Contribution {
  return {
    result: 0,
    marks: 0,
    source: 0,
    port: 0,
    user: 0,
    number: -1,
    node: 0,
    registrar: 0,
    host: 0,
    visited: 0,
    response: 0,
    offer: 0,
    began: 0,
  }
}

/** Whoever keeps in view what all users do at the same time. */
export interface Watch {
  /** Time goes on, on the arrival clock. */
  advance(tick: number): void
  /** An attempt is closed. The object is used again afterwards. */
  note(contribution: Contribution, tick: number): void
  /** What others did while this attempt was held. */
  ask(contribution: Contribution, tick: number): Population
}
