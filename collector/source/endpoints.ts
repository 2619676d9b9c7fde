import type { Packet } from '../hep/packet.ts'

/** Who sent what was captured to whom. Both addresses stand in `bytes`, the destination directly behind the source. */
export interface Endpoints {
  bytes: Buffer
  addressesAt: number
  addressBytes: 4 | 16
  sourcePort: number
  destinationPort: number
  /** IP protocol number. */
  transport: number
}

/** Fills the packet with the SIP message `bytes[start, end)`, captured at `time` without HEP. */
export function fillPacket(packet: Packet, endpoints: Endpoints, bytes: Buffer, start: number, end: number, time: number): void {
  const { addressesAt, addressBytes } = endpoints
  packet.transport = endpoints.transport
  packet.addressBytes = addressBytes
  copyAddress(endpoints.bytes, addressesAt, addressBytes, packet.source)
  copyAddress(endpoints.bytes, addressesAt + addressBytes, addressBytes, packet.destination)
  packet.sourcePort = endpoints.sourcePort
  packet.destinationPort = endpoints.destinationPort
  packet.time = time
  packet.payload = packet.frame = bytes
  packet.payloadStart = start
  packet.payloadEnd = end
}

/** A loop: for so few bytes a call costs more than the work. */
function copyAddress(bytes: Buffer, at: number, width: number, into: Uint8Array): void {
  for (let i = 0; i < width; i++) into[i] = bytes[at + i]!
}

/** HEP collectors listen here; HEPv1 and v2, which have no magic, are looked for nowhere else. */
export function isHepPort(port: number): boolean {
  return port >= 9060 && port <= 9063
}
