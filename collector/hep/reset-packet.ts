import { clearAddresses } from './addresses.ts'
import type { Packet } from './packet.ts'

/**
 * Empties every field, so that nothing of the packet before shows through where this one is silent.
 * Two IPv4 addresses stay: they are written over by the next ones, or cleared when it turns out that there are none.
 */
export function resetPacket(packet: Packet, frame: Buffer): void {
  packet.version = 'none'
  packet.transport = 0
  if (packet.addressBytes !== 4) clearAddresses(packet)
  packet.addressBytes = 0
  packet.sourcePort = 0
  packet.destinationPort = 0
  packet.time = 0
  packet.captureId = 0
  packet.payloadType = 0
  packet.payload = frame
  packet.payloadStart = 0
  packet.payloadEnd = 0
  packet.frame = frame
  packet.nodeNameStart = 0
  packet.nodeNameEnd = 0
  packet.authKeyStart = 0
  packet.authKeyEnd = 0
}
