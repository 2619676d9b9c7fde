import type { Packet } from './packet.ts'

/** Width of an address; 0 when there is none. */
export type AddressBytes = Packet['addressBytes']

/** Which addresses a packet was seen to carry, as bits. */
export const SOURCE_IPV4 = 1
export const DESTINATION_IPV4 = 2
export const SOURCE_IPV6 = 4
export const DESTINATION_IPV6 = 8

/** Width of the addresses of a packet that carries `seen`: one alone, or a mixture of families, is of no use. */
export function widthOf(seen: number): AddressBytes {
  if (seen === (SOURCE_IPV4 | DESTINATION_IPV4)) return 4
  return seen === (SOURCE_IPV6 | DESTINATION_IPV6) ? 16 : 0
}

/** Copies an address. A loop: for so few bytes a call of `set`, `copy` or `fill` costs more than the work. */
export function copyAddress(bytes: Uint8Array, at: number, width: number, into: Uint8Array): void {
  for (let i = 0; i < width; i++) into[i] = bytes[at + i]!
}

/** Zeroes both addresses. */
export function clearAddresses({ source, destination }: Packet): void {
  for (let i = 0; i < source.length; i++) source[i] = destination[i] = 0
}
