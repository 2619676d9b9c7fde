const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const EQUALS = 0x3d
const SPACE = 0x20
const QUOTES = 0x22222222
const BACKSLASHES = 0x5c5c5c5c

/** Where the last parameter that `findParameter` found has its value, without quotes. */
export const found = { start: 0, end: 0 }

/**
 * Finds `name=value` or `name="value"` among comma-separated parameters (digest headers, RFC 3261 §25.1 auth-param), any case;
 * leaves the value's place in `found`. `name` is lower case; `words` is the memory of `bytes`. False when there is no such parameter.
 */
export function findParameter(words: Int32Array, bytes: Uint8Array, start: number, end: number, name: Uint8Array): boolean {
  const letter = name[0]!
  let at = start
  while (at < end) {
    while (at < end && (bytes[at]! <= SPACE || bytes[at] === COMMA)) at++
    if (at < end && (bytes[at]! | 0x20) === letter && valueAfter(bytes, at, end, name)) return true
    // To the end of the word, or of a quoted value, which is passed over whole; what follows that is another word even without a comma.
    while (at < end && bytes[at]! > SPACE && bytes[at] !== COMMA) {
      if (bytes[at++] !== QUOTE) continue
      at = quoteEnd(words, bytes, at, end)
      break
    }
  }
  return false
}

/** Offset after the quote that ends a quoted string. Values are long, so they are passed over four bytes at a step. */
function quoteEnd(words: Int32Array, bytes: Uint8Array, start: number, end: number): number {
  let at = start
  for (;;) {
    for (; (at & 3) !== 0 && at < end; at++) if (bytes[at] === QUOTE || bytes[at] === BACKSLASH) break
    if ((at & 3) === 0) {
      for (; at + 4 <= end; at += 4) {
        const quotes = words[at >> 2]! ^ QUOTES
        const backslashes = words[at >> 2]! ^ BACKSLASHES
        if (((((quotes - 0x01010101) & ~quotes) | ((backslashes - 0x01010101) & ~backslashes)) & 0x80808080) !== 0) break
      }
      while (at < end && bytes[at] !== QUOTE && bytes[at] !== BACKSLASH) at++
    }
    if (at >= end || bytes[at] === QUOTE) return at + 1
    at += 2
  }
}

function valueAfter(bytes: Uint8Array, at: number, end: number, name: Uint8Array): boolean {
  if (at + name.length > end) return false
  for (let index = 1; index < name.length; index++) if ((bytes[at + index]! | 0x20) !== name[index]) return false
  let value = at + name.length
  while (value < end && (bytes[value] ?? 0) <= SPACE) value++
  if (value >= end || bytes[value] !== EQUALS) return false
  value++
  while (value < end && (bytes[value] ?? 0) <= SPACE) value++
  const isQuoted = value < end && bytes[value] === QUOTE
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
