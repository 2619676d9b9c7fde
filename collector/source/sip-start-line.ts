const LF = 0x0a
const CR = 0x0d
const SPACE = 0x20
const UPPER_A = 0x41
const UPPER_Z = 0x5a
const SIP_SLASH = 0x5349502f
const VERSION_BYTES = 'SIP/2.0'.length
const STATUS_LINE = Buffer.from('SIP/2.0 ')
const MAX_METHOD_BYTES = 32
const MAX_LINE_BYTES = 8192

/** Whether a SIP message begins somewhere; `unknown` while its first line is not whole. Of a longer line it says the same as of its parts. */
export type StartLine = 'yes' | 'no' | 'unknown'

// Request-Line = Method SP Request-URI SP SIP-Version CRLF      Status-Line = SIP-Version SP Status-Code SP Reason-Phrase CRLF      (RFC 3261 §25.1)
/** Whether a SIP message begins at `start`. */
export function startLineAt(bytes: Buffer, start: number, end: number): StartLine {
  if (start < end && !isUpper(bytes[start])) return 'no'
  let same = 0
  while (same < STATUS_LINE.length && start + same < end && bytes[start + same] === STATUS_LINE[same]) same++
  if (same === STATUS_LINE.length) return 'yes'

  let at = start
  while (at < end && isMethodCharacter(bytes[at])) at++
  if (at - start > MAX_METHOD_BYTES) return 'no'
  if (at === end) return 'unknown'
  if (bytes[at] !== SPACE) return start + same === end ? 'unknown' : 'no'

  const limit = Math.min(end, start + MAX_LINE_BYTES)
  while (at < limit && bytes[at] !== LF) at++
  if (at === limit) return at < end || at === start + MAX_LINE_BYTES ? 'no' : 'unknown'
  const version = (bytes[at - 1] === CR ? at - 1 : at) - VERSION_BYTES
  return version > start && bytes[version - 1] === SPACE && bytes.readUInt32BE(version) === SIP_SLASH ? 'yes' : 'no'
}

/** What the search for a first line found: where one begins, or where one may begin when more has come. */
export interface Search {
  found: boolean
  /** Without a find: the first byte that has to be kept. Equal to `end` when no line that is being looked at begins before it. */
  at: number
  /** Whether `at` is inside a line that is none. */
  midLine: boolean
}

/** Seeks the first line of a SIP message in `bytes[start, end)`. `midLine`: `start` is inside a line that is none. */
export function findStartLine(bytes: Buffer, start: number, end: number, midLine: boolean, search: Search): void {
  search.found = false
  search.midLine = false
  for (let at = midLine ? nextLine(bytes, start, end) : start; at <= end; at = nextLine(bytes, at, end)) {
    const begins = startLineAt(bytes, at, end)
    if (begins === 'no') continue
    search.found = begins === 'yes'
    search.at = at
    return
  }
  search.at = end
  search.midLine = true
}

/** Behind the next line feed; beyond `end` when there is none. */
function nextLine(bytes: Buffer, at: number, end: number): number {
  const feed = bytes.indexOf(LF, at)
  return feed < 0 || feed >= end ? end + 1 : feed + 1
}

function isUpper(byte: number | undefined): boolean {
  return byte !== undefined && byte >= UPPER_A && byte <= UPPER_Z
}

/** Extension methods are tokens; those in use have capitals, digits and `-`, `_`. */
function isMethodCharacter(byte: number | undefined): boolean {
  return isUpper(byte) || byte === 0x2d || byte === 0x5f || (byte !== undefined && byte >= 0x30 && byte <= 0x39)
}
