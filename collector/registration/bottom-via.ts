import { readAddress } from '../hep/address-text.ts'
import { header } from '../sip/header.ts'
import type { SipMessage } from '../sip/message.ts'
import type { Arena } from './arena.ts'
import { addressHash } from './fingerprint.ts'
import { hashBytes, keyedHash } from './hash.ts'
import type { Message } from './message-list.ts'
import { endpoint, firstValue, joinedText, nextValue, value } from './record-values.ts'

const SENT_BY = /^SIP\s*\/\s*2\.0\s*\/\s*[A-Za-z0-9-]+\s+(\[[^\]]+\]|[^\s:;]+)(?:\s*:\s*(\d+))?/i
const RECEIVED = /;\s*received\s*=\s*\[?([^;\]\s]+)/i
const BRANCH = /;\s*branch=([^;,\s]+)/i
const RPORT = /;\s*rport\s*=\s*(\d+)/i

const RECEIVED_NAME = Buffer.from('received')
const COMMA = 0x2c
const SPACE = 0x20
const DOT = 0x2e
const EQUALS = 0x3d
const COLON = 0x3a
const SEMICOLON = 0x3b
const dotted = new Uint8Array(4)
const address = new Uint8Array(16)

/**
 * The UE as the first hop saw it: `received` and `rport` of the bottom Via, else what the UE wrote of itself (RFC 3261 §18.2.1, RFC 3581 §4).
 * Empty when the record kept no Via.
 */
export function bottomVia(arena: Arena, record: number): string {
  const via = bottomViaText(arena, record)
  const sentBy = SENT_BY.exec(via)
  return sentBy === null ? '' : endpoint(addressIn(via, sentBy), Number(RPORT.exec(via)?.[1] ?? sentBy[2] ?? 5060))
}

/** Hash of the same address, equal to that of packets which come from it; 0 when the record kept no Via. */
export function bottomViaHash(arena: Arena, record: number): number {
  let start = 0
  let end = 0
  value.next = firstValue(arena, record)
  while (nextValue(arena, record)) {
    if (value.id !== header.via) continue
    start = value.start
    end = value.end
  }
  return end === 0 ? 0 : lastViaHash(arena.bytes, start, end)
}

/** Hash of the same address in a message that was just scanned; 0 when it has no Via. */
export function bottomViaHashOf({ bytes, ids, starts, ends, headers }: SipMessage): number {
  let last = headers - 1
  while (last >= 0 && ids[last] !== header.via) last--
  return last < 0 ? 0 : lastViaHash(bytes, starts[last]!, ends[last]!)
}

/** Hash of the branch that the outermost node gave, as `branchOf` has it of a top Via; 0 when there is none. */
export function bottomBranch(arena: Arena, { record }: Message): number {
  const branch = BRANCH.exec(bottomViaText(arena, record))?.[1]
  if (branch === undefined) return 0
  const bytes = Buffer.from(branch)
  return hashBytes(new DataView(bytes.buffer, bytes.byteOffset, bytes.length), bytes, 0, bytes.length)
}

/** Of the Via values that stand in one header the last one. */
function lastViaHash(bytes: Uint8Array, first: number, end: number): number {
  let start = first
  for (let at = end - 1; at > start; at--) {
    if (bytes[at] !== COMMA) continue
    start = at + 1
    break
  }
  const received = receivedAt(bytes, start, end)
  if (received !== 0) {
    const known = ipv4Hash(bytes, received, end)
    if (known !== 0) return known
  } else {
    // Behind the transport stands a space, then the address.
    let at = start
    while (at < end && bytes[at]! <= SPACE) at++
    while (at < end && bytes[at]! > SPACE) at++
    while (at < end && bytes[at]! <= SPACE) at++
    const known = ipv4Hash(bytes, at, end)
    if (known !== 0) return known
  }
  return otherHash(
    Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start)
      .toString('latin1')
      .trim(),
  )
}

/** Where the value of `received` begins, 0 when there is none. */
function receivedAt(bytes: Uint8Array, start: number, end: number): number {
  for (let at = start; at < end; at++) {
    if (bytes[at] !== SEMICOLON) continue
    let name = at + 1
    while (name < end && bytes[name]! <= SPACE) name++
    let letter = 0
    while (letter < RECEIVED_NAME.length && (bytes[name + letter]! | 0x20) === RECEIVED_NAME[letter]) letter++
    let after = name + letter
    while (after < end && bytes[after]! <= SPACE) after++
    if (letter < RECEIVED_NAME.length || bytes[after] !== EQUALS) continue
    while (after + 1 < end && bytes[after + 1]! <= SPACE) after++
    return after + 1
  }
  return 0
}

/** An address in dotted decimals, up to its port or parameters; 0 when it is none. */
function ipv4Hash(bytes: Uint8Array, start: number, end: number): number {
  let part = 0
  let digits = 0
  let parts = 0
  for (let at = start; at <= end; at++) {
    const byte = at < end ? bytes[at]! : SPACE
    if (byte >= 0x30 && byte <= 0x39 && digits < 3) {
      part = part * 10 + byte - 0x30
      digits++
    } else if (digits > 0 && part < 256 && parts < 4 && (byte === DOT) === parts < 3) {
      dotted[parts++] = part
      part = digits = 0
      if (parts === 4) return byte === COLON || byte === SEMICOLON || byte <= SPACE ? addressHash(dotted, 4) : 0
    } else return 0
  }
  return 0
}

/** IPv6, and names. */
function otherHash(via: string): number {
  const sentBy = SENT_BY.exec(via)
  if (sentBy === null) return 0
  const text = addressIn(via, sentBy)
  const width = readAddress(text, address)
  if (width !== 0) return addressHash(address, width)
  const name = Buffer.from(text.toLowerCase())
  return keyedHash(name, 0, name.length, 0) || 1
}

/** The bottom Via of a record as text, that of the first node; empty when the record kept none. */
function bottomViaText(arena: Arena, record: number): string {
  return joinedText(arena, record, header.via).split(',').at(-1)?.trim() ?? ''
}

function addressIn(via: string, sentBy: RegExpExecArray): string {
  return RECEIVED.exec(via)?.[1] ?? sentBy[1]?.replaceAll(/[[\]]/g, '') ?? ''
}
