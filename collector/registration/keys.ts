import { nextParameter, place } from '../sip/auth-parameter.ts'

const LETTER_C = 0x63
const LETTER_I = 0x69
const LETTER_K = 0x6b
const LETTER_X = 0x78

/** Overwrites every `ck` and `ik` of a challenge where it stands (3GPP TS 24.229 §7.2A.1): whoever has these can listen in. Returns whether there were any. */
export function overwriteKeys(words: Int32Array, bytes: Uint8Array, start: number, end: number): boolean {
  let hasKeys = false
  for (let at = start; at < end;) {
    at = nextParameter(words, bytes, at, end)
    if (place.start < 0 || !isKey(bytes, place.nameStart, place.nameEnd)) continue
    bytes.fill(LETTER_X, place.start, place.end)
    hasKeys = true
  }
  return hasKeys
}

function isKey(bytes: Uint8Array, start: number, end: number): boolean {
  const letter = bytes[start]! | 0x20
  return end - start === 2 && (letter === LETTER_C || letter === LETTER_I) && (bytes[start + 1]! | 0x20) === LETTER_K
}
