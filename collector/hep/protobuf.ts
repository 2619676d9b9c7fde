/** Where the next byte of a message is read. */
export interface Cursor {
  at: number
  readonly end: number
}

/** Wire types of a field: a number, or a length with so many bytes behind it. */
export const VARINT = 0
export const LEN = 2

const FIXED64 = 1
const FIXED32 = 5

const MAX_VARINT_BYTES = 10

/** Reads an unsigned number, seven bits a byte, the lowest first; -1 when it does not end. Above 2^53 it is not exact. */
export function readVarint(bytes: Uint8Array, cursor: Cursor): number {
  let value = 0
  let weight = 1
  const stop = Math.min(cursor.end, cursor.at + MAX_VARINT_BYTES)
  while (cursor.at < stop) {
    const byte = bytes[cursor.at++]!
    value += (byte & 0x7f) * weight
    if (byte < 0x80) return value
    weight *= 128
  }
  return -1
}

/** Bytes that the value of a field takes from here on, -1 when that cannot be told. Groups are older than any agent. */
export function lengthOf(wireType: number, bytes: Uint8Array, cursor: Cursor): number {
  switch (wireType) {
    case LEN:
      return readVarint(bytes, cursor)
    case FIXED64:
      return 8
    case FIXED32:
      return 4
    default:
      return -1
  }
}
