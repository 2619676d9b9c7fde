import { header, headerAt } from './header.ts'
import { MAX_HEADERS, type SipMessage } from './message.ts'
import type { SipRefusal } from './refusal.ts'
import { followedMethodAt, type Methods } from './methods.ts'

const LF = 0x0a
const CR = 0x0d
const SPACE = 0x20
const TAB = 0x09
const COLON = 0x3a
const COMMA = 0x2c
const QUOTE = 0x22
const BACKSLASH = 0x5c

/** A message of a method that nobody follows: counted as received, looked at no further. */
export const PASSED_OVER = 'passed_over'

/**
 * Reads the message at `bytes[start, end)` once, from the first line to the empty one, into `message`.
 * Lenient where phones are: header names in any case and compact form, bare LF, folded lines, no body length, no empty line at the end.
 * Refuses only what cannot be followed. Never throws: captured traffic is hostile input.
 */
export function scanSip(bytes: Uint8Array, start: number, end: number, methods: Methods, message: SipMessage): SipRefusal | typeof PASSED_OVER | undefined {
  if (message.bytes.buffer !== bytes.buffer) message.view = new DataView(bytes.buffer)
  message.bytes = bytes
  const firstEnd = lineEnd(message.view, bytes, start, end)
  const begun = startLine(bytes, start, firstEnd, methods, message)
  if (begun !== undefined) return begun
  return scanHeaders(bytes, firstEnd + 1, end, methods, message)
}

// Request-Line = Method SP Request-URI SP "SIP/2.0"      Status-Line = "SIP/2.0" SP 3DIGIT SP Reason-Phrase      (RFC 3261 §7.1, §7.2)
function startLine(bytes: Uint8Array, start: number, end: number, methods: Methods, message: SipMessage): SipRefusal | typeof PASSED_OVER | undefined {
  const last = trimEnd(bytes, start, end)
  if (isVersion(bytes, start, last) && bytes[start + 7] === SPACE) {
    const status = digit(bytes[start + 8]) * 100 + digit(bytes[start + 9]) * 10 + digit(bytes[start + 10])
    if (!(status >= 100 && status < 700) || (last > start + 11 && bytes[start + 11] !== SPACE)) return 'bad_start_line'
    message.status = status
    message.lineStart = Math.min(start + 12, last)
    message.lineEnd = last
    message.method = -1
    return undefined
  }
  const uri = spaceAfter(bytes, start, last) + 1
  if (uri <= start + 1 || last - 8 < uri || !isVersion(bytes, last - 7, last) || bytes[last - 8] !== SPACE) return 'bad_start_line'
  message.method = followedMethodAt(bytes, start, uri - 1, methods)
  if (message.method < 0) return PASSED_OVER
  message.status = 0
  message.lineStart = uri
  message.lineEnd = last - 8
  return undefined
}

function scanHeaders(bytes: Uint8Array, start: number, end: number, methods: Methods, message: SipMessage): SipRefusal | typeof PASSED_OVER | undefined {
  const view = message.view
  const request = message.status === 0
  let count = 0
  message.vias = 0
  message.cseq = -1
  message.callIdEnd = message.callIdStart = 0

  for (let at = start; at < end; ) {
    const first = bytes[at] ?? 0
    if (first === LF || (first === CR && bytes[at + 1] === LF)) break
    let next = lineEnd(view, bytes, at, end)
    if (next === end) {
      if (count === 0 || message.callIdEnd === 0) return 'headers_cut'
      // A line that the capture cut through would be misread; before it everything needed may stand.
      if (bytes[end - 1] !== LF) return 'headers_cut'
    }
    while (next + 1 < end && (bytes[next + 1] === SPACE || bytes[next + 1] === TAB)) next = lineEnd(view, bytes, next + 1, end)

    const colon = colonAfter(bytes, at, next)
    const id = colon < 0 ? 0 : headerAt(bytes, at, trimEnd(bytes, at, colon))
    if (id !== 0) {
      const from = trimStart(bytes, colon + 1, next)
      const to = trimEnd(bytes, from, next)
      if (id === header.via) {
        if (message.vias === 0) {
          message.topViaStart = from
          message.topViaEnd = to
        }
        message.vias += countValues(bytes, from, to)
      }
      if (id === header.callId && message.callIdEnd === 0) {
        message.callIdStart = from
        message.callIdEnd = to
      } else if (id === header.cseq && message.cseq < 0) {
        const refused = readCseq(bytes, from, to, methods, message, request)
        if (refused !== undefined) return refused
      } else {
        if (count === MAX_HEADERS) return 'too_many_headers'
        message.ids[count] = id
        message.starts[count] = from
        message.ends[count] = to
        count++
      }
    }
    at = next + 1
  }

  message.headers = count
  if (message.cseq < 0) return 'bad_cseq'
  if (message.callIdEnd === message.callIdStart) return 'no_call_id'
  return message.vias === 0 ? 'no_via' : undefined
}

/** CSeq = 1*DIGIT LWS Method, the number below 2**31 (RFC 3261 §8.1.1.5). Its method is the only way to tell what a response answers. */
function readCseq(bytes: Uint8Array, start: number, end: number, methods: Methods, message: SipMessage, request: boolean): SipRefusal | typeof PASSED_OVER | undefined {
  let at = start
  let number = 0
  for (; at < end; at++) {
    const value = digit(bytes[at])
    if (!(value >= 0)) break
    number = number * 10 + value
    if (number > 0x7fffffff) return 'bad_cseq'
  }
  if (at === start) return 'bad_cseq'
  const method = followedMethodAt(bytes, trimStart(bytes, at, end), end, methods)
  if (!request && method < 0) return PASSED_OVER
  if (request && method !== message.method) return 'bad_cseq'
  message.cseq = number
  message.method = method
  return undefined
}

/** Offset of the LF that ends the line at `at`, or `end`. Four bytes at a time: a byte of the word is LF where the xor leaves zero. */
function lineEnd(view: DataView, bytes: Uint8Array, at: number, end: number): number {
  const base = bytes.byteOffset
  const words = end - 4
  while (at <= words) {
    const word = view.getInt32(base + at, true) ^ 0x0a0a0a0a
    const zero = (word - 0x01010101) & ~word & 0x80808080
    if (zero !== 0) return at + ((31 - Math.clz32(zero & -zero)) >> 3)
    at += 4
  }
  while (at < end && bytes[at] !== LF) at++
  return at
}

/** Values of a Via line: commas outside quotes part them (RFC 3261 §7.3.1). */
function countValues(bytes: Uint8Array, start: number, end: number): number {
  let values = 1
  let quoted = false
  for (let at = start; at < end; at++) {
    const byte = bytes[at]
    if (byte === COMMA && !quoted) values++
    else if (byte === QUOTE) quoted = !quoted
    else if (byte === BACKSLASH && quoted) at++
  }
  return values
}

function colonAfter(bytes: Uint8Array, start: number, end: number): number {
  for (let at = start; at < end; at++) if (bytes[at] === COLON) return at
  return -1
}

function spaceAfter(bytes: Uint8Array, start: number, end: number): number {
  for (let at = start; at < end; at++) if (bytes[at] === SPACE) return at
  return -1
}

function trimStart(bytes: Uint8Array, start: number, end: number): number {
  while (start < end && (bytes[start] ?? 0) <= SPACE) start++
  return start
}

function trimEnd(bytes: Uint8Array, start: number, end: number): number {
  while (end > start && (bytes[end - 1] ?? 0) <= SPACE) end--
  return end
}

/** "SIP/2.0", in any case (RFC 3261 §7.1). */
function isVersion(bytes: Uint8Array, start: number, end: number): boolean {
  return (
    end - start >= 7 &&
    ((bytes[start] ?? 0) | 0x20) === 0x73 &&
    ((bytes[start + 1] ?? 0) | 0x20) === 0x69 &&
    ((bytes[start + 2] ?? 0) | 0x20) === 0x70 &&
    bytes[start + 3] === 0x2f &&
    bytes[start + 4] === 0x32 &&
    bytes[start + 5] === 0x2e &&
    bytes[start + 6] === 0x30
  )
}

/** NaN for what is no digit, so that it spoils every sum it stands in. */
function digit(byte: number | undefined): number {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39 ? byte - 0x30 : Number.NaN
}
