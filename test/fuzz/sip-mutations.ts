import type { Random } from '../bench/random.ts'
import type { Mutation } from './byte-mutations.ts'

type LineMutation = (random: Random, lines: string[], at: number) => void

const HUGE = ['0', '-1', '99999999999999999999999', '2147483648', '4294967295', '1e308', '00000000000000000000000001'] as const
const NAMES = [
  'v',
  'i',
  'CSEQ',
  'call-id',
  'To',
  'f',
  'm',
  'Authorization',
  'WWW-Authenticate',
  'Reason',
  'Warning',
  'Security-Client',
] as const

const lineMutations: readonly LineMutation[] = [
  dropLineEnd,
  hugeNumber,
  fold,
  repeatLine,
  deleteColon,
  moveLine,
  removeLine,
  longValue,
  rename,
  otherStatus,
  otherCall,
]

/** Damage that knows what a SIP message looks like; the HEP around it stays whole, so that the message is read. */
export const sipMutations: readonly Mutation[] = lineMutations.map((mutate) => (random, packet) => {
  const payload = payloadOf(packet)
  if (payload === undefined) return packet
  const lines = packet.toString('latin1', payload.start, payload.end).split('\r\n')
  mutate(random, lines, random.below(lines.length))
  return withPayload(packet, payload, Buffer.from(lines.join('\r\n'), 'latin1'))
})

function dropLineEnd(random: Random, lines: string[], at: number): void {
  lines.splice(at, 2, (lines[at] ?? '') + random.pick(['', '\n', '\r', '\r\r\n', '\0']) + (lines[at + 1] ?? ''))
}

function hugeNumber(random: Random, lines: string[], at: number): void {
  lines[at] = (lines[at] ?? '').replace(/\d+/, random.pick(HUGE))
}

function fold(random: Random, lines: string[], at: number): void {
  lines[at] = (lines[at] ?? '').replaceAll(' ', random.pick(['\r\n ', '\r\n\t', '\n ', '\r\n  \r\n ']))
}

function repeatLine(random: Random, lines: string[], at: number): void {
  lines.splice(at, 0, ...Array.from({ length: random.below(100) }, () => lines[at] ?? ''))
}

function deleteColon(_: Random, lines: string[], at: number): void {
  lines[at] = (lines[at] ?? '').replace(':', '')
}

function moveLine(random: Random, lines: string[], at: number): void {
  lines.splice(random.below(lines.length), 0, ...lines.splice(at, 1))
}

function removeLine(_: Random, lines: string[], at: number): void {
  lines.splice(at, 1)
}

function longValue(random: Random, lines: string[], at: number): void {
  lines[at] = (lines[at] ?? '') + random.pick(['x', ',', '"', '\\', ';a=b', ', Digest nonce="n"', '<sip:', ' ']).repeat(random.below(3000))
}

function rename(random: Random, lines: string[], at: number): void {
  lines[at] = (lines[at] ?? '').replace(/^[^:]*/, random.pick(NAMES))
}

function otherStatus(random: Random, lines: string[]): void {
  lines[0] = `SIP/2.0 ${random.pick([100, 200, 401, 403, 407, 423, 480, 500, 503, 504, 699, 700, 99])} ${random.hex(8)}`
}

function otherCall(random: Random, lines: string[]): void {
  const at = lines.findIndex((line) => /^(call-id|i)\s*:/i.test(line))
  if (at >= 0) lines[at] = `Call-ID: ${random.hex(16)}`
}

interface Place {
  readonly start: number
  readonly end: number
}

/** Where the payload of a HEPv3 packet stands, as far as the packet is whole. */
function payloadOf(packet: Buffer): Place | undefined {
  if (packet.length < 6 || packet.toString('latin1', 0, 4) !== 'HEP3') return undefined
  for (let at = 6; at + 6 <= packet.length; at += Math.max(6, packet.readUInt16BE(at + 4))) {
    if (packet.readUInt16BE(at + 2) === 0x0f)
      return { start: at + 6, end: Math.min(packet.length, at + Math.max(6, packet.readUInt16BE(at + 4))) }
  }
  return undefined
}

function withPayload(packet: Buffer, { start, end }: Place, payload: Buffer): Buffer {
  const room = 0xffff - (packet.length - (end - start))
  const kept = payload.subarray(0, Math.max(0, room))
  const out = Buffer.concat([packet.subarray(0, start), kept, packet.subarray(end)])
  out.writeUInt16BE(kept.length + 6, start - 2)
  out.writeUInt16BE(out.length, 4)
  return out
}
