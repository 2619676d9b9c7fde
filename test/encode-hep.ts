import { isIPv4 } from 'node:net'

/** What a HEPv3 packet says; only what is given is written. */
export interface HepFields {
  srcIp: string
  dstIp: string
  srcPort: number
  dstPort: number
  /** Microseconds since 1970. */
  time: number
  captureId: number
  nodeName?: string
  authKey?: string
  /** IP protocol, 17 (UDP) by default. */
  transport?: number
  /** 1 (SIP) by default. */
  payloadType?: number
  payload: string | Uint8Array
}

const AF_INET = 2
const AF_INET6 = 10
const UDP = 17
const SIP = 1
const MICROS = 1_000_000

/** Builds a HEPv3 packet as an agent would, independent of the decoder. Addresses are IPv4 or IPv6, both of one family. */
export function encodeHep(fields: HepFields): Buffer {
  return hepPacket(...hepChunks(fields))
}

/** The chunks of such a packet, for tests that reorder or damage them. */
export function hepChunks(fields: HepFields): Buffer[] {
  const ipv4 = isIPv4(fields.srcIp)
  return [
    hepChunk(0x01, uint(1, ipv4 ? AF_INET : AF_INET6)),
    hepChunk(0x02, uint(1, fields.transport ?? UDP)),
    hepChunk(ipv4 ? 0x03 : 0x05, addressBytes(fields.srcIp)),
    hepChunk(ipv4 ? 0x04 : 0x06, addressBytes(fields.dstIp)),
    hepChunk(0x07, uint(2, fields.srcPort)),
    hepChunk(0x08, uint(2, fields.dstPort)),
    hepChunk(0x09, uint(4, Math.floor(fields.time / MICROS))),
    hepChunk(0x0a, uint(4, fields.time % MICROS)),
    hepChunk(0x0b, uint(1, fields.payloadType ?? SIP)),
    hepChunk(0x0c, uint(4, fields.captureId)),
    ...(fields.authKey === undefined ? [] : [hepChunk(0x0e, Buffer.from(fields.authKey))]),
    ...(fields.nodeName === undefined ? [] : [hepChunk(0x13, Buffer.from(fields.nodeName))]),
    hepChunk(0x0f, Buffer.from(fields.payload)),
  ]
}

/** One chunk: u16 vendor | u16 type | u16 length | value. */
export function hepChunk(type: number, value: Uint8Array, vendor = 0): Buffer {
  return Buffer.concat([uint(2, vendor), uint(2, type), uint(2, 6 + value.length), value])
}

/** A packet of any chunks: "HEP3" | u16 total length | chunk*. */
export function hepPacket(...chunks: Uint8Array[]): Buffer {
  const body = Buffer.concat(chunks)
  return Buffer.concat([Buffer.from('HEP3'), uint(2, 6 + body.length), body])
}

/** The 4 or 16 bytes of an address. */
export function addressBytes(address: string): Buffer {
  if (isIPv4(address)) return Buffer.from(address.split('.').map(Number))
  // A URL writes the address in its shortest form: hexadecimal groups alone, with one "::" at most (RFC 5952).
  const shortest = new URL(`http://[${address}]`).hostname.slice(1, -1)
  const [head = [], tail = []] = shortest.split('::').map((groups) => groups.split(':').filter((group) => group !== ''))
  const zeros = Array<string>(8 - head.length - tail.length).fill('0')
  return Buffer.concat([...head, ...zeros, ...tail].map((group) => uint(2, Number.parseInt(group, 16))))
}

function uint(width: number, value: number): Buffer {
  const bytes = Buffer.alloc(width)
  bytes.writeUIntBE(value, 0, width)
  return bytes
}
