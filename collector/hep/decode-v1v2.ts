import { copyAddress } from './addresses.ts'
import { uint16, uint32LittleEndian } from './bytes.ts'
import { captureTime } from './capture-time.ts'
import type { HepDrop } from './drop.ts'
import type { Packet } from './packet.ts'

// u8 version | u8 header length | u8 family | u8 protocol | u16 source port | u16 destination port | source | destination
// HEPv2 goes on: u32 seconds | u32 microseconds | u16 capture id | 2 bytes of padding, all in the host order of the agent (little-endian).
const IPV4_HEADER_BYTES = 16
const IPV6_HEADER_BYTES = 40
const ADDRESSES_AT = 8
const TIME_BYTES = 12
const SIP = 1

/** True when the bytes begin as HEPv1 or HEPv2 do. */
export function isV1V2(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start < 2 || (bytes[start] !== 1 && bytes[start] !== 2)) return false
  return bytes[start + 1] === IPV4_HEADER_BYTES || bytes[start + 1] === IPV6_HEADER_BYTES
}

/**
 * Reads a HEPv1 or HEPv2 packet, of which all behind the header is SIP.
 * The header length leaves the time block out in both versions, and tells the family better than the family byte: AF_INET6 is 10 on Linux, 28 or 30 elsewhere.
 */
export function decodeV1V2(bytes: Buffer, start: number, end: number, packet: Packet): HepDrop | undefined {
  const timed = bytes[start] === 2
  packet.version = timed ? 'v2' : 'v1'
  const timeAt = start + bytes[start + 1]!
  const payloadAt = timeAt + (timed ? TIME_BYTES : 0)
  if (payloadAt > end) return 'truncated'

  packet.transport = bytes[start + 3]!
  packet.sourcePort = uint16(bytes, start + 4)
  packet.destinationPort = uint16(bytes, start + 6)
  packet.addressBytes = bytes[start + 1] === IPV4_HEADER_BYTES ? 4 : 16
  copyAddress(bytes, start + ADDRESSES_AT, packet.addressBytes, packet.source)
  copyAddress(bytes, start + ADDRESSES_AT + packet.addressBytes, packet.addressBytes, packet.destination)
  if (timed) {
    packet.time = captureTime(uint32LittleEndian(bytes, timeAt), uint32LittleEndian(bytes, timeAt + 4))
    packet.captureId = bytes[timeAt + 8]! | (bytes[timeAt + 9]! << 8)
  }
  packet.payloadType = SIP
  packet.payloadStart = payloadAt
  packet.payloadEnd = end
  return undefined
}
