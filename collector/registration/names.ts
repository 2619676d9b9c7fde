import { randomBytes } from 'node:crypto'
import { findUri, uri } from '../sip/address-of-record.ts'
import { header } from '../sip/header.ts'
import type { SipMessage } from '../sip/message.ts'
import { call, type Calls, flag, namesAt } from './calls.ts'
import { hashed, keyedHashes, lowerHash, mix } from './hash.ts'
import { isCompared } from './own-name.ts'

/**
 * Writes the names of whoever registers beside an entry: the address of record twice over and its host, hashed with a key. They are the same
 * in every process that has the key, so they can be kept and compared. The entry itself gets one hash of the same, its scheme too.
 */
export function writeNames(message: SipMessage, key: HashKey, { words, names }: Calls, entry: number): void {
  const at = namesAt(entry)
  if (!findTo(message)) {
    words[entry + call.user] = names[at] = names[at + 1] = names[at + 2] = 0
    return
  }
  const { bytes, view } = message
  const { schemeStart, schemeEnd, userStart, userEnd, hostStart, hostEnd } = uri
  const host = lowerHash(view, bytes, hostStart, hostEnd, key.one)
  keyedHashes(bytes, userStart, userEnd, host, mix(host, key.other))
  const { low, high } = hashed
  names[at] = low || 1
  names[at + 1] = high
  names[at + 2] = host || 1
  words[entry + call.user] = lowerHash(view, bytes, schemeStart, schemeEnd, mix(low, high))
  if (userEnd > userStart && isCompared(bytes[userEnd - 1]!)) words[entry + call.flags]! |= flag.compared
}

function findTo({ bytes, ids, starts, ends, headers }: SipMessage): boolean {
  for (let index = 0; index < headers; index++) if (ids[index] === header.to) return findUri(bytes, starts[index]!, ends[index]!)
  return false
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
