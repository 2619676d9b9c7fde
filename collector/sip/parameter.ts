import { closingQuote } from './quoted.ts'

const QUOTE = 0x22
const COMMA = 0x2c
const EQUALS = 0x3d
const SPACE = 0x20

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
    while (at < end && isBetweenWords(bytes[at]!)) at++
    if (at < end && (bytes[at]! | 0x20) === letter && valueAfter(words, bytes, at, end, name)) return true
    at = passWord(words, bytes, at, end)
  }
  return false
}

/** Whether a byte parts one parameter from another. */
export function isBetweenWords(byte: number): boolean {
  return byte <= SPACE || byte === COMMA
}

/** To the end of the word at `at`, or of a quoted value, which is passed over whole; what follows that is another word even without a comma. */
export function passWord(words: Int32Array, bytes: Uint8Array, at: number, end: number): number {
  while (at < end && !isBetweenWords(bytes[at]!)) if (bytes[at++] === QUOTE) return closingQuote(words, bytes, at, end) + 1
  return at
}

/** Whether the word at `at`, whose first letter has been looked at, is this parameter; leaves the value's place in `found`. */
export function valueAfter(words: Int32Array, bytes: Uint8Array, at: number, end: number, name: Uint8Array): boolean {
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
  if (isQuoted) stop = closingQuote(words, bytes, value, end)
  else while (stop < end && bytes[stop] !== COMMA && bytes[stop]! > SPACE) stop++
  found.start = value
  found.end = Math.min(stop, end)
  return true
}
