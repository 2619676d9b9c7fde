const NO_IP = -1

const IPV4 = 0x0800
const IPV6 = 0x86dd

/** 802.1Q, 802.1ad (QinQ) and what was used before it. */
const VLAN_TAGS: ReadonlySet<number> = new Set([0x8100, 0x88a8, 0x9100])
const VLAN_TAG_BYTES = 4
const MAX_VLAN_TAGS = 4

/** AF_INET, and AF_INET6 of Linux, NetBSD, FreeBSD and macOS. */
const ADDRESS_FAMILIES: ReadonlySet<number> = new Set([2, 10, 24, 28, 30])

/** Where the IP header begins in the frame `bytes[start, end)`, or -1 when it holds no IP. */
type LinkLayer = (bytes: Buffer, start: number, end: number) => number

/** By the number of https://www.tcpdump.org/linktypes.html. */
const LINK_LAYERS: Readonly<Record<number, LinkLayer>> = {
  0: inLoopback,
  1: (bytes, start, end) => behindEtherType(bytes, start + 12, start + 14, end),
  12: (_, start) => start,
  14: (_, start) => start,
  101: (_, start) => start,
  108: inLoopback,
  // Linux cooked, with the protocol at the end of 16 bytes, or (v2) at the beginning of 20.
  113: (bytes, start, end) => behindEtherType(bytes, start + 14, start + 16, end),
  228: (_, start) => start,
  229: (_, start) => start,
  276: (bytes, start, end) => behindEtherType(bytes, start, start + 20, end),
}

/** Whether frames of this link type can be read. */
export function isKnownLink(linkType: number): boolean {
  return LINK_LAYERS[linkType] !== undefined
}

/** What to say of a link type that cannot be read. */
export function unknownLink(linkType: number): string {
  return `link type ${linkType} cannot be read; known are Ethernet (1), Linux cooked (113, 276), IP (12, 14, 101, 228, 229) and loopback (0, 108)`
}

/** Where the IP header begins in a frame, or -1 when it holds no IP. */
export function ipStart(linkType: number, bytes: Buffer, start: number, end: number): number {
  return LINK_LAYERS[linkType]?.(bytes, start, end) ?? NO_IP
}

/** A tag stands between: u16 tag type | u16 VLAN | u16 type of what follows. */
function behindEtherType(bytes: Buffer, typeAt: number, payloadAt: number, end: number): number {
  let type = typeAt + 2 <= end ? bytes.readUInt16BE(typeAt) : 0
  let at = payloadAt
  for (let tags = 0; tags < MAX_VLAN_TAGS && VLAN_TAGS.has(type) && at + VLAN_TAG_BYTES <= end; tags++) {
    type = bytes.readUInt16BE(at + 2)
    at += VLAN_TAG_BYTES
  }
  return (type === IPV4 || type === IPV6) && at <= end ? at : NO_IP
}

/** u32 address family, in the byte order of the capturing host (0) or of the network (108). */
function inLoopback(bytes: Buffer, start: number, end: number): number {
  if (end - start < 4) return NO_IP
  return ADDRESS_FAMILIES.has(bytes.readUInt32LE(start)) || ADDRESS_FAMILIES.has(bytes.readUInt32BE(start)) ? start + 4 : NO_IP
}
