import { ARRIVAL_BY_PACKET } from '../../collector/source/source.ts'
import { countingObserver } from './counting-observer.ts'
import type { HepReader } from './reader.ts'

/** What can be measured. Each is loaded on its own, so that a child process holds nothing else. */
export const readers = {
  baseline: async () => (await import('./baseline.ts')).createBaseline(),
  decode: readDecoded,
  scan: readScanned,
  pipeline: readFollowed,
  everything: async () => (await import('./read-everything.ts')).readEverything(),
} as const

export type ReaderName = keyof typeof readers

export function isReaderName(name: string): name is ReaderName {
  return name in readers
}

async function readDecoded(): Promise<HepReader> {
  const { decodeHep } = await import('../../collector/hep/decode.ts')
  const { createPacket } = await import('../../collector/hep/packet.ts')
  const packet = createPacket()
  let sum = 0
  return {
    hep(bytes, start, end) {
      if (decodeHep(bytes, start, end, packet) === undefined) sum += packet.payloadEnd - packet.payloadStart
    },
    finish: () => sum,
  }
}

async function readScanned(): Promise<HepReader> {
  const { decodeHep } = await import('../../collector/hep/decode.ts')
  const { createPacket } = await import('../../collector/hep/packet.ts')
  const { createSipMessage } = await import('../../collector/sip/message.ts')
  const { registerOnly } = await import('../../collector/sip/methods.ts')
  const { scanSip } = await import('../../collector/sip/scan.ts')
  const packet = createPacket()
  const message = createSipMessage()
  let sum = 0
  return {
    hep(bytes, start, end) {
      if (decodeHep(bytes, start, end, packet) !== undefined) return
      const refused = scanSip(packet.payload, packet.payloadStart, packet.payloadEnd, registerOnly, message)
      if (refused === undefined) sum += message.vias
    },
    finish: () => sum,
  }
}

async function readFollowed(): Promise<HepReader> {
  const { createPipeline } = await import('../../collector/pipeline.ts')
  const { observer, counts } = countingObserver()
  const pipeline = createPipeline(observer)
  return {
    hep: (bytes, start, end) => pipeline.hep(bytes, start, end, ARRIVAL_BY_PACKET),
    finish() {
      pipeline.finish('judge')
      return counts.verdicts
    },
  }
}
