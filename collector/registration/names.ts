import { randomBytes } from 'node:crypto'
import { findUri, uri } from '../sip/address-of-record.ts'
import { header } from '../sip/header.ts'
import type { SipMessage } from '../sip/message.ts'
import { keyedHash, lowerHash, mix } from './hash.ts'

/**
 * Writes the names of whoever registers to `names` at `at`: the address of record twice over and its host, hashed with a key.
 * Other than `userOf` they are the same in every process that has the key, so they can be kept and compared. Returns the last letter of the user, -1
 * when there is none.
 */
export function writeNames(message: SipMessage, key: HashKey, names: Int32Array, at: number): number {
  const { bytes, view } = message
  for (let index = 0; index < message.headers; index++) {
    if (message.ids[index] !== header.to) continue
    if (!findUri(bytes, message.starts[index] ?? 0, message.ends[index] ?? 0)) break
    const { userStart, userEnd, hostStart, hostEnd } = uri
    const host = lowerHash(view, bytes, hostStart, hostEnd, key.one)
    names[at] = keyedHash(bytes, userStart, userEnd, host) || 1
    names[at + 1] = keyedHash(bytes, userStart, userEnd, mix(host, key.other))
    names[at + 2] = host || 1
    return userEnd > userStart ? bytes[userEnd - 1]! : -1
  }
  names[at] = names[at + 1] = names[at + 2] = 0
  return -1
}

/** What hashes that leave the process are made with: it must not be guessed. */
export interface HashKey {
  readonly one: number
  readonly other: number
}

/** A key that no other process has. */
export function randomKey(): HashKey {
  const bytes = randomBytes(8)
  return { one: bytes.readInt32LE(0), other: bytes.readInt32LE(4) }
}
