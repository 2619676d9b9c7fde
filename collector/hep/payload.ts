import type { HepDrop } from './drop.ts'
import type { Packet } from './packet.ts'

const SIP = 1
const LOG_LINE = 100

const CR = 0x0d
const LF = 0x0a
const SPACE = 0x20
const SLASH = 0x2f
const A = 0x41
const Z = 0x5a

// Longest method of the registered ones is SUBSCRIBE; private ones may be longer.
const MAX_METHOD_BYTES = 32

/**
 * Moves the payload past leading line ends, which are keep-alives (RFC 5626 §3.5.1), and says why what is left is not SIP.
 * The agent's word is taken for payload type 1. Any other with a SIP start line is SIP too: hep-js writes 0 for the key names of its README.
 */
export function payloadDrop(packet: Packet): HepDrop | undefined {
  const { payload, payloadEnd } = packet
  let start = packet.payloadStart
  while (start < payloadEnd && (payload[start] === CR || payload[start] === LF)) start++
  packet.payloadStart = start
  if (start >= payloadEnd) return 'no_payload'
  if (packet.payloadType === SIP) return isLetter(payload[start]!) ? undefined : 'not_sip'
  if (packet.payloadType === LOG_LINE) return 'log_line'
  return startsAsSip(payload, start, payloadEnd) ? undefined : 'not_sip'
}

function isLetter(byte: number): boolean {
  const upper = byte & ~0x20
  return upper >= A && upper <= Z
}

// "SIP/2.0 " or a method in capitals and a space. What follows is the scanner's business.
function startsAsSip(payload: Uint8Array, start: number, end: number): boolean {
  let at = start
  const stop = Math.min(end, start + MAX_METHOD_BYTES)
  while (at < stop && payload[at]! >= A && payload[at]! <= Z) at++
  if (at === start || at === stop) return false
  return payload[at] === SPACE || (payload[at] === SLASH && isStatusLine(payload, start, end))
}

const STATUS_LINE = Buffer.from('SIP/2.0 ')

function isStatusLine(payload: Uint8Array, start: number, end: number): boolean {
  if (end - start < STATUS_LINE.length) return false
  return STATUS_LINE.every((byte, i) => payload[start + i] === byte)
}
