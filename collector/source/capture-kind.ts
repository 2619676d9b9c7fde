import { inHex } from './capture-file-error.ts'
import { isPcap } from './pcap.ts'
import { isPcapng } from './pcapng.ts'

/** What a file is by its content. */
export type CaptureKind = 'gzip' | 'pcap' | 'pcapng' | 'hep'

const GZIP = 0x1f8b
const HEP_MAGIC = Buffer.from('HEP3')
const HEP_HEADER_BYTES = 6
const CHUNK_HEADER_BYTES = 6

/** What is often given instead, by its first bytes. */
const STRANGERS: Readonly<Record<string, string>> = {
  '28b52ffd': 'zstd; decompress it first',
  fd377a58: 'xz; decompress it first',
  '425a6839': 'bzip2; decompress it first',
  '504b0304': 'zip; decompress it first',
  a1b2cd34: 'a pcap of a changed format; convert it with "editcap -F pcap"',
  '34cdb2a1': 'a pcap of a changed format; convert it with "editcap -F pcap"',
  '736e6f6f': 'snoop; convert it with "editcap -F pcap"',
}

/** Says what a file is by its first bytes; undefined when it is nothing that can be read. */
export function captureKind(head: Buffer): CaptureKind | undefined {
  if (head.length >= 2 && head.readUInt16BE(0) === GZIP) return 'gzip'
  if (head.length >= 4) {
    if (isPcap(head.readUInt32BE(0)) || isPcap(head.readUInt32LE(0))) return 'pcap'
    if (isPcapng(head.readUInt32BE(0))) return 'pcapng'
  }
  return beginsHep(head) ? 'hep' : undefined
}

/** What to say of a file that cannot be read. */
export function unknownKind(head: Buffer): string {
  const begins = `begins with ${inHex(head, 0, 4)}`
  const stranger = STRANGERS[head.toString('hex', 0, 4)]
  if (stranger !== undefined) return `${begins}, this is ${stranger}`
  if (isOldHep(head))
    return `${begins}, this may be HEPv1 or HEPv2, whose packets have no length; the index (.idx) that tells it has to stand beside it`
  return `${begins}; expected pcap, pcapng, HEP packets (.hep), or gzip of these`
}

/** HEPv3 at once, or later: a TCP stream may begin in the middle of a packet. Then its first chunk has to fit, since text may name `HEP3` too. */
function beginsHep(head: Buffer): boolean {
  const at = head.indexOf(HEP_MAGIC)
  if (at <= 0) return at === 0
  const size = at + HEP_HEADER_BYTES + CHUNK_HEADER_BYTES <= head.length ? head.readUInt16BE(at + HEP_MAGIC.length) : 0
  const chunk = size === 0 ? 0 : head.readUInt16BE(at + HEP_HEADER_BYTES + 4)
  return chunk >= CHUNK_HEADER_BYTES && chunk <= size - HEP_HEADER_BYTES
}

function isOldHep(head: Buffer): boolean {
  const [version, headerBytes] = head
  return (version === 1 || version === 2) && (headerBytes === 16 || headerBytes === 40)
}
