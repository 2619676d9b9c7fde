import { DESTINATION_IPV4, DESTINATION_IPV6, SOURCE_IPV4, SOURCE_IPV6, copyAddress, widthOf } from './addresses.ts'
import { uint16, uint32 } from './bytes.ts'
import { captureTime } from './capture-time.ts'
import type { HepDrop } from './drop.ts'
import { inflatePayload } from './inflate.ts'
import type { Packet } from './packet.ts'

const MAGIC = 0x48455033
const HEADER_BYTES = 6
const CHUNK_HEADER_BYTES = 6
const GENERIC_VENDOR = 0

// Width of each generic chunk, by chunk type; 0 is any. Types past the end are newer than this table, or of no use here.
const WIDTHS = Uint8Array.of(0, 1, 1, 4, 4, 16, 16, 2, 2, 4, 4, 1, 4, 2)

/** True when the four bytes at `start` are those of HEPv3. */
export function isV3(bytes: Uint8Array, start: number, end: number): boolean {
  return end - start >= 4 && uint32(bytes, start) === MAGIC
}

/**
 * Reads a HEPv3 packet: "HEP3" | u16 total length | chunk*, chunk = u16 vendor | u16 type | u16 length with this header | value.
 * Chunks come in any order, those of vendors and of unknown type are passed over, of a doubled one the last counts.
 * Bytes behind the total length are not looked at.
 */
export function decodeV3(bytes: Buffer, start: number, end: number, packet: Packet): HepDrop | undefined {
  packet.version = 'v3'
  if (end - start < HEADER_BYTES) return 'truncated'
  const stop = start + uint16(bytes, start + 4)
  if (stop > end) return 'truncated'

  let seconds = 0
  let micros = 0
  let addresses = 0
  let compressed = false

  for (let at = start + HEADER_BYTES, next = 0; at < stop; at = next) {
    const value = at + CHUNK_HEADER_BYTES
    if (value > stop) return 'bad_chunk'
    next = at + uint16(bytes, at + 4)
    if (next < value || next > stop) return 'bad_chunk'
    if (uint16(bytes, at) !== GENERIC_VENDOR) continue

    const type = uint16(bytes, at + 2)
    if (type < WIDTHS.length && WIDTHS[type] !== 0 && WIDTHS[type] !== next - value) return 'bad_chunk'

    // 0x01, the address family, is not read: hep-js writes 0 there for the key names of its own README. The address chunks tell.
    // prettier-ignore
    switch (type) {
      case 0x02: packet.transport = bytes[value]!; break
      case 0x03: copyAddress(bytes, value, 4, packet.source); addresses |= SOURCE_IPV4; break
      case 0x04: copyAddress(bytes, value, 4, packet.destination); addresses |= DESTINATION_IPV4; break
      case 0x05: copyAddress(bytes, value, 16, packet.source); addresses |= SOURCE_IPV6; break
      case 0x06: copyAddress(bytes, value, 16, packet.destination); addresses |= DESTINATION_IPV6; break
      case 0x07: packet.sourcePort = uint16(bytes, value); break
      case 0x08: packet.destinationPort = uint16(bytes, value); break
      case 0x09: seconds = uint32(bytes, value); break
      case 0x0a: micros = uint32(bytes, value); break
      case 0x0b: packet.payloadType = bytes[value]!; break
      case 0x0c: packet.captureId = uint32(bytes, value); break
      case 0x0e: packet.authKeyStart = value; packet.authKeyEnd = next; break
      case 0x0f: packet.payloadStart = value; packet.payloadEnd = next; compressed = false; break
      case 0x10: packet.payloadStart = value; packet.payloadEnd = next; compressed = true; break
      case 0x13: packet.nodeNameStart = value; packet.nodeNameEnd = next; break
    }
  }

  packet.time = captureTime(seconds, micros)
  packet.addressBytes = widthOf(addresses)
  return compressed ? inflatePayload(packet) : undefined
}
