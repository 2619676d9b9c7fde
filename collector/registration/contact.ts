import { contactFlag } from './record.ts'

const STAR = 0x2a
const ZERO = 0x30
const EQUALS = 0x3d
const LETTER_S = 0x73
const LETTER_D = 0x64
const QUOTE = 0x22
const BACKSLASH = 0x5c
const LESS = 0x3c
const GREATER = 0x3e
const COMMA = 0x2c
const SPACE = 0x20
const EQUALS_WORD = 0x3d3d3d3d
const COMMA_WORD = 0x2c2c2c2c

/** What a contact asks for by a parameter of its own. */
const OWN = contactFlag.removes | contactFlag.binds

const EXPIRES = Buffer.from('expires')
const REG_ID = Buffer.from('reg-id')

/**
 * What a Contact value asks for: `*` and `;expires=0` remove bindings, everything else binds (RFC 3261 §10.2.2);
 * an Expires header counts for the contacts without a parameter of their own. Also whether one is one of several flows (RFC 5626).
 * Looks only where an equals sign or a comma stands, four bytes at a step.
 */
export function contactAsks(words: Int32Array, bytes: Uint8Array, start: number, end: number): number {
  let asks: number = contactFlag.present
  if (bytes[start] === STAR) return asks | contactFlag.wildcard
  for (let word = start >> 2, last = (end - 1) >> 2; word <= last; word++) {
    const signs = words[word]! ^ EQUALS_WORD
    const commas = words[word]! ^ COMMA_WORD
    const found = ((signs - 0x01010101) & ~signs) | ((commas - 0x01010101) & ~commas)
    for (let marks = found & 0x80808080; marks !== 0; marks &= marks - 1) {
      const at = (word << 2) + ((31 - Math.clz32(marks & -marks)) >> 3)
      if (at < start || at >= end) continue
      if (bytes[at] === COMMA) return severalAsk(bytes, start, end)
      if (bytes[at] === EQUALS) asks |= parameterAsks(bytes, start, at, end)
    }
  }
  return asks | ((asks & OWN) === 0 ? contactFlag.followsExpires : 0)
}

/** The same byte by byte, for a value with a comma: it stands between two contacts, or in a quoted string or a URI. */
function severalAsk(bytes: Uint8Array, start: number, end: number): number {
  let asks: number = contactFlag.present
  let one = 0
  let isQuoted = false
  let isUri = false
  for (let at = start; at < end; at++) {
    const byte = bytes[at]
    if (byte === EQUALS) one |= parameterAsks(bytes, start, at, end)
    else if (isQuoted) {
      if (byte === BACKSLASH) at++
      else if (byte === QUOTE) isQuoted = false
    } else if (byte === QUOTE) isQuoted = true
    else if (byte === LESS) isUri = true
    else if (byte === GREATER) isUri = false
    else if (byte === COMMA && !isUri) {
      asks |= one | ((one & OWN) === 0 ? contactFlag.followsExpires : 0)
      one = 0
    }
  }
  return asks | one | ((one & OWN) === 0 ? contactFlag.followsExpires : 0)
}

/** What the parameter asks for whose equals sign stands at `at`; white space may stand around that (RFC 3261 §25.1, EQUAL). */
function parameterAsks(bytes: Uint8Array, start: number, at: number, end: number): number {
  const last = nameEnd(bytes, start, at)
  const before = bytes[last - 1]! | 0x20
  if (before !== LETTER_S && before !== LETTER_D) return 0
  if (isParameterNamed(bytes, start, last, REG_ID)) return contactFlag.regId
  if (!isParameterNamed(bytes, start, last, EXPIRES)) return 0
  let value = at + 1
  // Some phones write it in quotes.
  while (value < end && (bytes[value]! <= SPACE || bytes[value] === QUOTE)) value++
  return isZero(bytes, value, end) ? contactFlag.removes : contactFlag.binds
}

/** One or more zeros and no other digit: an Expires value that takes the registration back. */
export function isZero(bytes: Uint8Array, start: number, end: number): boolean {
  let at = start
  while (at < end && bytes[at] === ZERO) at++
  const byte = at < end ? bytes[at]! : 0
  return at > start && !(byte > ZERO && byte <= 0x39)
}

/** Where the name of a parameter ends whose equals sign stands at `equals`. */
export function nameEnd(bytes: Uint8Array, start: number, equals: number): number {
  let at = equals
  while (at > start && bytes[at - 1]! <= SPACE) at--
  return at
}

/** Whether the name of a parameter ends before `at`, in any case; `name` is lower case. */
export function isParameterNamed(bytes: Uint8Array, start: number, at: number, name: Uint8Array): boolean {
  const from = at - name.length
  if (from <= start) return false
  for (let index = name.length - 1; index >= 0; index--) if ((bytes[from + index]! | 0x20) !== name[index]) return false
  const before = bytes[from - 1]
  return before === 0x3b || before === 0x20
}
