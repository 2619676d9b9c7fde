import { decodeHep } from '../../../collector/hep/decode.ts'
import { createPacket, type Packet } from '../../../collector/hep/packet.ts'
import { addressBytes } from '../../encode-hep.ts'

/** What a packet says, with its offsets resolved, so that two can be compared. */
export type PacketText = ReturnType<typeof packetText>

/** Decodes a packet in the middle of a larger buffer, where most real ones are, into a new `Packet` or one used before. */
export function decode(bytes: Uint8Array, packet: Packet = createPacket()) {
  const before = Buffer.from('HEP3')
  const around = Buffer.concat([before, bytes, Buffer.from('HEP3\0\0SIP/2.0 ')])
  const drop = decodeHep(around, before.length, before.length + bytes.length, packet)
  return { drop, ...packetText(packet) }
}

/** The bytes of an address as `PacketText` shows them. */
export function hex(address: string): string {
  return addressBytes(address).toString('hex')
}

function packetText(packet: Packet) {
  return {
    version: packet.version,
    transport: packet.transport,
    source: Buffer.from(packet.source.subarray(0, packet.addressBytes)).toString('hex'),
    destination: Buffer.from(packet.destination.subarray(0, packet.addressBytes)).toString('hex'),
    sourcePort: packet.sourcePort,
    destinationPort: packet.destinationPort,
    time: packet.time,
    captureId: packet.captureId,
    payloadType: packet.payloadType,
    payload: packet.payload.toString('latin1', packet.payloadStart, packet.payloadEnd),
    nodeName: packet.frame.toString('latin1', packet.nodeNameStart, packet.nodeNameEnd),
    authKey: packet.frame.toString('latin1', packet.authKeyStart, packet.authKeyEnd),
  }
}
