import { clearAddresses } from './addresses.ts'
import { decodeProtobuf, isProtobuf } from './decode-protobuf.ts'
import { decodeV1V2, isV1V2 } from './decode-v1v2.ts'
import { decodeV3, isV3 } from './decode-v3.ts'
import type { HepDrop } from './drop.ts'
import { gunzip, isGzip } from './inflate.ts'
import type { Packet } from './packet.ts'
import { payloadDrop } from './payload.ts'
import { resetPacket } from './reset-packet.ts'

/**
 * Reads one whole HEP packet, `bytes[start, end)`, into `packet`, or says why it is dropped. The version is sniffed, agents of all ages may mix.
 * Never throws: captured traffic is hostile input. `packet` refers to `bytes`, or to what they were inflated to; only addresses are copied.
 */
export function decodeHep(bytes: Buffer, start: number, end: number, packet: Packet): HepDrop | undefined {
  resetPacket(packet, bytes)
  const drop = isV3(bytes, start, end) ? decodeV3(bytes, start, end, packet) : decodeOther(bytes, start, end, packet)
  if (packet.addressBytes === 0) clearAddresses(packet)
  return drop ?? payloadDrop(packet)
}

function decodeOther(bytes: Buffer, start: number, end: number, packet: Packet): HepDrop | undefined {
  if (isV1V2(bytes, start, end)) return decodeV1V2(bytes, start, end, packet)
  if (isProtobuf(bytes, start, end)) return decodeProtobuf(bytes, start, end, packet)
  if (isGzip(bytes, start, end)) return decodeGzip(bytes, start, end, packet)
  return 'not_hep'
}

/** Inflates once: no agent packs twice. */
function decodeGzip(bytes: Buffer, start: number, end: number, packet: Packet): HepDrop | undefined {
  const inflated = gunzip(bytes, start, end)
  if (typeof inflated === 'string') return inflated
  packet.frame = packet.payload = inflated
  const size = inflated.length
  if (isV3(inflated, 0, size)) return decodeV3(inflated, 0, size, packet)
  return isGzip(inflated, 0, size) ? 'not_hep' : decodeOther(inflated, 0, size, packet)
}
