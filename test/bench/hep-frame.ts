/** One end of a hop. */
export interface Node {
  readonly address: number
  readonly port: number
}

/** The agent that captured: its capture id and node name. */
export interface Agent {
  readonly captureId: number
  readonly name: string
}

const PASSWORD = 'myhep'

// "HEP3" | u16 total length | chunk*      chunk: u16 vendor | u16 type | u16 length | value
// Types and value widths in the order in which heplify writes them; name and payload follow.
const CHUNKS = [
  [0x01, 1],
  [0x02, 1],
  [0x03, 4],
  [0x04, 4],
  [0x07, 2],
  [0x08, 2],
  [0x09, 4],
  [0x0a, 4],
  [0x0b, 1],
  [0x0c, 4],
  [0x0e, PASSWORD.length],
] as const

const HEADER_BYTES = 6
const CHUNK_HEADER_BYTES = 6

const { fixed, at: valueAt } = layOut()

/** Writes one HEPv3 packet of 13 chunks at `start` and says where it ends. `time` is in microseconds since 1970. */
export function writeFrame(
  out: Buffer,
  start: number,
  time: number,
  tcp: boolean,
  source: Node,
  destination: Node,
  agent: Agent,
  text: string,
): number {
  fixed.copy(out, start)
  out[start + valueAt(0x02)] = tcp ? 6 : 17
  out.writeUInt32BE(source.address, start + valueAt(0x03))
  out.writeUInt32BE(destination.address, start + valueAt(0x04))
  out.writeUInt16BE(source.port, start + valueAt(0x07))
  out.writeUInt16BE(destination.port, start + valueAt(0x08))
  out.writeUInt32BE(Math.floor(time / 1e6), start + valueAt(0x09))
  out.writeUInt32BE(time % 1e6, start + valueAt(0x0a))
  out.writeUInt32BE(agent.captureId, start + valueAt(0x0c))
  const afterName = writeText(out, start + fixed.length, 0x13, agent.name)
  const end = writeText(out, afterName, 0x0f, text)
  out.writeUInt16BE(end - start, start + 4)
  return end
}

function writeText(out: Buffer, at: number, type: number, text: string): number {
  const written = out.write(text, at + CHUNK_HEADER_BYTES, 'latin1')
  out.writeUInt16BE(0, at)
  out.writeUInt16BE(type, at + 2)
  out.writeUInt16BE(CHUNK_HEADER_BYTES + written, at + 4)
  return at + CHUNK_HEADER_BYTES + written
}

/** The bytes that all packets share, and where in them each value stands. */
function layOut(): { fixed: Buffer; at: (type: number) => number } {
  const bytes = Buffer.alloc(HEADER_BYTES + CHUNKS.reduce((sum, [, width]) => sum + CHUNK_HEADER_BYTES + width, 0))
  const places = new Uint8Array(16)
  bytes.write('HEP3', 'latin1')
  let at = HEADER_BYTES
  for (const [type, width] of CHUNKS) {
    bytes.writeUInt16BE(type, at + 2)
    bytes.writeUInt16BE(CHUNK_HEADER_BYTES + width, at + 4)
    places[type] = at + CHUNK_HEADER_BYTES
    at += CHUNK_HEADER_BYTES + width
  }
  const place = (type: number): number => places[type] ?? 0
  bytes[place(0x01)] = 2
  bytes[place(0x0b)] = 1
  bytes.write(PASSWORD, place(0x0e), 'latin1')
  return { fixed: bytes, at: place }
}
