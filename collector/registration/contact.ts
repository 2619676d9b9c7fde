import { contact, isStar, NO_SECONDS, readContact } from './contact-walk.ts'
import { contactFlag } from './record.ts'

const ZERO = 0x30

/**
 * What a Contact value asks for: `*` and `;expires=0` remove bindings, everything else binds (RFC 3261 §10.2.2);
 * an Expires header counts for the contacts without a parameter of their own. Also whether one is one of several flows (RFC 5626).
 */
export function contactAsks(words: Int32Array, bytes: Uint8Array, start: number, end: number): number {
  let asks: number = contactFlag.present
  if (isStar(bytes, start, end)) return asks | contactFlag.wildcard
  let at = start
  do {
    at = readContact(words, bytes, at, end)
    if (contact.isFlow) asks |= contactFlag.regId
    if (contact.seconds === NO_SECONDS) asks |= contactFlag.followsExpires
    else asks |= contact.seconds === 0 ? contactFlag.removes : contactFlag.binds
  } while (at < end)
  return asks
}

/** One or more zeros and no other digit: an Expires value that takes the registration back. */
export function isZero(bytes: Uint8Array, start: number, end: number): boolean {
  let at = start
  while (at < end && bytes[at] === ZERO) at++
  const byte = at < end ? bytes[at]! : 0
  return at > start && !(byte > ZERO && byte <= 0x39)
}
