/** One AVP (RFC 6733 §4.1); a grouped one holds AVPs in place of bytes. */
export interface Avp {
  readonly code: number
  /** 0 for those of RFC 6733. */
  readonly vendor: number
  readonly data: Buffer
}

/** One Diameter message (RFC 6733 §3). */
export interface Message {
  readonly isRequest: boolean
  readonly command: number
  readonly application: number
  readonly hopByHop: number
  readonly endToEnd: number
  readonly avps: readonly Avp[]
}

const HEADER_BYTES = 20
const REQUEST = 0x80
const PROXIABLE = 0x40
const VENDOR = 0x80
const MANDATORY = 0x40

/** The bytes of a message. */
export function encode({ isRequest, command, application, hopByHop, endToEnd, avps }: Message): Buffer {
  const body = group(avps)
  const header = Buffer.alloc(HEADER_BYTES)
  header.writeUInt32BE(HEADER_BYTES + body.length)
  header.writeUInt8(1)
  header.writeUInt32BE(command, 4)
  header.writeUInt8((isRequest ? REQUEST : 0) | (application === 0 ? 0 : PROXIABLE), 4)
  header.writeUInt32BE(application, 8)
  header.writeUInt32BE(hopByHop, 12)
  header.writeUInt32BE(endToEnd, 16)
  return Buffer.concat([header, body])
}

/** Takes the whole messages from the beginning of what a peer sent; the rest has still to come. */
export function decode(bytes: Buffer): { messages: readonly Message[]; rest: Buffer } {
  const messages: Message[] = []
  let rest = bytes
  while (rest.length >= HEADER_BYTES && rest.length >= rest.readUIntBE(1, 3)) {
    const length = rest.readUIntBE(1, 3)
    if (length < HEADER_BYTES) throw new Error(`a Diameter message of ${length} bytes`)
    messages.push({
      isRequest: (rest.readUInt8(4) & REQUEST) !== 0,
      command: rest.readUIntBE(5, 3),
      application: rest.readUInt32BE(8),
      hopByHop: rest.readUInt32BE(12),
      endToEnd: rest.readUInt32BE(16),
      avps: ungroup(rest.subarray(HEADER_BYTES, length)),
    })
    rest = rest.subarray(length)
  }
  return { messages, rest }
}

/** The AVPs in a grouped one. */
export function ungroup(bytes: Buffer): readonly Avp[] {
  const avps: Avp[] = []
  let at = 0
  while (at + 8 <= bytes.length) {
    const length = bytes.readUIntBE(at + 5, 3)
    const hasVendor = (bytes.readUInt8(at + 4) & VENDOR) !== 0
    if (length < 8) throw new Error(`an AVP of ${length} bytes`)
    avps.push({
      code: bytes.readUInt32BE(at),
      vendor: hasVendor ? bytes.readUInt32BE(at + 8) : 0,
      data: bytes.subarray(at + (hasVendor ? 12 : 8), at + length),
    })
    at += padded(length)
  }
  return avps
}

/** An AVP of RFC 6733. */
export function avp(code: number, value: number | string | readonly Avp[]): Avp {
  return { code, vendor: 0, data: bytesOf(value) }
}

/** An AVP of a vendor. */
export function vendorAvp(vendor: number, code: number, value: number | string | Buffer | readonly Avp[]): Avp {
  return { code, vendor, data: bytesOf(value) }
}

function group(avps: readonly Avp[]): Buffer {
  return Buffer.concat(avps.map(avpBytes))
}

function avpBytes({ code, vendor, data }: Avp): Buffer {
  const start = vendor === 0 ? 8 : 12
  const length = start + data.length
  const bytes = Buffer.alloc(padded(length))
  bytes.writeUInt32BE(code)
  bytes.writeUInt32BE(length, 4)
  bytes.writeUInt8(MANDATORY | (vendor === 0 ? 0 : VENDOR), 4)
  if (vendor !== 0) bytes.writeUInt32BE(vendor, 8)
  data.copy(bytes, start)
  return bytes
}

function bytesOf(value: number | string | Buffer | readonly Avp[]): Buffer {
  if (Buffer.isBuffer(value)) return value
  if (typeof value === 'string') return Buffer.from(value)
  if (typeof value !== 'number') return group(value)
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

function padded(length: number): number {
  return (length + 3) & ~3
}
