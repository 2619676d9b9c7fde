const SECONDS = 9
const MICROSECONDS = 10
const CAPTURE_ID = 12

/** Capture time of a HEPv3 packet in microseconds; undefined when it has none or is of another version. */
export function timeOf(bytes: Buffer): number | undefined {
  const seconds = chunk(bytes, SECONDS)
  const microseconds = chunk(bytes, MICROSECONDS)
  if (seconds === undefined || microseconds === undefined || bytes.readUInt32BE(seconds) === 0) return undefined
  return bytes.readUInt32BE(seconds) * 1e6 + bytes.readUInt32BE(microseconds)
}

/** Capture id of a HEPv3 packet. */
export function agentOf(bytes: Buffer): number | undefined {
  const id = chunk(bytes, CAPTURE_ID)
  return id === undefined ? undefined : bytes.readUInt32BE(id)
}

/** A copy of the packet, captured this many microseconds later. */
export function retimed(bytes: Buffer, microseconds: number): Buffer {
  const time = timeOf(bytes)
  const copy = Buffer.from(bytes)
  if (time === undefined) return copy
  const moved = time + microseconds
  copy.writeUInt32BE(Math.floor(moved / 1e6), chunk(bytes, SECONDS) ?? 0)
  copy.writeUInt32BE(moved % 1e6, chunk(bytes, MICROSECONDS) ?? 0)
  return copy
}

/** Offset of a generic chunk's value. */
function chunk(bytes: Buffer, type: number): number | undefined {
  if (bytes.toString('latin1', 0, 4) !== 'HEP3') return undefined
  for (let at = 6; at + 6 <= bytes.length; at += bytes.readUInt16BE(at + 4)) {
    if (bytes.readUInt16BE(at) === 0 && bytes.readUInt16BE(at + 2) === type) return at + 6
  }
  return undefined
}
