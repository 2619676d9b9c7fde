import { closingQuote } from './quoted.ts'

const QUOTE = 0x22
const COMMA = 0x2c
const EQUALS = 0x3d
const SPACE = 0x20

/** What `nextParameter` read last: the places of a name and of its value, without quotes. */
export const place = {
  nameStart: 0,
  nameEnd: 0,
  /** -1: the name has no value. */
  start: -1,
  end: 0,
  /** False: quotes do not pair, or two parameters run into one, so that the value may hold what is not its own. */
  isWhole: false,
  /** The name has no value and stands before another one, behind a comma: it is the scheme of another challenge. */
  isScheme: false,
}

/**
 * Reads the next `name=value` or `name="value"` of a digest header (RFC 3261 §25.1 auth-param, RFC 7235 §2.1) into `place`; returns where to look on,
 * and an empty name at `end` behind the last one. Commas and white space part parameters, and may lack behind a quoted value. `words` is the memory of `bytes`.
 */
export function nextParameter(words: Int32Array, bytes: Uint8Array, start: number, end: number): number {
  let at = start
  let isParted = false
  for (; at < end && bytes[at]! <= COMMA; at++) {
    if (bytes[at] === COMMA) isParted = true
    else if (bytes[at]! > SPACE) break
  }
  place.nameStart = at
  while (at < end && bytes[at]! > SPACE && bytes[at] !== EQUALS && bytes[at] !== COMMA) at++
  place.nameEnd = at
  while (at < end && bytes[at]! <= SPACE) at++
  if (at < end && bytes[at] === EQUALS) return readValue(words, bytes, at + 1, end)
  place.start = -1
  place.isScheme = isParted && at > place.nameEnd && at < end && bytes[at] !== COMMA
  return at
}

function readValue(words: Int32Array, bytes: Uint8Array, from: number, end: number): number {
  let at = from
  while (at < end && bytes[at]! <= SPACE) at++
  if (at < end && bytes[at] === QUOTE) return readQuoted(words, bytes, at + 1, end)
  place.start = at
  let isWhole = true
  for (; at < end && bytes[at] !== COMMA && bytes[at]! > SPACE; at++) {
    // Equals signs may stand behind a nonce in base64, and nowhere else.
    if (bytes[at] === QUOTE || (bytes[at - 1] === EQUALS && at > place.start && bytes[at] !== EQUALS)) isWhole = false
  }
  place.end = at
  place.isWhole = isWhole
  return at
}

function readQuoted(words: Int32Array, bytes: Uint8Array, start: number, end: number): number {
  const stop = closingQuote(words, bytes, start, end)
  place.start = start
  place.isWhole = stop < end && !opensAnother(bytes, start, stop, end)
  if (place.isWhole) {
    place.end = stop
    return stop + 1
  }
  // A quote is missing: what follows the next comma or white space is not this value's own, and is read on.
  let at = start
  while (at < end && bytes[at] !== COMMA && bytes[at]! > SPACE) at++
  place.end = at
  return at
}

/** Whether the quote at `quote` does not end the value that begins at `start`, but begins that of another parameter: `realm="a, nonce="b"`. */
function opensAnother(bytes: Uint8Array, start: number, quote: number, end: number): boolean {
  if (quote + 1 < end && (bytes[quote + 1] === COMMA || bytes[quote + 1]! <= SPACE)) return false
  let at = quote - 1
  while (at > start && bytes[at]! <= SPACE) at--
  if (bytes[at] !== EQUALS) return false
  while (at > start && bytes[at] !== COMMA && bytes[at]! > SPACE) at--
  return at > start
}
