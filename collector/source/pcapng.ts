import { CapturedTraffic } from './captured-traffic.ts'
import { inHex } from './capture-file-error.ts'
import { isKnownLink, unknownLink } from './link-layer.ts'
import { MAX_CAPTURED_BYTES } from './pcap.ts'
import { type Interface, readInterface, timeOf } from './pcapng-interface.ts'
import { NOT_WHOLE, type RecordFormat } from './record-reader.ts'
import type { Intake } from './source.ts'

// block:  type 32 | length of the block 32 | body, padded to 32 bits | length of the block 32        (draft-ietf-opsawg-pcapng)
const BLOCK_HEADER_BYTES = 8
const SMALLEST_BLOCK_BYTES = 12
const LARGEST_BLOCK_BYTES = 16 * 1024 * 1024
const BYTE_ORDER_MAGIC = 0x1a2b3c4d

const SECTION_HEADER = 0x0a0d0d0a
const INTERFACE = 1
const OBSOLETE_PACKET = 2
const SIMPLE_PACKET = 3
const ENHANCED_PACKET = 6

/** Bytes of a packet block before the frame. */
const SIMPLE_HEADER_BYTES = 12
const PACKET_HEADER_BYTES = 28

/** The first bytes of a pcapng file; they are the same in both byte orders. */
export function isPcapng(magic: number): boolean {
  return magic === SECTION_HEADER
}

/** Packets of a pcapng file: several sections, each of its own byte order, with interfaces of several link types and resolutions of time. */
export class Pcapng implements RecordFormat {
  readonly record = 'block'
  readonly #traffic = new CapturedTraffic()
  #little = false
  #interfaces: Interface[] = []

  read(bytes: Buffer, at: number, end: number, _offset: number, intake: Intake): number | string {
    if (end - at < SMALLEST_BLOCK_BYTES) return NOT_WHOLE
    const isSection = bytes.readUInt32BE(at) === SECTION_HEADER
    if (isSection && !this.#beginSection(bytes, at)) {
      return `a section of unknown byte order: found ${inHex(bytes, at + BLOCK_HEADER_BYTES, 4)}, expected 1a 2b 3c 4d or 4d 3c 2b 1a`
    }
    const size = this.#uint32(bytes, at + 4)
    if (size < SMALLEST_BLOCK_BYTES || size > LARGEST_BLOCK_BYTES || size % 4 !== 0) {
      return `a block of ${size} bytes, expected a multiple of 4 up to ${LARGEST_BLOCK_BYTES}: the file is damaged here or before (${inHex(bytes, at, SMALLEST_BLOCK_BYTES)})`
    }
    if (at + size > end) return NOT_WHOLE
    const again = this.#uint32(bytes, at + size - 4)
    if (again !== size) return `a block of ${size} bytes says at its end that it has ${again}: the file is damaged here`
    if (isSection) return size
    return this.#block(this.#uint32(bytes, at), bytes, at, at + size - 4, intake) ?? size
  }

  end(intake: Intake): void {
    this.#traffic.end(intake)
  }

  #beginSection(bytes: Buffer, at: number): boolean {
    this.#little = bytes.readUInt32LE(at + BLOCK_HEADER_BYTES) === BYTE_ORDER_MAGIC
    this.#interfaces = []
    return this.#little || bytes.readUInt32BE(at + BLOCK_HEADER_BYTES) === BYTE_ORDER_MAGIC
  }

  /** Reads a block that ends at `end`, before its second length. Says what is wrong with it. */
  #block(type: number, bytes: Buffer, at: number, end: number, intake: Intake): string | undefined {
    switch (type) {
      case INTERFACE:
        return this.#addInterface(bytes, at + BLOCK_HEADER_BYTES, end)
      case ENHANCED_PACKET:
        if (end - at < PACKET_HEADER_BYTES) return 'a packet block without room for its header: the file is damaged here'
        return this.#packet(this.#uint32(bytes, at + 8), bytes, at, end, intake)
      case OBSOLETE_PACKET:
        if (end - at < PACKET_HEADER_BYTES) return 'a packet block without room for its header: the file is damaged here'
        return this.#packet(this.#little ? bytes.readUInt16LE(at + 8) : bytes.readUInt16BE(at + 8), bytes, at, end, intake)
      case SIMPLE_PACKET:
        return this.#simplePacket(bytes, at, end, intake)
      default:
        return undefined
    }
  }

  #addInterface(bytes: Buffer, at: number, end: number): string | undefined {
    const found = readInterface(bytes, at, end, this.#little)
    if (found === undefined) return 'an interface block without room for its header: the file is damaged here'
    this.#interfaces.push(found)
    return undefined
  }

  // interface 32 (obsolete: 16, then dropped packets 16) | time 64, high half first | captured length 32 | length on the wire 32 | frame
  #packet(index: number, bytes: Buffer, at: number, end: number, intake: Intake): string | undefined {
    const found = this.#interfaces[index]
    if (found === undefined)
      return `a packet of interface ${index}, but there are ${this.#interfaces.length}: the file is damaged here or before`
    const start = at + PACKET_HEADER_BYTES
    const captured = this.#uint32(bytes, at + 20)
    if (captured > MAX_CAPTURED_BYTES || start + captured > end) {
      return `a packet of ${captured} bytes in a block with room for ${end - start}: the file is damaged here`
    }
    const time = timeOf(found, this.#uint32(bytes, at + 12), this.#uint32(bytes, at + 16))
    const missing = Math.max(0, this.#uint32(bytes, at + 24) - captured)
    return this.#frame(found, bytes, start, start + captured, missing, time, intake)
  }

  // length on the wire 32 | frame; of the first interface, cut at its snapshot length, without a time: the last one that was seen holds
  #simplePacket(bytes: Buffer, at: number, end: number, intake: Intake): string | undefined {
    const found = this.#interfaces[0]
    if (found === undefined) return 'a packet before any interface: the file is damaged here or before'
    const start = at + SIMPLE_HEADER_BYTES
    if (start > end) return 'a packet block without room for its header: the file is damaged here'
    const sent = this.#uint32(bytes, at + 8)
    const captured = Math.min(sent, found.snapLength === 0 ? sent : found.snapLength, end - start)
    return this.#frame(found, bytes, start, start + captured, sent - captured, this.#traffic.lastTime, intake)
  }

  /** Frames of an unknown link are passed over, unless nothing in the section could be read. */
  #frame(found: Interface, bytes: Buffer, start: number, end: number, missing: number, time: number, intake: Intake): string | undefined {
    if (isKnownLink(found.linkType)) this.#traffic.frame(found.linkType, bytes, start, end, missing, time, intake)
    else if (!this.#interfaces.some(({ linkType }) => isKnownLink(linkType))) return unknownLink(found.linkType)
    return undefined
  }

  #uint32(bytes: Buffer, at: number): number {
    return this.#little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at)
  }
}
