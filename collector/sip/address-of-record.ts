const LESS = 0x3c
const GREATER = 0x3e
const COLON = 0x3a
const SEMICOLON = 0x3b
const QUESTION = 0x3f
const AT = 0x40
const QUOTE = 0x22
const BACKSLASH = 0x5c
const SPACE = 0x20
const OPEN_BRACKET = 0x5b
const CLOSE_BRACKET = 0x5d

/** Where the parts of the last URI stand that `findUri` read; `user` is empty where a URI has none. */
export const uri = { schemeStart: 0, schemeEnd: 0, userStart: 0, userEnd: 0, hostStart: 0, hostEnd: 0 }

/**
 * Finds the URI of a To or From value, or a bare URI, and leaves its parts in `uri`: name-addr with display name or addr-spec,
 * sip, sips or tel (RFC 3261 §20.10, RFC 3966). Without port, parameters, headers and password. False when there is none.
 */
export function findUri(bytes: Uint8Array, start: number, end: number): boolean {
  let at = addressStart(bytes, start, end)
  let stop = at
  while (stop < end && bytes[stop] !== GREATER && (bytes[stop] ?? 0) > SPACE) stop++
  uri.schemeStart = at
  while (at < stop && bytes[at] !== COLON) at++
  if (at === stop) return false
  uri.schemeEnd = at
  at++

  const host = hostStart(bytes, at, stop)
  uri.userStart = at
  uri.userEnd = at
  if (host > at) {
    let userEnd = at
    while (userEnd < host - 1 && bytes[userEnd] !== COLON) userEnd++
    uri.userEnd = userEnd
  }
  uri.hostStart = host
  uri.hostEnd = hostEnd(bytes, host, stop)
  return uri.hostEnd > host
}

/** The canonical address of record: scheme and host in lower case, `scheme:user@host`. Valid after `findUri` found one in `bytes`. */
export function canonicalUri(bytes: Uint8Array): string {
  const scheme = text(bytes, uri.schemeStart, uri.schemeEnd).toLowerCase()
  const user = uriUser(bytes)
  return user === '' ? `${scheme}:${uriHost(bytes)}` : `${scheme}:${user}@${uriHost(bytes)}`
}

/** The user part, as written. Valid after `findUri`. */
export function uriUser(bytes: Uint8Array): string {
  return text(bytes, uri.userStart, uri.userEnd)
}

/** The host in lower case; of a tel URI the number. Valid after `findUri`. */
export function uriHost(bytes: Uint8Array): string {
  return text(bytes, uri.hostStart, uri.hostEnd).toLowerCase()
}

function text(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('utf8')
}

/** Past the display name: it may be quoted, and hold `<` there. The end where nothing follows a quoted name. */
function addressStart(bytes: Uint8Array, start: number, end: number): number {
  let quoted = false
  const first = skipSpace(bytes, start, end)
  for (let at = start; at < end; at++) {
    const byte = bytes[at]
    if (quoted) {
      if (byte === BACKSLASH) at++
      else if (byte === QUOTE) quoted = false
    } else if (byte === QUOTE) quoted = true
    else if (byte === LESS) return skipSpace(bytes, at + 1, end)
  }
  return bytes[first] === QUOTE ? end : first
}

function skipSpace(bytes: Uint8Array, start: number, end: number): number {
  while (start < end && (bytes[start] ?? 0) <= SPACE) start++
  return start
}

/** Past the `@`; a user part may hold `;`, `?` and escaped letters, never `@`, and neither may parameters and headers (RFC 3261 §25.1). */
function hostStart(bytes: Uint8Array, start: number, end: number): number {
  for (let at = start; at < end; at++) if (bytes[at] === AT) return at + 1
  return start
}

function hostEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = start
  if (bytes[at] === OPEN_BRACKET) {
    while (at < end && bytes[at] !== CLOSE_BRACKET) at++
    return Math.min(at + 1, end)
  }
  while (at < end && bytes[at] !== COLON && bytes[at] !== SEMICOLON && bytes[at] !== QUESTION) at++
  return at
}
