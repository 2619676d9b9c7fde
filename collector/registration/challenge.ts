import type { SipMessage } from '../sip/message.ts'
import { Parameters } from '../sip/parameters.ts'
import { hashBytes } from './hash.ts'

/** What is kept of a challenge: it says that only the nonce was too old; it is one to AKA (RFC 3310 §3.1: the algorithm begins so). */
export const challengeSays = { stale: 1, aka: 2 } as const

const parameters = new Parameters('nonce', 'stale', 'algorithm', 'ck', 'ik')
const NONCE = 0
const STALE = 1
const ALGORITHM = 2
const CIPHER_KEY = 3
const INTEGRITY_KEY = 4
const LETTER_T = 0x74

/** What the challenges of one 401 or 407 say, each header read in one pass. */
export class Challenge {
  /** Hash of the first nonce, 0 when there is none. */
  nonce = 0
  /** Bits of `challengeSays`. */
  says = 0

  clear(): void {
    this.nonce = this.says = 0
  }

  /** Adds a header. Returns whether it carries keys, which must not be kept. */
  add({ words, bytes, view }: SipMessage, start: number, end: number): boolean {
    parameters.read(words, bytes, start, end)
    const { starts, ends } = parameters
    const nonce = starts[NONCE]!
    if (this.nonce === 0 && nonce < ends[NONCE]! && nonce >= 0) this.nonce = hashBytes(view, bytes, nonce, ends[NONCE]!)
    const stale = starts[STALE]!
    if (stale >= 0 && (bytes[stale]! | 0x20) === LETTER_T) this.says |= challengeSays.stale
    const algorithm = starts[ALGORITHM]!
    if (algorithm >= 0 && isAka(bytes, algorithm)) this.says |= challengeSays.aka
    return starts[CIPHER_KEY]! >= 0 || starts[INTEGRITY_KEY]! >= 0
  }
}

function isAka(bytes: Uint8Array, at: number): boolean {
  return (bytes[at]! | 0x20) === 0x61 && (bytes[at + 1]! | 0x20) === 0x6b && (bytes[at + 2]! | 0x20) === 0x61
}
