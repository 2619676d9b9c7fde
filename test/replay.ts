import { existsSync, readFileSync } from 'node:fs'
import { createPipeline, type Pipeline } from '../collector/pipeline.ts'
import type { Verdict } from '../collector/registration/verdict.ts'
import { openCaptureFile } from '../collector/source/capture-file.ts'
import { ARRIVAL_BY_PACKET } from '../collector/source/source.ts'

/** One captured packet, as a sender put it on the wire, and when it came; ARRIVAL_BY_PACKET where only it knows. */
export interface CapturedPacket {
  readonly bytes: Buffer
  readonly arrival: number
}

/** As much as a capture needs. */
export const FEW = { attempts: 4_096, sources: 4_096, users: 4_096, nodes: 64 }

/** What was said of an attempt, without the times, which a test may have moved. */
export interface Told {
  readonly callId: string
  readonly aor: string
  readonly source: string
  readonly registrar: string
  readonly outcome: string
  readonly code: number | undefined
  readonly finding: string
  readonly confidence: string
  readonly origin: string
  readonly legs: number
  readonly retransmissions: number
}

/** The packets of a `.hep` file, by its `.idx` where it has one. */
export function packetsOf(path: string): readonly CapturedPacket[] {
  const bytes = readFileSync(path)
  const index = path.replace(/\.hep$/, '.idx')
  if (existsSync(index)) {
    return readFileSync(index, 'utf8')
      .trim()
      .split('\n')
      .map((line) => {
        const [arrival = '', , , offset = '', length = ''] = line.split(' ')
        return { bytes: bytes.subarray(Number(offset), Number(offset) + Number(length)), arrival: Number(arrival) * 1e6 }
      })
  }
  const packets: CapturedPacket[] = []
  for (let at = 0; at < bytes.length;) {
    const end = at + bytes.readUInt16BE(at + 4)
    packets.push({ bytes: bytes.subarray(at, end), arrival: ARRIVAL_BY_PACKET })
    at = end
  }
  return packets
}

/** What the product says of these packets, sorted, so that two ways of capturing the same can be compared. */
export function replay(packets: readonly CapturedPacket[]): readonly Told[] {
  const { pipeline, told } = listen()
  for (const { bytes, arrival } of packets) pipeline.hep(bytes, 0, bytes.length, arrival)
  pipeline.finish('judge')
  return sorted(told)
}

/** What the product says of a capture file, sorted. */
export async function replayFile(path: string): Promise<readonly Told[]> {
  const { pipeline, told } = listen()
  await pipeline.run(openCaptureFile(path, {}))
  pipeline.finish('judge')
  return sorted(told)
}

function listen(): { readonly pipeline: Pipeline; readonly told: Told[] } {
  const told: Told[] = []
  const observer = { packet: () => undefined, dropped: () => undefined, verdict: (verdict: Verdict) => void told.push(say(verdict)) }
  return { pipeline: createPipeline(observer, { limits: { attempts: 2_000, megabytes: 8 }, population: FEW }), told }
}

function say(verdict: Verdict): Told {
  const { callId, aor, source } = verdict.detail()
  const { registrar, outcome, code, finding, origin, legs, retransmissions } = verdict
  return {
    callId,
    aor,
    source,
    registrar,
    outcome,
    code,
    finding: finding === undefined ? '' : `${finding.cause}/${finding.reason}`,
    confidence: finding?.confidence ?? '',
    origin: `${origin.role} ${origin.address}`,
    legs,
    retransmissions,
  }
}

function sorted(told: Told[]): readonly Told[] {
  return told.sort((one, other) => JSON.stringify(one).localeCompare(JSON.stringify(other)))
}
