import { contactFlag } from './record.ts'

const SEMICOLON = 0x3b
const STAR = 0x2a
const ZERO = 0x30

/**
 * What a Contact value asks for: `*` and `;expires=0` remove bindings, everything else binds (RFC 3261 §10.2.2);
 * an Expires header counts where the contact has no parameter of its own. Also whether it is one of several flows (RFC 5626).
 */
export function contactAsks(bytes: Uint8Array, start: number, end: number): number {
  let asks: number = contactFlag.present
  if (bytes[start] === STAR) return asks | contactFlag.wildcard
  for (let at = start; at < end; at++) {
    if (bytes[at] !== SEMICOLON) continue
    const letter = (bytes[at + 1] ?? 0) | 0x20
    if (letter === 0x65 && named(bytes, at + 1, end, EXPIRES)) asks |= isZero(bytes, at + 1 + EXPIRES.length, end) ? contactFlag.removes : contactFlag.binds
    else if (letter === 0x72 && named(bytes, at + 1, end, REG_ID)) asks |= contactFlag.regId
  }
  return asks
}

/** Whether the Expires header is zero: the registration is taken back, where the contacts do not say otherwise. */
export function expiresIsZero(bytes: Uint8Array, start: number, end: number): boolean {
  return isZero(bytes, start, end)
}

const EXPIRES = Buffer.from('expires=')
const REG_ID = Buffer.from('reg-id=')

function named(bytes: Uint8Array, start: number, end: number, name: Uint8Array): boolean {
  if (end - start < name.length) return false
  for (let index = 0; index < name.length; index++) if (((bytes[start + index] ?? 0) | 0x20) !== ((name[index] ?? 0) | 0x20)) return false
  return true
}

/** One or more zeros and no other digit. */
function isZero(bytes: Uint8Array, start: number, end: number): boolean {
  let at = start
  while (at < end && bytes[at] === ZERO) at++
  const byte = bytes[at] ?? 0
  return at > start && !(at < end && byte > ZERO && byte <= 0x39)
}
