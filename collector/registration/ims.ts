import { findUri, uri } from '../sip/address-of-record.ts'
import { header } from '../sip/header.ts'
import type { Arena } from './arena.ts'
import type { AttemptSpan } from './attempt-span.ts'
import { call, flag } from './calls.ts'
import type { CallStore } from './call-store.ts'
import type { Message } from './message-list.ts'
import { recordFlag } from './record.ts'
import { findValue, value } from './record-values.ts'
import type { RoleFinder } from './role-finder.ts'

/** The domain under which every home network of 3GPP has its own (TS 23.003 §13.2). */
export const THREE_GPP = '3gppnetwork.org'
const DOMAIN = Buffer.from(THREE_GPP)

/**
 * Whether an attempt is one of IMS: AKA or a security agreement, To in a 3GPP domain, P-Visited-Network-ID on its way inward (fixed networks have
 * domains of their own), or sent to a P-CSCF by configuration or by what that node did before.
 */
export function looksIms({ calls, arena }: CallStore, roles: RoleFinder, { entry, opening, rounds }: AttemptSpan): boolean {
  if ((calls.words[entry + call.flags]! & flag.aka) !== 0) return true
  if (opening === undefined || isThirdParty(arena, opening)) return false
  if (rounds.some(({ deeperRequests }) => deeperRequests.some(({ flags }) => (flags & recordFlag.visited) !== 0))) return true
  if (findValue(arena, opening.record, header.to) && findUri(arena.bytes, value.start, value.end)) {
    if (isIn3gpp(arena.bytes, uri.hostStart, uri.hostEnd)) return true
  }
  return roles.leadsToEdge(opening)
}

/** Whether a host lies in the domain, in any case; as bytes, since hosts are looked at whenever an attempt failed. */
export function isIn3gpp(bytes: Uint8Array, start: number, end: number): boolean {
  const from = end - DOMAIN.length
  return from >= start && DOMAIN.every((byte, index) => (bytes[from + index]! | 0x20) === byte)
}

/**
 * An S-CSCF tells an application server of a registration with a REGISTER of its own (TS 24.229 §5.4.1.7): From is the S-CSCF, which has no user, To
 * is the user. No HSS is asked for it, so it is judged as any registrar's.
 */
function isThirdParty(arena: Arena, { record, status }: Message): boolean {
  if (status !== 0 || !findValue(arena, record, header.from) || !findUri(arena.bytes, value.start, value.end)) return false
  return (
    uri.userEnd === uri.userStart &&
    findValue(arena, record, header.to) &&
    findUri(arena.bytes, value.start, value.end) &&
    uri.userEnd > uri.userStart
  )
}
