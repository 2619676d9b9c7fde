import { decodeHep } from '../../collector/hep/decode.ts'
import { createPacket } from '../../collector/hep/packet.ts'
import type { Drop } from '../../collector/observer.ts'
import { createSipMessage } from '../../collector/sip/message.ts'
import { registerOnly } from '../../collector/sip/methods.ts'
import { PASSED_OVER, scanSip } from '../../collector/sip/scan.ts'

/** Says whether a packet that stands alone is read (undefined) or for what reason not. */
export function createOracle(): (bytes: Buffer) => Drop | undefined {
  const packet = createPacket()
  const message = createSipMessage()
  return (bytes) => {
    const drop = decodeHep(bytes, 0, bytes.length, packet)
    if (drop !== undefined) return drop
    const refused = scanSip(packet.payload, packet.payloadStart, packet.payloadEnd, registerOnly, message)
    return refused === PASSED_OVER ? undefined : refused
  }
}
