const LF = 0x0a
const CR = 0x0d
const SPACE = 0x20
const TAB = 0x09
const COLON = 0x3a
const LOWER_CASE = 0x20
const NAME = Buffer.from('content-length')
const COMPACT_NAME = 0x6c

/** Larger than any message may be, whatever is written. */
const MAX_LENGTH = 0xffff_ffff

/** How far the headers of one message have been read; offsets are counted from its first byte. */
export interface HeaderScan {
  /** The line that is read next. */
  line: number
  /** Where the body begins; -1 while the empty line has not come. */
  bodyAt: number
  /** Value of Content-Length; 0 when there is none (RFC 3261 §20.14: then there is no body on a stream). */
  contentLength: number
  said: boolean
}

/** Makes a scan; `restart` it for each message. */
export function createHeaderScan(): HeaderScan {
  return { line: 0, bodyAt: -1, contentLength: 0, said: false }
}

export function restart(scan: HeaderScan): void {
  scan.line = 0
  scan.bodyAt = -1
  scan.contentLength = 0
  scan.said = false
}

/** Reads on in the headers of the message that begins at `start`. True when the empty line has come. */
export function scanHeaders(bytes: Buffer, start: number, end: number, scan: HeaderScan): boolean {
  while (scan.bodyAt < 0) {
    const line = start + scan.line
    let feed = line
    while (feed < end && bytes[feed] !== LF) feed++
    if (feed >= end) return false
    scan.line = feed + 1 - start
    if (feed === line || (feed === line + 1 && bytes[line] === CR)) scan.bodyAt = scan.line
    else if (!scan.said) readContentLength(bytes, line, feed, scan)
  }
  return true
}

// Content-Length = ( "Content-Length" / "l" ) HCOLON 1*DIGIT      HCOLON = *( SP / HTAB ) ":" SWS
function readContentLength(bytes: Buffer, line: number, end: number, scan: HeaderScan): void {
  let at = nameEnd(bytes, line, end)
  if (at < 0) return
  at = skipBlanks(bytes, at, end)
  if (bytes[at] !== COLON) return
  at = skipBlanks(bytes, at + 1, end)
  let length = 0
  for (; at < end; at++) {
    const digit = bytes[at]! - 0x30
    if (digit < 0 || digit > 9) break
    length = Math.min(MAX_LENGTH, length * 10 + digit)
  }
  scan.contentLength = length
  scan.said = true
}

/** Behind the name of the header, or -1 when it is another one. */
function nameEnd(bytes: Buffer, line: number, end: number): number {
  if ((bytes[line]! | LOWER_CASE) === COMPACT_NAME) return line + 1
  if (end - line <= NAME.length) return -1
  for (let i = 0; i < NAME.length; i++) if ((bytes[line + i]! | LOWER_CASE) !== NAME[i]) return -1
  return line + NAME.length
}

function skipBlanks(bytes: Buffer, from: number, end: number): number {
  let at = from
  while (at < end && (bytes[at] === SPACE || bytes[at] === TAB)) at++
  return at
}
