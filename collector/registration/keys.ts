import { nextParameter, place } from '../sip/auth-parameter.ts'

const QUOTE = 0x22
const COMMA = 0x2c
const SPACE = 0x20
const LETTER_C = 0x63
const LETTER_I = 0x69
const LETTER_K = 0x6b
const LETTER_X = 0x78

/** Overwrites every `ck` and `ik` of a challenge where it stands (3GPP TS 24.229 §7.2A.1): whoever has these can listen in. Returns whether there were any. */
export function overwriteKeys(words: Int32Array, bytes: Uint8Array, start: number, end: number): boolean {
  let hasKeys = false
  for (let at = start; at < end;) {
    at = nextParameter(words, bytes, at, end)
    const { nameStart, nameEnd } = place
    if (!beginsAsKey(bytes, nameStart, nameEnd)) continue
    const quote = quoteWithoutEquals(bytes, nameStart + 2, end)
    if (quote >= 0) {
      const from = quote + 1
      for (at = from; at < end && bytes[at] !== QUOTE && bytes[at] !== COMMA;) at++
      bytes.fill(LETTER_X, from, at)
      // Past the quote.
      if (at < end) at++
    } else if (place.start >= 0 && nameEnd - nameStart === 2) bytes.fill(LETTER_X, place.start, place.end)
    else continue
    hasKeys = true
  }
  return hasKeys
}

/** Whether a name may be that of a key: `ck`, and damaged `ck"…`. */
export function beginsAsKey(bytes: Uint8Array, start: number, end: number): boolean {
  const letter = bytes[start]! | 0x20
  if (end - start < 2 || (letter !== LETTER_C && letter !== LETTER_I) || (bytes[start + 1]! | 0x20) !== LETTER_K) return false
  return end - start === 2 || bytes[start + 2] === QUOTE
}

/** Where the value of a key begins whose equals sign is lost, `ck"…"` or `ck "…"`; -1 where it is not lost. */
function quoteWithoutEquals(bytes: Uint8Array, from: number, end: number): number {
  let at = from
  while (at < end && bytes[at]! <= SPACE) at++
  return at < end && bytes[at] === QUOTE ? at : -1
}
