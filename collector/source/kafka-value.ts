import type { Intake } from './source.ts'

// HEPv3: "HEP3" | u16 length of the whole packet | chunk*
const MAGIC = 0x48455033
const HEADER_BYTES = 6

const BRACE = 0x7b
const BRACKET = 0x5b
const UPPER_A = 0x41
const UPPER_Z = 0x5a
const STATUS_LINE = Buffer.from('SIP/2.0 ')
/** What UTF-8 decoders write for a byte that is none: a relay that took HEP for text wrote it, and what it replaced is gone. */
const REPLACED = Buffer.from('\ufffd')
const REPLACED_WITHIN = 64
const LONGEST_METHOD = 32

/**
 * Hands on what one record holds; its form is told by its first bytes, not configured. HEPv3 packets may stand one behind the other.
 * HEP of other versions, protobuf and gzip are told apart by the decoder; wrappers that nothing here reads have a reason each.
 */
export function readValue(value: Buffer | null, arrival: number, intake: Intake): void {
  if (value === null || value.length === 0) return intake.drop('empty_record')
  if (value.length >= HEADER_BYTES && value.readUInt32BE(0) === MAGIC) return readPackets(value, arrival, intake)
  const first = value[0]!
  if (first === BRACE || first === BRACKET) return intake.drop('json_record')
  if (isSip(value, first)) return intake.drop('sip_record')
  intake.hep(value, 0, value.length, arrival)
}

function readPackets(value: Buffer, arrival: number, intake: Intake): void {
  let at = 0
  while (at < value.length) {
    const rest = value.length - at
    const size = rest >= HEADER_BYTES && value.readUInt32BE(at) === MAGIC ? value.readUInt16BE(at + 4) : 0
    // A length that leads nowhere: the decoder says what is wrong with the rest.
    const end = size < HEADER_BYTES || size > rest ? value.length : at + size
    if (end === value.length && size !== rest && value.subarray(at, at + REPLACED_WITHIN).includes(REPLACED))
      return intake.drop('utf8_record')
    intake.hep(value, at, end, arrival)
    at = end
  }
}

/** A message as Kamailio's or OpenSIPS' script sends it: without the addresses nobody can say who spoke to whom. */
function isSip(value: Buffer, first: number): boolean {
  if (first < UPPER_A || first > UPPER_Z) return false
  if (value.length >= STATUS_LINE.length && STATUS_LINE.every((byte, i) => value[i] === byte)) return true
  const space = value.subarray(0, LONGEST_METHOD).indexOf(0x20)
  return space > 0 && value.subarray(0, space).every((byte) => byte >= UPPER_A && byte <= UPPER_Z)
}
