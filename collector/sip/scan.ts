import { header, headerAt, headerName } from './header.ts'
import { MAX_HEADERS, type SipMessage } from './message.ts'
import type { SipRefusal } from './refusal.ts'
import { followedMethodAt, type Methods } from './methods.ts'

const LF = 0x0a
const CR = 0x0d
const SPACE = 0x20
const TAB = 0x09
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
export function scanSip(
  bytes: Uint8Array,
  start: number,
  end: number,
  methods: Methods,
  message: SipMessage,
): SipRefusal | typeof PASSED_OVER | undefined {
  if (message.source !== bytes) lookAt(bytes, message)
  const from = message.offset + start
  const to = message.offset + end
  const firstEnd = lineEnd(message.words, message.bytes, from, to)
  const begun = startLine(message.bytes, from, firstEnd, methods, message)
  if (begun !== undefined) return begun
  return scanHeaders(message.bytes, firstEnd + 1, to, methods, message)
}

// Request-Line = Method SP Request-URI SP "SIP/2.0"      Status-Line = "SIP/2.0" SP 3DIGIT SP Reason-Phrase      (RFC 3261 §7.1, §7.2)
function startLine(
  bytes: Uint8Array,
  start: number,
  end: number,
  methods: Methods,
  message: SipMessage,
): SipRefusal | typeof PASSED_OVER | undefined {
  const last = trimEnd(bytes, start, end)
  if (isVersion(bytes, start, last) && bytes[start + 7] === SPACE) {
    if (last < start + 11) return 'bad_start_line'
    const status = digit(bytes[start + 8]!) * 100 + digit(bytes[start + 9]!) * 10 + digit(bytes[start + 10]!)
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

function scanHeaders(
  bytes: Uint8Array,
  start: number,
  end: number,
  methods: Methods,
  message: SipMessage,
): SipRefusal | typeof PASSED_OVER | undefined {
  const { words, ids, starts, ends } = message
  const request = message.status === 0
  let count = 0
  let present = 0
  message.vias = 0
  message.cseq = -1
  message.callIdEnd = message.callIdStart = 0

  for (let at = start; at < end;) {
    const first = bytes[at] ?? 0
    if (first === LF || (first === CR && (at + 1 === end || bytes[at + 1] === LF))) break
    let next = lineEnd(words, bytes, at, end)
    if (next === end) {
      if (count === 0 || message.callIdEnd === 0) return 'headers_cut'
      // A line that the capture cut through would be misread; before it everything needed may stand.
      if (bytes[end - 1] !== LF) return 'headers_cut'
    }
    while (next + 1 < end && (bytes[next + 1] === SPACE || bytes[next + 1] === TAB)) next = lineEnd(words, bytes, next + 1, end)

    const id = headerAt(bytes, at, next)
    if (id !== 0) {
      present |= 1 << id
      const from = trimStart(bytes, headerName.end, next)
      const to = trimEnd(bytes, from, next)
      if (id === header.via) {
        if (message.vias === 0) {
          message.topViaStart = from
          message.topViaEnd = to
        }
        message.vias += countValues(words, bytes, from, to)
      }
      if (id === header.callId && message.callIdEnd === 0) {
        message.callIdStart = from
        message.callIdEnd = to
      } else if (id === header.cseq && message.cseq < 0) {
        const refused = readCseq(bytes, from, to, methods, message, request)
        if (refused !== undefined) return refused
      } else {
        if (count === MAX_HEADERS) return 'too_many_headers'
        ids[count] = id
        starts[count] = from
        ends[count] = to
        count++
      }
    }
    at = next + 1
  }

  message.headers = count
  message.present = present
  if (message.cseq < 0) return 'bad_cseq'
  if (message.callIdEnd === message.callIdStart) return 'no_call_id'
  return message.vias === 0 ? 'no_via' : undefined
}

/** CSeq = 1*DIGIT LWS Method, the number below 2**31 (RFC 3261 §8.1.1.5). Its method is the only way to tell what a response answers. */
function readCseq(
  bytes: Uint8Array,
  start: number,
  end: number,
  methods: Methods,
  message: SipMessage,
  request: boolean,
): SipRefusal | typeof PASSED_OVER | undefined {
  let at = start
  let number = 0
  for (; at < end; at++) {
    const value = digit(bytes[at]!)
    if (value < 0) break
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

/** Packets share few large buffers: the views of one are made when the first packet in it comes. */
function lookAt(source: Uint8Array, message: SipMessage): void {
  const { buffer } = source
  message.source = source
  message.offset = source.byteOffset
  if (message.bytes.buffer === buffer) return
  message.bytes = new Uint8Array(buffer)
  message.words = new Int32Array(buffer, 0, buffer.byteLength >> 2)
  message.view = new DataView(buffer)
}

/** Offset of the LF that ends the line at `at`, or `end`. Eight bytes at a step: a byte of a word is LF where the xor leaves zero. */
function lineEnd(words: Int32Array, bytes: Uint8Array, at: number, end: number): number {
  let word = at >> 2
  const last = (end >> 2) - 1
  let from = at
  if (word < last) {
    // The word that the line begins in: what stands before the line is made 0xff, which is no LF and carries nothing over.
    const begun = (words[word]! ^ 0x0a0a0a0a) | ~(-1 << ((at & 3) << 3))
    const marks = (begun - 0x01010101) & ~begun & 0x80808080
    if (marks !== 0) return (word << 2) + firstByte(marks)
    for (word++; word < last; word += 2) {
      const one = words[word]! ^ 0x0a0a0a0a
      const two = words[word + 1]! ^ 0x0a0a0a0a
      const zeroOne = (one - 0x01010101) & ~one & 0x80808080
      if (zeroOne !== 0) return (word << 2) + firstByte(zeroOne)
      const zeroTwo = (two - 0x01010101) & ~two & 0x80808080
      if (zeroTwo !== 0) return (word << 2) + 4 + firstByte(zeroTwo)
    }
    from = word << 2
  }
  while (from < end && bytes[from] !== LF) from++
  return from
}

/** Which byte of a little-endian word has the lowest high bit set. */
function firstByte(marks: number): number {
  return (31 - Math.clz32(marks & -marks)) >> 3
}

/** Values of a Via line: commas outside quotes part them (RFC 3261 §7.3.1). Nearly every line has one value and no comma. */
function countValues(words: Int32Array, bytes: Uint8Array, start: number, end: number): number {
  return hasComma(words, start, end) ? countParts(bytes, start, end) : 1
}

/** Whether a comma is among the words that hold these bytes; one just outside costs no more than a closer look. */
function hasComma(words: Int32Array, start: number, end: number): boolean {
  for (let word = start >> 2, last = (end - 1) >> 2; word <= last; word++) {
    const commas = words[word]! ^ 0x2c2c2c2c
    if (((commas - 0x01010101) & ~commas & 0x80808080) !== 0) return true
  }
  return false
}

/** Parts between commas that hold anything: an empty one is no hop. */
function countParts(bytes: Uint8Array, start: number, end: number): number {
  let parts = 0
  let isEmpty = true
  let quoted = false
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!
    if (byte === COMMA && !quoted) isEmpty = true
    else if (byte > SPACE && byte !== 0x3b) {
      if (isEmpty) parts++
      isEmpty = false
      if (byte === QUOTE) quoted = !quoted
      else if (byte === BACKSLASH && quoted) at++
    }
  }
  return parts
}

function spaceAfter(bytes: Uint8Array, start: number, end: number): number {
  for (let at = start; at < end; at++) if (bytes[at] === SPACE) return at
  return -1
}

function trimStart(bytes: Uint8Array, start: number, end: number): number {
  while (start < end && bytes[start]! <= SPACE) start++
  return start
}

function trimEnd(bytes: Uint8Array, start: number, end: number): number {
  while (end > start && bytes[end - 1]! <= SPACE) end--
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

/** Far below zero for what is no digit, so that it spoils every sum it stands in. */
function digit(byte: number): number {
  return byte >= 0x30 && byte <= 0x39 ? byte - 0x30 : -1e6
}
