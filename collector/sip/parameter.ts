const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const EQUALS = 0x3d
const SPACE = 0x20

/** Where the last parameter that `findParameter` found has its value, without quotes. */
export const found = { start: 0, end: 0 }

/**
 * Finds `name=value` or `name="value"` among comma-separated parameters (digest headers, RFC 3261 §25.1 auth-param), any case;
 * leaves the value's place in `found`. `name` is lower case. False when there is no such parameter.
 */
export function findParameter(bytes: Uint8Array, start: number, end: number, name: Uint8Array): boolean {
  let quoted = false
  let fresh = true
  for (let at = start; at < end; at++) {
    const byte = bytes[at] ?? 0
    if (quoted) {
      if (byte === BACKSLASH) at++
      else if (byte === QUOTE) quoted = false
    } else if (byte === QUOTE) {
      quoted = true
      fresh = false
    } else if (byte === COMMA || byte <= SPACE) {
      fresh = true
    } else if (fresh) {
      fresh = false
      if ((byte | 0x20) === name[0] && valueAfter(bytes, at, end, name)) return true
    }
  }
  return false
}

function valueAfter(bytes: Uint8Array, at: number, end: number, name: Uint8Array): boolean {
  for (let index = 1; index < name.length; index++) if (((bytes[at + index] ?? 0) | 0x20) !== name[index]) return false
  let value = at + name.length
  while (value < end && (bytes[value] ?? 0) <= SPACE) value++
  if (value >= end || bytes[value] !== EQUALS) return false
  value++
  while (value < end && (bytes[value] ?? 0) <= SPACE) value++
  const isQuoted = bytes[value] === QUOTE
  if (isQuoted) value++
  let stop = value
  for (; stop < end; stop++) {
    const byte = bytes[stop] ?? 0
    if (isQuoted) {
      if (byte === BACKSLASH) stop++
      else if (byte === QUOTE) break
    } else if (byte === COMMA || byte <= SPACE) break
  }
  found.start = value
  found.end = Math.min(stop, end)
  return true
}
