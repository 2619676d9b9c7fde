import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { encodeHep } from '../encode-hep.ts'

/** What real agents sent: every packet of the captures below a folder, and the messages of the torture set wrapped as an agent would. */
export function loadSeeds(folder: URL): Buffer[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .toSorted()
    .flatMap((name) => packetsOf(new URL(name, folder)))
}

function packetsOf(file: URL): Buffer[] {
  if (file.pathname.endsWith('.bin')) return [readFileSync(file)]
  if (file.pathname.endsWith('.sip')) return [wrap(readFileSync(file))]
  if (!file.pathname.endsWith('.hep')) return []
  const index = new URL(file.href.replace(/\.hep$/, '.idx'))
  const bytes = readFileSync(file)
  return existsSync(index) ? byIndex(bytes, readFileSync(index, 'utf8')) : byLength(bytes)
}

// Lines of an index: arrival proto peer offset length
function byIndex(bytes: Buffer, index: string): Buffer[] {
  return index
    .trim()
    .split('\n')
    .map((line) => {
      const [, , , offset, length] = line.split(' ').map(Number)
      return bytes.subarray(offset, (offset ?? 0) + (length ?? 0))
    })
}

function byLength(bytes: Buffer): Buffer[] {
  const packets: Buffer[] = []
  for (let at = 0; at + 6 <= bytes.length;) {
    const end = at + Math.max(6, bytes.readUInt16BE(at + 4))
    packets.push(bytes.subarray(at, end))
    at = end
  }
  return packets
}

function wrap(payload: Buffer): Buffer {
  return encodeHep({
    srcIp: '192.0.2.20',
    dstIp: '198.51.100.1',
    srcPort: 5060,
    dstPort: 5060,
    time: 1_700_000_000_000_000,
    captureId: 7,
    nodeName: 'torture',
    payload,
  })
}
