import { decodeHep } from '../collector/hep/decode.ts'
import { createPacket, type Packet } from '../collector/hep/packet.ts'
import { CallStore } from '../collector/registration/call-store.ts'
import { Recorder } from '../collector/registration/recorder.ts'
import { createSipMessage } from '../collector/sip/message.ts'
import { registerOnly } from '../collector/sip/methods.ts'
import { scanSip } from '../collector/sip/scan.ts'
import type { CapturedPacket } from './replay.ts'

/** The record at word `at` of a store, as it is written of one packet, and its flags. */
export interface Recorded {
  readonly store: CallStore
  readonly at: number
  readonly flags: number
  readonly packet: Packet
}

/** Writes down the one message of a packet. */
export function recorded({ bytes }: CapturedPacket): Recorded {
  const store = new CallStore(10, 1)
  const recorder = new Recorder(store, false)
  const message = createSipMessage()
  const packet = createPacket()
  decodeHep(bytes, 0, bytes.length, packet)
  scanSip(packet.payload, packet.payloadStart, packet.payloadEnd, registerOnly, message)
  const entry = store.open(1, 2, 1)
  const words = recorder.sizeOf(packet, message, true)
  const at = store.reserve(entry, words)
  const sighting = { identity: 0, branch: 0, credentials: 0, source: 0, destination: 0, agent: 0, joined: 0, tick: 1 }
  return { store, at, flags: recorder.write(at, words, true, packet, message, sighting), packet }
}
