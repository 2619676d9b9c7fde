import { readAddress } from './address-text.ts'
import { type AddressBytes, DESTINATION_IPV4, DESTINATION_IPV6, SOURCE_IPV4, SOURCE_IPV6, copyAddress, widthOf } from './addresses.ts'
import { captureTime } from './capture-time.ts'
import type { HepDrop } from './drop.ts'
import type { Packet } from './packet.ts'
import { type Cursor, LEN, VARINT, lengthOf, readVarint } from './protobuf.ts'

const LAST_KNOWN_FIELD = 14
const MAX_UINT16 = 0xffff
const MAX_UINT32 = 0xffff_ffff
/** Longest text of an IPv6 address, with some room for a zone. */
const MAX_ADDRESS_TEXT = 64

const SOURCE = { 0: 0, 4: SOURCE_IPV4, 16: SOURCE_IPV6 } as const
const DESTINATION = { 0: 0, 4: DESTINATION_IPV4, 16: DESTINATION_IPV6 } as const

/** What can only be judged when the whole packet was read. */
interface Parts {
  seconds: number
  micros: number
  addresses: number
}

/** True when the first byte is the tag of field 1, which heplify always writes. */
export function isProtobuf(bytes: Uint8Array, start: number, end: number): boolean {
  return end > start && bytes[start] === 0x08
}

/**
 * Reads a packet of heplify's `protobuf` option:
 * 1 version, 2 protocol, 3 source, 4 destination, 5 and 6 their ports, 7 seconds, 8 microseconds, 9 payload type, 10 capture id,
 * 11 authentication key, 12 payload, 13 correlation id, 14 VLAN. In any order, unknown fields are passed over, of a doubled one the last counts.
 */
export function decodeProtobuf(bytes: Buffer, start: number, end: number, packet: Packet): HepDrop | undefined {
  packet.version = 'protobuf'
  const cursor: Cursor = { at: start, end }
  const parts: Parts = { seconds: 0, micros: 0, addresses: 0 }

  while (cursor.at < end) {
    const tag = readVarint(bytes, cursor)
    const field = Math.floor(tag / 8)
    const wireType = tag % 8
    if (field < 1) return 'bad_chunk'

    if (wireType === VARINT) {
      const value = readVarint(bytes, cursor)
      if (value < 0 || !takeNumber(packet, parts, field, value)) return 'bad_chunk'
      continue
    }
    const length = lengthOf(wireType, bytes, cursor)
    if (length < 0) return 'bad_chunk'
    const value = cursor.at
    cursor.at += length
    if (cursor.at > end) return 'truncated'
    if (field <= LAST_KNOWN_FIELD && (wireType !== LEN || !takeBytes(packet, parts, field, bytes, value, cursor.at))) return 'bad_chunk'
  }

  packet.time = captureTime(parts.seconds, parts.micros)
  packet.addressBytes = widthOf(parts.addresses)
  return undefined
}

/** False when the field is no number, or the number is too large for it. */
function takeNumber(packet: Packet, parts: Parts, field: number, value: number): boolean {
  if (value > MAX_UINT32) return field > LAST_KNOWN_FIELD
  // prettier-ignore
  switch (field) {
    case 2: packet.transport = value & 0xff; return value <= 0xff
    case 3: case 4: case 11: case 12: case 13: return false
    case 5: packet.sourcePort = value & MAX_UINT16; return value <= MAX_UINT16
    case 6: packet.destinationPort = value & MAX_UINT16; return value <= MAX_UINT16
    case 7: parts.seconds = value; return true
    case 8: parts.micros = value; return true
    case 9: packet.payloadType = value & 0xff; return value <= 0xff
    case 10: packet.captureId = value; return true
    default: return true
  }
}

/** False when the field is no text. */
function takeBytes(packet: Packet, parts: Parts, field: number, bytes: Buffer, start: number, end: number): boolean {
  // prettier-ignore
  switch (field) {
    case 3: parts.addresses |= SOURCE[takeAddress(bytes, start, end, packet.source)]; return true
    case 4: parts.addresses |= DESTINATION[takeAddress(bytes, start, end, packet.destination)]; return true
    case 11: packet.authKeyStart = start; packet.authKeyEnd = end; return true
    case 12: packet.payloadStart = start; packet.payloadEnd = end; return true
    case 13: return true
    default: return false
  }
}

/** heplify writes addresses as text; others that borrow its schema write the 4 or 16 bytes. */
function takeAddress(bytes: Buffer, start: number, end: number, into: Uint8Array): AddressBytes {
  const length = end - start
  if (length > MAX_ADDRESS_TEXT) return 0
  const spelled = readAddress(bytes.toString('latin1', start, end), into)
  if (spelled !== 0 || (length !== 4 && length !== 16)) return spelled
  copyAddress(bytes, start, length, into)
  return length
}
