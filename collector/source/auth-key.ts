import { timingSafeEqual } from 'node:crypto'
import type { Packet } from '../hep/packet.ts'
import type { SourceDrop } from './source.ts'

/**
 * Makes the check of the authentication key that each packet has to carry: chunk 0x000e of HEPv3, field 11 of protobuf. HEPv1 and HEPv2 have
 * no place for one. How long the comparison takes does not depend on where the keys differ.
 */
export function checkAuthKey(key: string): (packet: Packet) => SourceDrop | undefined {
  const expected = Buffer.from(key)
  const found = Buffer.alloc(expected.length)
  return ({ frame, authKeyStart, authKeyEnd }) => {
    if (authKeyStart === authKeyEnd) return 'no_auth_key'
    if (authKeyEnd - authKeyStart !== expected.length) return 'bad_auth_key'
    frame.copy(found, 0, authKeyStart, authKeyEnd)
    return timingSafeEqual(found, expected) ? undefined : 'bad_auth_key'
  }
}
