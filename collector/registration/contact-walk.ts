import { isNameBefore } from '../sip/name-before.ts'
import { closingQuote } from '../sip/quoted.ts'

const EQUALS = 0x3d
const LETTER_S = 0x73
const LETTER_D = 0x64
const QUOTE = 0x22
const LESS = 0x3c
const GREATER = 0x3e
const COMMA = 0x2c
const SEMICOLON = 0x3b
const SPACE = 0x20
const STAR = 0x2a
const ZERO = 0x30
const EQUALS_WORD = 0x3d3d3d3d
const COMMA_WORD = 0x2c2c2c2c
const QUOTE_WORD = 0x22222222
const GREATER_WORD = 0x3e3e3e3e

const EXPIRES = Buffer.from('expires')
const REG_ID = Buffer.from('reg-id')

/** Seconds of a contact that has none of its own. */
export const NO_SECONDS = -1
/** What a contact is bound for that says nothing or nothing that can be read, and no Expires header does (RFC 3261 §10.2.1.1, §20.10). */
export const USUAL_SECONDS = 3_600
/** More than these, over half a year, count as these. */
export const MOST_SECONDS = 0xffffff

/** What the contact says that `readContact` read last: seconds of its own, else `NO_SECONDS`, and whether it is one of several flows (RFC 5626 reg-id). */
export const contact = { seconds: NO_SECONDS, isFlow: false }

/**
 * Reads the contact at `start` of a Contact header into `contact`; returns where the next one begins, `end` behind the last one.
 * Behind the address it looks only where an equals sign, a comma or a quote stands, four bytes at a step.
 */
export function readContact(words: Int32Array, bytes: Uint8Array, start: number, end: number): number {
  contact.seconds = NO_SECONDS
  contact.isFlow = false
  const first = addressEnd(words, bytes, start, end)
  let from = first
  for (let word = first >> 2, last = (end - 1) >> 2; word <= last; word++) {
    const signs = words[word]! ^ EQUALS_WORD
    const commas = words[word]! ^ COMMA_WORD
    const quotes = words[word]! ^ QUOTE_WORD
    const found = ((signs - 0x01010101) & ~signs) | ((commas - 0x01010101) & ~commas) | ((quotes - 0x01010101) & ~quotes)
    for (let marks = found & 0x80808080; marks !== 0; marks &= marks - 1) {
      const at = (word << 2) + ((31 - Math.clz32(marks & -marks)) >> 3)
      if (at < from || at >= end) continue
      if (bytes[at] === COMMA) return at + 1
      if (bytes[at] === EQUALS) readParameter(bytes, first, at, end)
      else if (bytes[at] === QUOTE) {
        from = closingQuote(words, bytes, at + 1, end) + 1
        word = (from >> 2) - 1
        break
      }
    }
  }
  return end
}

/** Whether a Contact value is the star that stands for all contacts (RFC 3261 §10.2.2); a star may begin a name, too. */
export function isStar(bytes: Uint8Array, start: number, end: number): boolean {
  if (start >= end || bytes[start] !== STAR) return false
  let at = start + 1
  while (at < end && bytes[at]! <= SPACE) at++
  return at === end
}

/**
 * Behind the URI. What stands between `<` and `>` is the URI's own, its parameters as well; one without these has none, so that all parameters are
 * the contact's (RFC 3261 §20.10). A name before it may be quoted, and hold anything.
 */
function addressEnd(words: Int32Array, bytes: Uint8Array, start: number, end: number): number {
  let at = start
  for (; at < end && bytes[at] !== LESS && bytes[at] !== SEMICOLON && bytes[at] !== COMMA; at++)
    if (bytes[at] === QUOTE) at = closingQuote(words, bytes, at + 1, end)
  return bytes[at] === LESS && at < end ? uriEnd(words, bytes, at + 1, end) : Math.min(at, end)
}

/** Behind the `>` that ends a URI; the end when there is none. */
function uriEnd(words: Int32Array, bytes: Uint8Array, start: number, end: number): number {
  for (let word = start >> 2, last = (end - 1) >> 2; word <= last; word++) {
    const ends = words[word]! ^ GREATER_WORD
    for (let marks = (ends - 0x01010101) & ~ends & 0x80808080; marks !== 0; marks &= marks - 1) {
      const at = (word << 2) + ((31 - Math.clz32(marks & -marks)) >> 3)
      if (at >= start && at < end && bytes[at] === GREATER) return at + 1
    }
  }
  return end
}

/** Reads the parameter whose equals sign stands at `equals`; white space may stand around that (RFC 3261 §25.1, EQUAL). */
function readParameter(bytes: Uint8Array, start: number, equals: number, end: number): void {
  let at = equals
  while (at > start && bytes[at - 1]! <= SPACE) at--
  const last = bytes[at - 1]! | 0x20
  if (last === LETTER_S) {
    if (!isParameterNamed(bytes, start, at, EXPIRES)) return
    const seconds = secondsAt(bytes, equals + 1, end)
    contact.seconds = seconds === NO_SECONDS ? USUAL_SECONDS : seconds
  } else if (last === LETTER_D && isParameterNamed(bytes, start, at, REG_ID)) contact.isFlow = true
}

/** A number of seconds, white space or a quote before it; `NO_SECONDS` when there is none. */
export function secondsAt(bytes: Uint8Array, start: number, end: number): number {
  let at = start
  // Some phones and registrars write it in quotes.
  while (at < end && (bytes[at]! <= SPACE || bytes[at] === QUOTE)) at++
  let seconds = 0
  const first = at
  for (; at < end && seconds < MOST_SECONDS; at++) {
    const digit = bytes[at]! - ZERO
    if (digit < 0 || digit > 9) break
    seconds = seconds * 10 + digit
  }
  return at === first ? NO_SECONDS : Math.min(seconds, MOST_SECONDS)
}

/** Whether the name of a parameter ends before `at`. */
function isParameterNamed(bytes: Uint8Array, start: number, at: number, name: Uint8Array): boolean {
  if (!isNameBefore(bytes, start + 1, at, name)) return false
  const before = bytes[at - name.length - 1]!
  return before === SEMICOLON || before <= SPACE
}
