import { findUri, uri } from '../sip/address-of-record.ts'
import { header } from '../sip/header.ts'
import type { AttemptSpan } from './attempt-span.ts'
import { call, flag } from './calls.ts'
import type { CallStore } from './call-store.ts'
import { addressAt, findValue, textOf, value } from './record-values.ts'
import type { RoleFinder } from './role-finder.ts'

/** The domain under which every home network of 3GPP has its own (TS 23.003 §13.2). */
export const THREE_GPP = '3gppnetwork.org'

/** Whether an attempt is one of IMS: AKA or a security agreement, To in a 3GPP domain, or sent to a node that the configuration calls a P-CSCF. */
export function looksIms({ calls, arena }: CallStore, roles: RoleFinder, { entry, opening }: AttemptSpan): boolean {
  if ((calls.words[entry + call.flags]! & flag.aka) !== 0) return true
  if (opening === undefined) return false
  if (findValue(arena, opening.record, header.to) && findUri(arena.bytes, value.start, value.end)) {
    if (textOf(arena, uri.hostStart, uri.hostEnd).toLowerCase().endsWith(THREE_GPP)) return true
  }
  return roles.isConfigured && roles.configured(addressAt(arena, opening.record, true)) === 'pcscf'
}
