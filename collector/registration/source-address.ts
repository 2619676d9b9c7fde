import { readAddress } from '../hep/address-text.ts'
import type { Arena } from './arena.ts'
import { bottomVia } from './bottom-via.ts'
import { field, FIXED_WORDS } from './record.ts'

/**
 * Writes the address of the UE to `into`: of its own leg that of the packet, deeper in what the first hop wrote into the bottom Via
 * (RFC 3581). Returns its width, 0 when it is not known.
 */
export function readSource(arena: Arena, record: number, isOwnLeg: boolean, isAnswer: boolean, into: Uint8Array): number {
  const { words, bytes } = arena
  if (!isOwnLeg) {
    const width = readAddress(hostOf(bottomVia(arena, record)), into)
    if (width !== 0) return width
  }
  const width = words[record + field.shape]! & 0xff
  const at = (record + FIXED_WORDS) * 4 + (isAnswer ? width : 0)
  for (let index = 0; index < width; index++) into[index] = bytes[at + index]!
  return width
}

/** `192.0.2.1` of `192.0.2.1:5060`, `2001:db8::1` of `[2001:db8::1]:5060`. */
function hostOf(endpoint: string): string {
  return endpoint.startsWith('[') ? endpoint.slice(1, endpoint.indexOf(']')) : endpoint.slice(0, endpoint.lastIndexOf(':'))
}
