import { addressBytes } from './encode-hep.ts'

/** Byte order of a file: of whoever wrote it. */
export type Order = 'little' | 'big'

/** One captured frame. */
export interface Frame {
  /** Microseconds since 1970. */
  time: number
  bytes: Uint8Array
  /** Length on the wire where the capture cut it. */
  wireLength?: number
  /** Number of the pcapng interface. */
  interface?: number
}

/** Both ends of a packet, as addresses of one family. */
export interface Ends {
  source: string
  destination: string
}

const MAGIC_MICROS = 0xa1b2c3d4
const MAGIC_NANOS = 0xa1b23c4d
const ETHERNET = 1

/** A pcap file. */
export function writePcap(frames: readonly Frame[], options: { order?: Order; nanoseconds?: boolean; linkType?: number } = {}): Buffer {
  const { order = 'little', nanoseconds = false, linkType = ETHERNET } = options
  const u32 = (...values: number[]) => words(order, 4, values)
  const records = frames.flatMap(({ time, bytes, wireLength }) => [
    u32(Math.floor(time / 1e6), (time % 1e6) * (nanoseconds ? 1000 : 1), bytes.length, wireLength ?? bytes.length),
    bytes,
  ])
  return Buffer.concat([u32(nanoseconds ? MAGIC_NANOS : MAGIC_MICROS), words(order, 2, [2, 4]), u32(0, 0, 262_144, linkType), ...records])
}

/** An interface of a pcapng section. */
export interface PcapngInterface {
  linkType?: number
  snapLength?: number
  /** Value of if_tsresol: a power of ten, or with the highest bit set a power of two. */
  resolution?: number
  offsetSeconds?: number
}

/** One section of a pcapng file. `packets` tells which kind of packet block is written. */
export function writePcapng(
  frames: readonly Frame[],
  options: { order?: Order; interfaces?: readonly PcapngInterface[]; packets?: 'enhanced' | 'simple' | 'obsolete' } = {},
): Buffer {
  const { order = 'little', interfaces = [{}], packets = 'enhanced' } = options
  const u32 = (...values: number[]) => words(order, 4, values)
  const u16 = (...values: number[]) => words(order, 2, values)
  const block = (type: number, ...body: Uint8Array[]) => {
    const padded = pad(Buffer.concat(body))
    return Buffer.concat([u32(type, padded.length + 12), padded, u32(padded.length + 12)])
  }
  const option = (code: number, value: Uint8Array) => Buffer.concat([u16(code, value.length), pad(value)])
  const section = block(
    0x0a0d0d0a,
    u32(0x1a2b3c4d),
    u16(1, 0),
    u32(0xffffffff, 0xffffffff),
    option(4, Buffer.from('regwatch')),
    option(0, none),
  )
  const described = interfaces.map(({ linkType = ETHERNET, snapLength = 0, resolution, offsetSeconds }) =>
    block(
      1,
      u16(linkType, 0),
      u32(snapLength),
      option(2, Buffer.from('lo')),
      resolution === undefined ? none : option(9, Buffer.from([resolution])),
      offsetSeconds === undefined ? none : option(14, bigWord(order, BigInt(offsetSeconds))),
    ),
  )
  const captured = frames.map(({ time, bytes, wireLength = bytes.length, interface: index = 0 }) => {
    const { resolution = 6, offsetSeconds = 0 } = interfaces[index] ?? {}
    const stamp = units(time - offsetSeconds * 1e6, resolution)
    const halves = u32(Number(stamp >> 32n), Number(stamp & 0xffffffffn))
    const rest = [u32(bytes.length, wireLength), pad(bytes)]
    if (packets === 'simple') return block(3, u32(wireLength), pad(bytes))
    return packets === 'obsolete' ? block(2, u16(index, 0), halves, ...rest) : block(6, u32(index), halves, ...rest)
  })
  return Buffer.concat([section, block(5, u32(0, 0, 0)), ...described, ...captured])
}

function units(micros: number, resolution: number): bigint {
  const perSecond = (resolution & 0x80) === 0 ? 10n ** BigInt(resolution) : 1n << BigInt(resolution & 0x7f)
  return (BigInt(micros) * perSecond) / 1_000_000n
}

/** An Ethernet frame, with a tag for each VLAN, the outer one first. */
export function ethernet(packet: Uint8Array, vlans: readonly number[] = []): Buffer {
  const tags = vlans.flatMap((vlan, at) => words('big', 2, [at + 1 < vlans.length ? 0x88a8 : 0x8100, vlan]))
  return Buffer.concat([Buffer.alloc(12), ...tags, etherType(packet), packet])
}

/** A frame of Linux' cooked capture, version 1 or 2. */
export function cooked(packet: Uint8Array, version: 1 | 2): Buffer {
  return version === 1
    ? Buffer.concat([words('big', 2, [0, 772, 6]), Buffer.alloc(8), etherType(packet), packet])
    : Buffer.concat([etherType(packet), Buffer.alloc(18), packet])
}

/** A frame of a loopback interface. */
export function loopback(packet: Uint8Array, order: Order): Buffer {
  return Buffer.concat([words(order, 4, [isIpv6(packet) ? 30 : 2]), packet])
}

/** An IPv4 packet. */
export function ipv4({ source, destination }: Ends, protocol: number, payload: Uint8Array, fragment: Partial<Fragment> = {}): Buffer {
  const { id = 0, offset = 0, more = false } = fragment
  const head = words('big', 2, [0x4500, 20 + payload.length, id, (more ? 0x2000 : 0) | (offset / 8)])
  return Buffer.concat([head, Buffer.from([64, protocol, 0, 0]), addressBytes(source), addressBytes(destination), payload])
}

/** An IPv6 packet; `extensions` stand before the payload, each with the number of its kind. */
export function ipv6({ source, destination }: Ends, protocol: number, payload: Uint8Array, extensions: readonly Extension[] = []): Buffer {
  const kinds = [...extensions.map(({ kind }) => kind), protocol]
  const body = Buffer.concat([...extensions.map(({ bytes }, at) => Buffer.concat([Buffer.from([kinds[at + 1]!]), bytes])), payload])
  const head = Buffer.concat([words('big', 2, [0x6000, 0, body.length]), Buffer.from([kinds[0]!, 64])])
  return Buffer.concat([head, addressBytes(source), addressBytes(destination), body])
}

/** An extension header of IPv6; `bytes` are those behind its first one. */
export interface Extension {
  kind: number
  bytes: Uint8Array
}

/** Place of a fragment in its datagram. */
export interface Fragment {
  id: number
  offset: number
  more: boolean
}

/** The fragment header of IPv6. */
export function fragmentHeader({ id, offset, more }: Fragment): Extension {
  return { kind: 44, bytes: Buffer.concat([Buffer.alloc(1), words('big', 2, [offset | (more ? 1 : 0)]), words('big', 4, [id])]) }
}

/** The payload of an IP packet in fragments of `size` bytes, a multiple of 8. */
export function inFragments(ends: Ends, protocol: number, payload: Uint8Array, size: number, id: number): Buffer[] {
  const fragments: Buffer[] = []
  for (let offset = 0; offset < payload.length; offset += size) {
    const part = payload.subarray(offset, offset + size)
    const fragment = { id, offset, more: offset + size < payload.length }
    const packet = ends.source.includes(':') ? ipv6(ends, protocol, part, [fragmentHeader(fragment)]) : ipv4(ends, protocol, part, fragment)
    fragments.push(packet)
  }
  return fragments
}

/** A UDP datagram. */
export function udp(sourcePort: number, destinationPort: number, payload: string | Uint8Array): Buffer {
  return Buffer.concat([words('big', 2, [sourcePort, destinationPort, 8 + payload.length, 0]), Buffer.from(payload)])
}

/** Flags of a TCP segment. */
export const FIN = 1
export const SYN = 2
export const RST = 4
export const ACK = 16

/** A TCP segment, with an option in its header. */
export function tcp(sourcePort: number, destinationPort: number, sequence: number, payload: string | Uint8Array, flags = ACK): Buffer {
  const head = Buffer.concat([words('big', 2, [sourcePort, destinationPort]), words('big', 4, [sequence >>> 0, 1])])
  return Buffer.concat([head, Buffer.from([0x60, flags]), words('big', 2, [0xffff, 0, 0, 0x0101, 0x0101]), Buffer.from(payload)])
}

const none = Buffer.alloc(0)

function etherType(packet: Uint8Array): Buffer {
  return words('big', 2, [isIpv6(packet) ? 0x86dd : 0x0800])
}

function isIpv6(packet: Uint8Array): boolean {
  return packet[0] === 0x60
}

function words(order: Order, width: 2 | 4, values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * width)
  values.forEach((value, at) =>
    order === 'little' ? bytes.writeUIntLE(value, at * width, width) : bytes.writeUIntBE(value, at * width, width),
  )
  return bytes
}

function bigWord(order: Order, value: bigint): Buffer {
  const bytes = Buffer.alloc(8)
  if (order === 'little') bytes.writeBigInt64LE(value)
  else bytes.writeBigInt64BE(value)
  return bytes
}

function pad(bytes: Uint8Array): Buffer {
  return Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)])
}
