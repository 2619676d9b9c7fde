const IPV4_HEADER_BYTES = 20
const IPV6_HEADER_BYTES = 40
const FRAGMENT_HEADER_BYTES = 8
const MAX_EXTENSIONS = 8

/** Extension headers of IPv6 (RFC 8200 §4, RFC 4302, RFC 6275, RFC 7401, RFC 5533). */
const HOP_BY_HOP = 0
const ROUTING = 43
const FRAGMENT = 44
const AUTHENTICATION = 51
const DESTINATION_OPTIONS = 60
const MOBILITY = 135
const HOST_IDENTITY = 139
const SHIM6 = 140

/** One IP packet, or a datagram put together of its fragments; written over by the next. */
export interface IpPacket {
  bytes: Buffer
  addressBytes: 4 | 16
  /** Where the source address stands in `bytes`, with the destination directly behind it. */
  addressesAt: number
  protocol: number
  /** The payload, `bytes[start, end)`, as far as it was captured. */
  start: number
  end: number
  /** Bytes of the payload that were sent behind `end` and not captured. */
  missing: number
  /** Capture time in microseconds since 1970. */
  time: number
  fragmentId: number
  fragmentOffset: number
  moreFragments: boolean
}

/** Makes the one packet that is filled again and again. */
export function createIpPacket(): IpPacket {
  return {
    bytes: Buffer.alloc(0),
    addressBytes: 4,
    addressesAt: 0,
    protocol: 0,
    start: 0,
    end: 0,
    missing: 0,
    time: 0,
    fragmentId: 0,
    fragmentOffset: 0,
    moreFragments: false,
  }
}

/** Reads the header of the packet at `bytes[start, end)`, of which `missing` more bytes were on the wire. False when it is no IP header. */
export function readIp(bytes: Buffer, start: number, end: number, missing: number, ip: IpPacket): boolean {
  ip.bytes = bytes
  ip.fragmentOffset = 0
  ip.moreFragments = false
  const version = start < end ? bytes.readUInt8(start) >> 4 : 0
  if (version === 4) return readIpv4(bytes, start, end, missing, ip)
  return version === 6 && readIpv6(bytes, start, end, missing, ip)
}

// version 4, header words 4 | tos 8 | total length 16 | id 16 | flags 3, offset 13 | ttl 8 | protocol 8 | checksum 16 | source | destination
function readIpv4(bytes: Buffer, start: number, end: number, missing: number, ip: IpPacket): boolean {
  const headerBytes = (bytes.readUInt8(start) & 0x0f) * 4
  if (headerBytes < IPV4_HEADER_BYTES || start + headerBytes > end) return false
  const total = bytes.readUInt16BE(start + 2)
  if (total !== 0 && total < headerBytes) return false
  const fragment = bytes.readUInt16BE(start + 6)
  ip.addressBytes = 4
  ip.addressesAt = start + 12
  ip.protocol = bytes.readUInt8(start + 9)
  ip.fragmentId = bytes.readUInt16BE(start + 4)
  ip.fragmentOffset = (fragment & 0x1fff) * 8
  ip.moreFragments = (fragment & 0x2000) !== 0
  setPayload(ip, start + headerBytes, end, total === 0 ? end + missing : start + total)
  return true
}

// version 4, class 8, flow 20 | payload length 16 | next header 8 | hop limit 8 | source | destination
function readIpv6(bytes: Buffer, start: number, end: number, missing: number, ip: IpPacket): boolean {
  const payloadAt = start + IPV6_HEADER_BYTES
  if (payloadAt > end) return false
  const length = bytes.readUInt16BE(start + 4)
  ip.addressBytes = 16
  ip.addressesAt = start + 8
  ip.protocol = bytes.readUInt8(start + 6)
  setPayload(ip, payloadAt, end, length === 0 ? end + missing : payloadAt + length)
  return skipExtensions(ip)
}

/** The length is 0 where the network card cut the packet after it was captured (segmentation offload): then all that is there belongs to it. */
function setPayload(ip: IpPacket, start: number, captured: number, sent: number): void {
  ip.start = start
  ip.end = Math.min(captured, sent)
  ip.missing = sent - ip.end
}

/** Moves the payload of an IPv6 packet behind its extension headers, but not into a fragment. False when they do not fit. */
export function skipExtensions(ip: IpPacket): boolean {
  if (ip.addressBytes === 4) return true
  const { bytes } = ip
  for (let count = 0; count <= MAX_EXTENSIONS; count++) {
    if (!isExtension(ip.protocol)) return true
    const at = ip.start
    if (at + FRAGMENT_HEADER_BYTES > ip.end) return false
    const next = bytes.readUInt8(at)
    if (ip.protocol === FRAGMENT) {
      // next header 8 | reserved 8 | offset 13, reserved 2, more 1 | id 32
      const fragment = bytes.readUInt16BE(at + 2)
      ip.fragmentId = bytes.readUInt32BE(at + 4)
      ip.fragmentOffset = fragment & 0xfff8
      ip.moreFragments = (fragment & 1) !== 0
      ip.start = at + FRAGMENT_HEADER_BYTES
      ip.protocol = next
      if (isFragment(ip)) return true
      continue
    }
    const words = bytes.readUInt8(at + 1)
    ip.start = at + (ip.protocol === AUTHENTICATION ? (words + 2) * 4 : (words + 1) * 8)
    ip.protocol = next
    if (ip.start > ip.end) return false
  }
  return false
}

/** Whether other packets carry more of this datagram. */
export function isFragment(ip: IpPacket): boolean {
  return ip.moreFragments || ip.fragmentOffset > 0
}

function isExtension(protocol: number): boolean {
  switch (protocol) {
    case HOP_BY_HOP:
    case ROUTING:
    case FRAGMENT:
    case AUTHENTICATION:
    case DESTINATION_OPTIONS:
    case MOBILITY:
    case HOST_IDENTITY:
    case SHIM6:
      return true
    default:
      return false
  }
}
