import type { HepReader } from './reader.ts'

interface NaivePacket {
  sourceAddress: string
  destinationAddress: string
  sourcePort: number
  destinationPort: number
  time: number
  captureId: number
  payload: Buffer
}

interface NaiveAttempt {
  readonly start: number
  requests: number
  challenged: boolean
  answered: boolean
}

const KEEP_SECONDS = 32

/** The tool that anybody would write first: objects, strings, split, regular expressions, a Map by Call-ID, a count by status. */
export function createBaseline(): HepReader {
  const attempts = new Map<string, NaiveAttempt>()
  const statuses = new Map<string, number>()
  let sweep = 0

  function hep(bytes: Buffer, start: number, end: number): void {
    const packet = decode(bytes.subarray(start, end))
    const lines = packet.payload.toString().split('\r\n')
    const headers = readHeaders(lines)
    const cseq = /^(\d+)\s+(\w+)$/.exec(headers['cseq'] ?? '')
    const callId = headers['call-id']
    if (cseq?.[2] !== 'REGISTER' || callId === undefined) return

    const status = /^SIP\/2\.0 (\d{3})/.exec(lines[0] ?? '')?.[1]
    let attempt = attempts.get(callId)
    if (attempt === undefined) {
      attempt = { start: packet.time, requests: 0, challenged: false, answered: false }
      attempts.set(callId, attempt)
    }
    if (status === undefined) {
      attempt.requests++
      if (headers['authorization'] !== undefined && /response="\w+"/.test(headers['authorization'])) attempt.answered = true
    } else if ((status === '401' || status === '407') && !attempt.answered) {
      attempt.challenged = true
    } else if (status >= '200') {
      const key = `${packet.sourceAddress} ${status}`
      statuses.set(key, (statuses.get(key) ?? 0) + 1)
      attempts.delete(callId)
    }
    if (packet.time > sweep + 1) {
      sweep = packet.time
      for (const [key, { start: begun }] of attempts) {
        if (begun > packet.time - KEEP_SECONDS) break
        attempts.delete(key)
      }
    }
  }

  return { hep, finish: () => [...statuses.values()].reduce((sum, count) => sum + count, 0) }
}

function decode(datagram: Buffer): NaivePacket {
  const packet = { sourceAddress: '', destinationAddress: '', sourcePort: 0, destinationPort: 0, time: 0, captureId: 0, payload: datagram }
  for (let at = 6; at < datagram.length;) {
    const length = datagram.readUInt16BE(at + 4)
    const value = datagram.subarray(at + 6, at + length)
    switch (datagram.readUInt16BE(at + 2)) {
      case 0x03:
        packet.sourceAddress = dotted(value)
        break
      case 0x04:
        packet.destinationAddress = dotted(value)
        break
      case 0x07:
        packet.sourcePort = value.readUInt16BE()
        break
      case 0x08:
        packet.destinationPort = value.readUInt16BE()
        break
      case 0x09:
        packet.time += value.readUInt32BE()
        break
      case 0x0a:
        packet.time += value.readUInt32BE() / 1e6
        break
      case 0x0c:
        packet.captureId = value.readUInt32BE()
        break
      case 0x0f:
        packet.payload = value
        break
    }
    at += length
  }
  return packet
}

function dotted(address: Buffer): string {
  return `${address[0]}.${address[1]}.${address[2]}.${address[3]}`
}

function readHeaders(lines: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const line of lines.slice(1)) {
    if (line === '') break
    const colon = line.indexOf(':')
    if (colon > 0) headers[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim()
  }
  return headers
}
