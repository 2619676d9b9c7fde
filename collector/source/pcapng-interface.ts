const HEADER_BYTES = 8
const OPTION_HEADER_BYTES = 4
const END_OF_OPTIONS = 0
const TIME_RESOLUTION = 9
const TIME_OFFSET = 14
const MICROS = 1e6
const HIGH_HALF = 0x1_0000_0000

/** What an interface block says of the packets captured there. */
export interface Interface {
  linkType: number
  /** 0 when packets are whole. */
  snapLength: number
  /** Units of the time stamps in a second. */
  perSecond: number
  /** Added to the time stamps. */
  offsetMicros: number
}

// link type 16 | reserved 16 | snapshot length 32 | options: code 16, length 16, value padded to 32 bits
/** Reads the body of an interface block. */
export function readInterface(bytes: Buffer, start: number, end: number, little: boolean): Interface | undefined {
  if (end - start < HEADER_BYTES) return undefined
  const uint16 = (at: number) => (little ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at))
  const found: Interface = {
    linkType: uint16(start),
    snapLength: little ? bytes.readUInt32LE(start + 4) : bytes.readUInt32BE(start + 4),
    perSecond: MICROS,
    offsetMicros: 0,
  }
  for (let at = start + HEADER_BYTES; at + OPTION_HEADER_BYTES <= end;) {
    const code = uint16(at)
    const length = uint16(at + 2)
    const value = at + OPTION_HEADER_BYTES
    if (code === END_OF_OPTIONS || value + length > end) break
    if (code === TIME_RESOLUTION && length === 1) found.perSecond = resolution(bytes.readUInt8(value))
    if (code === TIME_OFFSET && length === 8) {
      found.offsetMicros = Number(little ? bytes.readBigInt64LE(value) : bytes.readBigInt64BE(value)) * MICROS
    }
    at = value + length + (-length & 3)
  }
  return found
}

/** The highest bit tells the base: 10 or 2. */
function resolution(exponent: number): number {
  return (exponent & 0x80) === 0 ? 10 ** exponent : 2 ** (exponent & 0x7f)
}

/** Capture time in microseconds since 1970 of a time stamp of two halves. */
export function timeOf({ perSecond, offsetMicros }: Interface, high: number, low: number): number {
  return Math.max(0, toMicros(perSecond, high, low) + offsetMicros)
}

function toMicros(perSecond: number, high: number, low: number): number {
  if (perSecond === MICROS) return high * HIGH_HALF + low
  // Nanoseconds need more than the 53 bits of a number: 2^32 = 4,294,967 · 1000 + 296.
  if (perSecond === 1e9) return high * 4_294_967 + Math.floor((high * 296 + low) / 1000)
  return Math.floor((high * HIGH_HALF + low) * (MICROS / perSecond))
}
