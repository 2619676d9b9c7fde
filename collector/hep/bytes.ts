/** Unsigned 16 bit integer in network byte order. The caller has checked that the bytes are there: reads like these are most of a packet's cost. */
export function uint16(bytes: Uint8Array, at: number): number {
  return (bytes[at]! << 8) | bytes[at + 1]!
}

/** Unsigned 32 bit integer in network byte order. */
export function uint32(bytes: Uint8Array, at: number): number {
  return ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) >>> 0
}

/** Unsigned 32 bit integer, least significant byte first: Kamailio and captagent write HEPv2 times in host order. */
export function uint32LittleEndian(bytes: Uint8Array, at: number): number {
  return (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)) >>> 0
}
