import { header } from '../sip/header.ts'
import type { Arena } from './arena.ts'
import { endpoint, joinedText } from './record-values.ts'

const SENT_BY = /^SIP\s*\/\s*2\.0\s*\/\s*[A-Za-z0-9-]+\s+(\[[^\]]+\]|[^\s:;]+)(?:\s*:\s*(\d+))?/i
const RECEIVED = /;\s*received\s*=\s*\[?([^;\]\s]+)/i
const RPORT = /;\s*rport\s*=\s*(\d+)/i

/**
 * The UE as the first hop saw it: `received` and `rport` of the bottom Via, else what the UE wrote of itself (RFC 3261 §18.2.1, RFC 3581 §4).
 * Empty when the record kept no Via.
 */
export function bottomVia(arena: Arena, record: number): string {
  const via = joinedText(arena, record, header.via).split(',').at(-1)?.trim() ?? ''
  const sentBy = SENT_BY.exec(via)
  if (sentBy === null) return ''
  const address = RECEIVED.exec(via)?.[1] ?? sentBy[1]?.replaceAll(/[[\]]/g, '') ?? ''
  return endpoint(address, Number(RPORT.exec(via)?.[1] ?? sentBy[2] ?? 5060))
}
