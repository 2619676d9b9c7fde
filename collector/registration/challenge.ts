import { AuthParameters } from '../sip/auth-parameters.ts'
import type { SipMessage } from '../sip/message.ts'
import { hashBytes } from './hash.ts'
import { beginsAsKey } from './keys.ts'

/** What is kept of a challenge: it says that only the nonce was too old; it is one to AKA (RFC 3310 §3.1: the algorithm begins so). */
export const challengeSays = { stale: 1, aka: 2 } as const

const parameters = new AuthParameters('nonce', 'stale', 'algorithm', 'ck', 'ik')
const NONCE = 0
const STALE = 1
const ALGORITHM = 2
const CIPHER_KEY = 3
const INTEGRITY_KEY = 4
const LETTER_T = 0x74

/** What the challenges of one 401 or 407 say, each read in one pass. */
export class Challenge {
  /** Hash of the first nonce, 0 when there is none. */
  nonce = 0
  /** Bits of `challengeSays`. */
  says = 0

  clear(): void {
    this.nonce = this.says = 0
  }

  /** Adds a header. Returns whether it may carry keys, which must not be kept. */
  add({ words, bytes, view }: SipMessage, start: number, end: number): boolean {
    const { starts, ends } = parameters
    let hasKeys = false
    for (let at = start; at < end;) {
      at = parameters.read(words, bytes, at, end)
      if (this.nonce === 0 && parameters.gives(NONCE)) this.nonce = hashBytes(view, bytes, starts[NONCE]!, ends[NONCE]!)
      const stale = starts[STALE]!
      if (stale >= 0 && (bytes[stale]! | 0x20) === LETTER_T) this.says |= challengeSays.stale
      const algorithm = starts[ALGORITHM]!
      if (algorithm >= 0 && isAka(bytes, algorithm)) this.says |= challengeSays.aka
      // Damaged ones as well.
      if (starts[CIPHER_KEY] !== -1 || starts[INTEGRITY_KEY] !== -1 || parameters.hasBare) hasKeys = true
      else if (beginsAsKey(bytes, parameters.schemeStart, parameters.schemeEnd)) hasKeys = true
    }
    return hasKeys
  }
}

function isAka(bytes: Uint8Array, at: number): boolean {
  return (bytes[at]! | 0x20) === 0x61 && (bytes[at + 1]! | 0x20) === 0x6b && (bytes[at + 2]! | 0x20) === 0x61
}
