import { CapturedTraffic } from './captured-traffic.ts'
import { inHex } from './capture-file-error.ts'
import { isKnownLink, unknownLink } from './link-layer.ts'
import { NOT_WHOLE, type RecordFormat } from './record-reader.ts'
import type { Intake } from './source.ts'

// file:    magic 32 | major 16, minor 16 | reserved 64 | snapshot length 32 | link type 16 (and frame check bits 16)
// record:  seconds 32 | micro- or nanoseconds 32 | captured length 32 | length on the wire 32 | frame         (draft-ietf-opsawg-pcap)
const FILE_HEADER_BYTES = 24
const RECORD_HEADER_BYTES = 16
const MICROSECONDS = 0xa1b2c3d4
const NANOSECONDS = 0xa1b23c4d

/** No program captures more of a packet. */
export const MAX_CAPTURED_BYTES = 256 * 1024

/** The magic of a pcap file, in the order of its writer. */
export function isPcap(magic: number): boolean {
  return magic === MICROSECONDS || magic === NANOSECONDS
}

/** Packets of a pcap file, of either byte order and with times in micro- or nanoseconds. */
export class Pcap implements RecordFormat {
  readonly record = 'packet record'
  readonly #traffic = new CapturedTraffic()
  #little = false
  #perMicro = 1
  #linkType = 0

  read(bytes: Buffer, at: number, end: number, offset: number, intake: Intake): number | string {
    if (offset === 0) return end - at < FILE_HEADER_BYTES ? NOT_WHOLE : this.#readFileHeader(bytes, at)
    if (end - at < RECORD_HEADER_BYTES) return NOT_WHOLE
    const captured = this.#uint32(bytes, at + 8)
    if (captured > MAX_CAPTURED_BYTES) {
      return `a packet of ${captured} bytes, no more than ${MAX_CAPTURED_BYTES} are possible: the file is damaged here or before (${inHex(bytes, at, RECORD_HEADER_BYTES)})`
    }
    const size = RECORD_HEADER_BYTES + captured
    if (at + size > end) return NOT_WHOLE
    const time = this.#uint32(bytes, at) * 1e6 + Math.floor(this.#uint32(bytes, at + 4) / this.#perMicro)
    const missing = Math.max(0, this.#uint32(bytes, at + 12) - captured)
    this.#traffic.frame(this.#linkType, bytes, at + RECORD_HEADER_BYTES, at + size, missing, time, intake)
    return size
  }

  end(intake: Intake): void {
    this.#traffic.end(intake)
  }

  #readFileHeader(bytes: Buffer, at: number): number | string {
    this.#little = isPcap(bytes.readUInt32LE(at))
    this.#perMicro = this.#uint32(bytes, at) === NANOSECONDS ? 1000 : 1
    this.#linkType = this.#uint32(bytes, at + 20) & 0xffff
    return isKnownLink(this.#linkType) ? FILE_HEADER_BYTES : unknownLink(this.#linkType)
  }

  #uint32(bytes: Buffer, at: number): number {
    return this.#little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at)
  }
}
