import type { Call, CoreNode } from './call.ts'
import { writeFrame } from './hep-frame.ts'
import { bound, challenge, register } from './messages.ts'

const MARK = '########'
const SOURCE_ADDRESS_AT = 26
const DESTINATION_ADDRESS_AT = 36
const SECONDS_AT = 62
const MICROSECONDS_AT = 72

interface Template {
  readonly bytes: Buffer
  /** Where the eight digits that are the attempt's own stand. */
  readonly marks: readonly number[]
  /** Where the address of the UE stands. */
  readonly ueAt: number
}

const registrar: CoreNode = { address: 0x0a000001, port: 5060, captureId: 2001, name: 'edge-1' }
const templates = [register(1), challenge(1), register(2, 'Authorization'), bound(2)].map(makeTemplate)

/** The messages of one attempt: REGISTER, 401, REGISTER with Authorization, 200. */
export const MESSAGES = templates.length

/** Writes message `index` of the attempt `id` at `at` and says where it ends; cheap, since it copies and changes a few digits. */
export function writeMessage(out: Buffer, at: number, index: number, id: number, time: number): number {
  const template = templates[index]
  if (template === undefined) return at
  const { bytes, marks, ueAt } = template
  bytes.copy(out, at)
  // One to one, and spreads neighbours apart: real Call-IDs are random.
  const scrambled = Math.imul(id, 0x9e3779b1) >>> 0
  for (const mark of marks) {
    for (let shift = 28, to = at + mark; shift >= 0; shift -= 4, to++) {
      const digit = (scrambled >>> shift) & 15
      out[to] = digit < 10 ? 0x30 + digit : 0x57 + digit
    }
  }
  out.writeUInt32BE(0x0b000000 + (id & 0xffffff), at + ueAt)
  out.writeUInt32BE(Math.floor(time / 1e6), at + SECONDS_AT)
  out.writeUInt32BE(time % 1e6, at + MICROSECONDS_AT)
  return at + bytes.length
}

function makeTemplate(message: (call: Call, hop: number) => string, index: number): Template {
  const ue = { address: 0x0b000000, port: 5060 }
  const up = index % 2 === 0
  const call: Call = {
    user: `4930${MARK}`,
    callee: '',
    domain: 'sip.example.net',
    ims: false,
    tcp: false,
    ue,
    path: [registrar],
    id: `${MARK}1c2b3a4958677685${MARK}`,
    branch: `${MARK}5f6e`,
    fromTag: MARK,
    toTag: `9dd61ff61e802d8e.${MARK}`,
    nonce: `awD8QGsA${MARK}oE/pkU39bBB41/AI`,
    cnonce: `${MARK}0a4f113b`,
    response: `${MARK}c2fbc5cdc6559bd8eb4b16d0`,
    instance: `urn:uuid:00000000-0000-1000-8000-0004${MARK}`,
    agentName: 'Yealink SIP-T46U 108.86.0.45',
    serverName: 'kamailio (5.7.4 (x86_64/linux))',
    spi: 0,
  }
  const out = Buffer.alloc(4096)
  const end = writeFrame(out, 0, 0, false, up ? ue : registrar, up ? registrar : ue, registrar, message(call, 0))
  const bytes = out.subarray(0, end)
  return { bytes, marks: allMarks(bytes), ueAt: up ? SOURCE_ADDRESS_AT : DESTINATION_ADDRESS_AT }
}

function allMarks(bytes: Buffer): number[] {
  const marks: number[] = []
  for (let at = bytes.indexOf(MARK); at >= 0; at = bytes.indexOf(MARK, at + MARK.length)) marks.push(at)
  return marks
}
