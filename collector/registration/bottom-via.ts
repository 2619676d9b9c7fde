import { header } from '../sip/header.ts'
import type { Arena } from './arena.ts'
import { isIPv4, isIPv6 } from 'node:net'
import { addressHash } from './fingerprint.ts'
import { keyedHash } from './hash.ts'
import { endpoint, joinedText } from './record-values.ts'

const SENT_BY = /^SIP\s*\/\s*2\.0\s*\/\s*[A-Za-z0-9-]+\s+(\[[^\]]+\]|[^\s:;]+)(?:\s*:\s*(\d+))?/i
const RECEIVED = /;\s*received\s*=\s*\[?([^;\]\s]+)/i
const RPORT = /;\s*rport\s*=\s*(\d+)/i

/**
 * The UE as the first hop saw it: `received` and `rport` of the bottom Via, else what the UE wrote of itself (RFC 3261 §18.2.1, RFC 3581 §4).
 * Empty when the record kept no Via.
 */
export function bottomVia(arena: Arena, record: number): string {
  const via = bottomOf(arena, record)
  const sentBy = SENT_BY.exec(via)
  return sentBy === null ? '' : endpoint(addressIn(via, sentBy), Number(RPORT.exec(via)?.[1] ?? sentBy[2] ?? 5060))
}

/** Hash of the same address, equal to that of packets which come from it; 0 when the record kept no Via. */
export function bottomViaHash(arena: Arena, record: number): number {
  const via = bottomOf(arena, record)
  const sentBy = SENT_BY.exec(via)
  if (sentBy === null) return 0
  const address = addressIn(via, sentBy)
  if (isIPv4(address)) return addressHash(Uint8Array.from(address.split('.'), Number), 4)
  if (isIPv6(address)) return addressHash(ipv6Bytes(address), 16)
  const name = Buffer.from(address.toLowerCase())
  return keyedHash(name, 0, name.length, 0) || 1
}

function bottomOf(arena: Arena, record: number): string {
  return joinedText(arena, record, header.via).split(',').at(-1)?.trim() ?? ''
}

function addressIn(via: string, sentBy: RegExpExecArray): string {
  return RECEIVED.exec(via)?.[1] ?? sentBy[1]?.replaceAll(/[[\]]/g, '') ?? ''
}

function ipv6Bytes(address: string): Uint8Array {
  const [head = '', tail] = address.split('%', 1)[0]!.split('::')
  const left = groupsOf(head)
  const right = tail === undefined ? [] : groupsOf(tail)
  const groups = [...left, ...Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => 0), ...right]
  return Uint8Array.from(groups.slice(0, 8).flatMap((group) => [group >> 8, group & 0xff]))
}

/** The last part may be an IPv4 address (RFC 4291 §2.2). */
function groupsOf(text: string): number[] {
  if (text === '') return []
  return text.split(':').flatMap((group) => {
    if (!group.includes('.')) return [Number.parseInt(group, 16)]
    const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number)
    return [(a << 8) | b, (c << 8) | d]
  })
}
