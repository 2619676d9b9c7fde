import type { IpPacket } from './ip.ts'

/** Fragments of one datagram are sent at once; what is older than this is lost. Less than the tracker waits for late packets. */
const MAX_AGE_MICROS = 2_000_000
const MAX_DATAGRAMS = 4096
const MAX_BYTES = 16 * 1024 * 1024
const MAX_PIECES = 256
const MAX_DATAGRAM_BYTES = 65_535

const TCP = 6
const UDP = 17

interface Piece {
  offset: number
  end: number
  bytes: Buffer
}

interface Datagram {
  /** Capture time of the fragment that came first. */
  time: number
  protocol: number
  addressBytes: 4 | 16
  addresses: Buffer
  /** By offset. */
  pieces: Piece[]
  bytes: number
  /** Length of the payload, known from the last fragment; else -1. */
  length: number
  /** Was handed on: fragments that come again are copies. */
  complete: boolean
}

/** Puts datagrams together of their IP fragments, in whatever order these come. Bounded in number, bytes and age. */
export class IpFragments {
  readonly #datagrams = new Map<string, Datagram>()
  #bytes = 0

  get waiting(): boolean {
    return this.#datagrams.size > 0
  }

  /** Adds a fragment. True when it was the last one missing: `ip` is the whole datagram now. */
  add(ip: IpPacket): boolean {
    if (ip.addressBytes === 4 && ip.protocol !== UDP && ip.protocol !== TCP) return false
    const key = `${ip.bytes.toString('latin1', ip.addressesAt, ip.addressesAt + 2 * ip.addressBytes)}${ip.protocol}/${ip.fragmentId}`
    let datagram = this.#datagrams.get(key)
    if (datagram === undefined) {
      datagram = begin(ip)
      this.#datagrams.set(key, datagram)
    }
    if (datagram.complete || datagram.pieces.length >= MAX_PIECES || !this.#insert(datagram, ip)) return false
    if (datagram.length < 0 || covered(datagram) < datagram.length) return false

    assemble(datagram, datagram.length, ip)
    this.#release(datagram)
    datagram.complete = true
    return true
  }

  /** Takes the oldest datagram that is given up at `time`, with what there is of it from its beginning. False when there is none. */
  takeLost(time: number, ip: IpPacket): boolean {
    for (const [key, datagram] of this.#datagrams) {
      const full = this.#datagrams.size > MAX_DATAGRAMS || this.#bytes > MAX_BYTES
      if (!full && time - datagram.time <= MAX_AGE_MICROS) return false
      this.#datagrams.delete(key)
      if (datagram.complete) continue
      assemble(datagram, covered(datagram), ip)
      ip.time = datagram.time
      ip.missing = Math.max(1, datagram.length - (ip.end - ip.start))
      this.#release(datagram)
      return true
    }
    return false
  }

  #insert(datagram: Datagram, ip: IpPacket): boolean {
    const offset = ip.fragmentOffset
    const end = offset + ip.end - ip.start
    if (end > MAX_DATAGRAM_BYTES) return false
    if (!ip.moreFragments && ip.missing === 0 && datagram.length < 0) datagram.length = end
    let at = datagram.pieces.length
    while (at > 0 && datagram.pieces[at - 1]!.offset > offset) at--
    const before = datagram.pieces[at - 1]
    if (before !== undefined && before.end >= end) return false
    datagram.pieces.splice(at, 0, { offset, end, bytes: Buffer.from(ip.bytes.subarray(ip.start, ip.end)) })
    datagram.bytes += end - offset
    this.#bytes += end - offset
    return true
  }

  #release(datagram: Datagram): void {
    this.#bytes -= datagram.bytes
    datagram.bytes = 0
    datagram.pieces = []
  }
}

function begin(ip: IpPacket): Datagram {
  return {
    time: ip.time,
    protocol: ip.protocol,
    addressBytes: ip.addressBytes,
    addresses: Buffer.from(ip.bytes.subarray(ip.addressesAt, ip.addressesAt + 2 * ip.addressBytes)),
    pieces: [],
    bytes: 0,
    length: -1,
    complete: false,
  }
}

/** Bytes from the beginning that are there without a gap. */
function covered(datagram: Datagram): number {
  let end = 0
  for (const piece of datagram.pieces) {
    if (piece.offset > end) break
    end = Math.max(end, piece.end)
  }
  return end
}

/** Writes source, destination and payload one behind the other. Where fragments overlap the first one holds, as hosts have it (RFC 5722). */
function assemble(datagram: Datagram, length: number, ip: IpPacket): void {
  const start = datagram.addresses.length
  const bytes = Buffer.allocUnsafe(start + length)
  datagram.addresses.copy(bytes)
  let end = 0
  for (const piece of datagram.pieces) {
    if (piece.end <= end || piece.offset >= length) continue
    piece.bytes.copy(bytes, start + end, end - piece.offset, Math.min(piece.end, length) - piece.offset)
    end = piece.end
  }
  ip.bytes = bytes
  ip.addressBytes = datagram.addressBytes
  ip.addressesAt = 0
  ip.protocol = datagram.protocol
  ip.start = start
  ip.end = start + length
  ip.missing = 0
  ip.fragmentOffset = 0
  ip.moreFragments = false
}
