import { header } from '../sip/header.ts'
import type { SipMessage } from '../sip/message.ts'
import { isNameBefore } from '../sip/name-before.ts'

const PORT_S = Buffer.from('port-s')
const EQUALS = 0x3d
const SPACE = 0x20
const QUOTE = 0x22

/**
 * Whether a REGISTER was seen inside its security association, which shows that those of its P-CSCF are seen in clear: it carries Security-Verify, and
 * went to a protected port that it repeats there (3GPP TS 33.203 §7.1). One that went elsewhere tells nothing of what IPsec hides.
 */
export function isProtected({ present, headers, ids, starts, ends, bytes }: SipMessage, port: number): boolean {
  if ((present & (1 << header.securityVerify)) === 0) return false
  let isNamed = false
  for (let index = 0; index < headers; index++) {
    if (ids[index] !== header.securityVerify) continue
    const end = ends[index]!
    for (let at = starts[index]!; at < end; at++) {
      if (bytes[at] !== EQUALS || !isPortBefore(bytes, at, starts[index]!)) continue
      if (numberAfter(bytes, at + 1, end) === port) return true
      isNamed = true
    }
  }
  // Mechanisms that name no port are other ones than IPsec.
  return !isNamed
}

function isPortBefore(bytes: Uint8Array, equals: number, start: number): boolean {
  let end = equals
  while (end > start && bytes[end - 1]! <= SPACE) end--
  return isNameBefore(bytes, start, end, PORT_S)
}

function numberAfter(bytes: Uint8Array, start: number, end: number): number {
  let at = start
  while (at < end && (bytes[at]! <= SPACE || bytes[at] === QUOTE)) at++
  let number = 0
  for (; at < end && bytes[at]! >= 0x30 && bytes[at]! <= 0x39; at++) number = number * 10 + bytes[at]! - 0x30
  return number
}
