import { contactFlag } from './record.ts'

const STAR = 0x2a
const ZERO = 0x30
const EQUALS = 0x3d
const LETTER_S = 0x73
const LETTER_D = 0x64
const EQUALS_WORD = 0x3d3d3d3d

const EXPIRES = Buffer.from('expires')
const REG_ID = Buffer.from('reg-id')

/**
 * What a Contact value asks for: `*` and `;expires=0` remove bindings, everything else binds (RFC 3261 §10.2.2);
 * an Expires header counts where the contact has no parameter of its own. Also whether it is one of several flows (RFC 5626).
 * Looks only where an equals sign stands, four bytes at a step.
 */
export function contactAsks(words: Int32Array, bytes: Uint8Array, start: number, end: number): number {
  let asks: number = contactFlag.present
  if (bytes[start] === STAR) return asks | contactFlag.wildcard
  for (let word = start >> 2, last = (end - 1) >> 2; word <= last; word++) {
    const signs = words[word]! ^ EQUALS_WORD
    for (let marks = (signs - 0x01010101) & ~signs & 0x80808080; marks !== 0; marks &= marks - 1) {
      const at = (word << 2) + ((31 - Math.clz32(marks & -marks)) >> 3)
      const before = bytes[at - 1]! | 0x20
      if ((before !== LETTER_S && before !== LETTER_D) || bytes[at] !== EQUALS || at < start || at >= end) continue
      if (endsWith(bytes, start, at, EXPIRES)) asks |= isZero(bytes, at + 1, end) ? contactFlag.removes : contactFlag.binds
      else if (endsWith(bytes, start, at, REG_ID)) asks |= contactFlag.regId
    }
  }
  return asks
}

/** One or more zeros and no other digit: an Expires value that takes the registration back. */
export function isZero(bytes: Uint8Array, start: number, end: number): boolean {
  let at = start
  while (at < end && bytes[at] === ZERO) at++
  const byte = at < end ? bytes[at]! : 0
  return at > start && !(byte > ZERO && byte <= 0x39)
}

/** Whether the name of a parameter ends before `at`, in any case. */
function endsWith(bytes: Uint8Array, start: number, at: number, name: Uint8Array): boolean {
  const from = at - name.length
  if (from <= start) return false
  for (let index = name.length - 1; index >= 0; index--) if ((bytes[from + index]! | 0x20) !== name[index]) return false
  const before = bytes[from - 1]
  return before === 0x3b || before === 0x20
}
