import type { Packet } from '../hep/packet.ts'
import type { Endpoints } from './endpoints.ts'
import type { IpPacket } from './ip.ts'
import type { Intake } from './source.ts'
import { type Segment, TcpStream } from './tcp-stream.ts'

const TCP = 6
const HEADER_BYTES = 20
const FIN = 0x01
const SYN = 0x02
const RST = 0x04

const MAX_STREAMS = 65_536
const MAX_BYTES = 64 * 1024 * 1024
/** Longer than the first retransmissions take, less than the tracker waits for late packets. */
const MAX_GAP_MICROS = 2_000_000
/** Streams are put in order of use no more often than this. */
const TOUCH_MICROS = 1_000_000

/** Puts the TCP streams of a capture together, each direction for itself. Bounded in streams, bytes and time. */
export class TcpReassembly {
  readonly #packet: Packet
  /** By addresses and ports; the one used last stands last. */
  readonly #streams = new Map<string, TcpStream>()
  /** Streams with a gap; the oldest gap stands first. */
  readonly #gaps = new Set<TcpStream>()
  readonly #segment: Segment = { sequence: 0, bytes: Buffer.alloc(0), start: 0, end: 0, missing: 0, time: 0 }
  #bytes = 0

  constructor(packet: Packet) {
    this.#packet = packet
  }

  // source port 16 | destination port 16 | sequence 32 | acknowledgement 32 | header words 4, flags 12 | window, checksum, urgent 16 each | options
  /** Takes one segment. */
  segment(ip: IpPacket, arrival: number, intake: Intake): void {
    const { bytes, start, end } = ip
    if (end - start < HEADER_BYTES) return
    const data = start + (bytes.readUInt8(start + 12) >> 4) * 4
    if (data < start + HEADER_BYTES || data > end) return
    const flags = bytes.readUInt8(start + 13)
    const size = end - data + ip.missing
    if (size === 0 && (flags & (FIN | SYN | RST)) === 0) return

    const syn = (flags & SYN) !== 0
    const sequence = (bytes.readUInt32BE(start + 4) + (syn ? 1 : 0)) >>> 0
    const key = bytes.toString('latin1', ip.addressesAt, ip.addressesAt + 2 * ip.addressBytes) + bytes.toString('latin1', start, start + 4)
    let stream = this.#streams.get(key)
    if (stream !== undefined && ((flags & RST) !== 0 || (syn && stream.next !== sequence))) {
      this.#close(key, stream, arrival, intake)
      stream = undefined
    }
    if (stream === undefined) {
      if ((flags & RST) !== 0 || (!syn && end === data)) return
      stream = this.#open(key, ip, sequence, arrival)
    }
    this.#touch(key, stream, arrival)
    if (size > 0) this.#add(stream, sequence, data, ip, arrival, intake)
    if ((flags & FIN) !== 0 && stream.next === (sequence + size) >>> 0) this.#close(key, stream, arrival, intake)
    while (this.#streams.size > MAX_STREAMS || this.#bytes > MAX_BYTES) this.#forgetOldest(arrival, intake)
  }

  /** Gives up the gaps that are too old at `arrival`. */
  expire(arrival: number, intake: Intake): void {
    for (const stream of this.#gaps) {
      if (arrival - stream.gapSince <= MAX_GAP_MICROS) return
      this.#gaps.delete(stream)
      const before = stream.size
      stream.giveUpGap(arrival, intake)
      this.#bytes += stream.size - before
      if (stream.hasGap) this.#gaps.add(stream)
    }
  }

  /** The capture is over: hands on what is held. */
  end(arrival: number, intake: Intake): void {
    for (const [key, stream] of this.#streams) this.#close(key, stream, arrival, intake)
  }

  #add(stream: TcpStream, sequence: number, data: number, ip: IpPacket, arrival: number, intake: Intake): void {
    const segment = this.#segment
    segment.sequence = sequence
    segment.bytes = ip.bytes
    segment.start = data
    segment.end = ip.end
    segment.missing = ip.missing
    segment.time = ip.time
    const before = stream.size
    stream.add(segment, arrival, intake)
    this.#bytes += stream.size - before
    if (!stream.hasGap) this.#gaps.delete(stream)
    else if (!this.#gaps.has(stream)) this.#gaps.add(stream)
  }

  #open(key: string, ip: IpPacket, sequence: number, arrival: number): TcpStream {
    const endpoints: Endpoints = {
      bytes: Buffer.from(ip.bytes.subarray(ip.addressesAt, ip.addressesAt + 2 * ip.addressBytes)),
      addressesAt: 0,
      addressBytes: ip.addressBytes,
      sourcePort: ip.bytes.readUInt16BE(ip.start),
      destinationPort: ip.bytes.readUInt16BE(ip.start + 2),
      transport: TCP,
    }
    const stream = new TcpStream(endpoints, this.#packet, sequence)
    stream.touched = arrival
    this.#streams.set(key, stream)
    return stream
  }

  #touch(key: string, stream: TcpStream, arrival: number): void {
    if (arrival - stream.touched < TOUCH_MICROS) return
    stream.touched = arrival
    this.#streams.delete(key)
    this.#streams.set(key, stream)
  }

  #close(key: string, stream: TcpStream, arrival: number, intake: Intake): void {
    this.#bytes -= stream.size
    stream.close(arrival, intake)
    this.#streams.delete(key)
    this.#gaps.delete(stream)
  }

  #forgetOldest(arrival: number, intake: Intake): void {
    for (const [key, stream] of this.#streams) {
      if (stream.size > 0) intake.drop('idle_stream')
      this.#close(key, stream, arrival, intake)
      return
    }
  }
}
