import { gunzipSync, inflateSync } from 'node:zlib'
import type { HepDrop } from './drop.ts'
import type { Packet } from './packet.ts'

/** Four times the longest datagram: no SIP is larger, and a bomb stops here. */
const MAX_INFLATED_BYTES = 256 * 1024

const LIMIT = { maxOutputLength: MAX_INFLATED_BYTES }

/** True when the bytes begin as a gzip member does (RFC 1952 §2.3.1). */
export function isGzip(bytes: Uint8Array, start: number, end: number): boolean {
  return end - start >= 2 && bytes[start] === 0x1f && bytes[start + 1] === 0x8b
}

/** Inflates `bytes[start, end)`, a gzip member around a whole packet (heplify `payload_zip`), or says why it cannot. */
export function gunzip(bytes: Buffer, start: number, end: number): Buffer | HepDrop {
  try {
    return gunzipSync(bytes.subarray(start, end), LIMIT)
  } catch (error) {
    return zlibDrop(error)
  }
}

/** Replaces the payload by what its zlib chunk 0x0010 holds (captagent). The frame stays the packet's own. */
export function inflatePayload(packet: Packet): HepDrop | undefined {
  try {
    packet.payload = inflateSync(packet.payload.subarray(packet.payloadStart, packet.payloadEnd), LIMIT)
    packet.payloadStart = 0
    packet.payloadEnd = packet.payload.length
    return undefined
  } catch (error) {
    return zlibDrop(error)
  }
}

function zlibDrop(error: unknown): HepDrop {
  const tooLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
  return tooLarge ? 'inflated_too_large' : 'bad_compression'
}
