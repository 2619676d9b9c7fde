import { type Packet, createPacket } from '../hep/packet.ts'
import { type Endpoints, fillPacket, isHepPort } from './endpoints.ts'
import { IpFragments } from './ip-fragments.ts'
import { createIpPacket, isFragment, readIp, skipExtensions } from './ip.ts'
import { ipStart } from './link-layer.ts'
import { createHeaderScan, restart, scanHeaders } from './sip-headers.ts'
import { startLineAt } from './sip-start-line.ts'
import type { Intake } from './source.ts'
import { TcpReassembly } from './tcp-reassembly.ts'

const TCP = 6
const UDP = 17
const UDP_HEADER_BYTES = 8
const SIP = 1
const LF = 0x0a
const CR = 0x0d
const HEP_MAGIC = 0x48455033

/** Finds SIP and HEP in captured frames. Everything else passes through it without a word. */
export class CapturedTraffic {
  readonly #packet: Packet = createPacket()
  readonly #ip = createIpPacket()
  readonly #fragments = new IpFragments()
  readonly #tcp = new TcpReassembly(this.#packet)
  readonly #scan = createHeaderScan()
  readonly #endpoints: Endpoints = {
    bytes: Buffer.alloc(0),
    addressesAt: 0,
    addressBytes: 4,
    sourcePort: 0,
    destinationPort: 0,
    transport: UDP,
  }
  #lastTime = 0

  constructor() {
    this.#packet.payloadType = SIP
  }

  /** Highest capture time so far. */
  get lastTime(): number {
    return this.#lastTime
  }

  /** Takes the frame `bytes[start, end)`, of which `missing` more bytes were on the wire. `time` is in microseconds since 1970. */
  frame(linkType: number, bytes: Buffer, start: number, end: number, missing: number, time: number, intake: Intake): void {
    this.#lastTime = Math.max(this.#lastTime, time)
    this.#giveUp(time, intake)
    const at = ipStart(linkType, bytes, start, end)
    if (at < 0) return
    if (!readIp(bytes, at, end, missing, this.#ip)) return intake.drop('not_ip')
    this.#ip.time = time
    if (!isFragment(this.#ip) || this.#fragments.add(this.#ip)) this.#datagram(time, intake)
  }

  /** The capture is over: hands on what is held. */
  end(intake: Intake): void {
    this.#giveUp(Infinity, intake)
    this.#tcp.end(this.#lastTime, intake)
    if (this.#lastTime > 0) intake.tick(this.#lastTime)
  }

  /** What does not come any more at `time`, of fragments and streams. */
  #giveUp(time: number, intake: Intake): void {
    const arrival = Math.min(time, this.#lastTime)
    while (this.#fragments.waiting && this.#fragments.takeLost(time, this.#ip)) {
      if (this.#ip.start < this.#ip.end) this.#datagram(arrival, intake)
      else intake.drop('fragment_lost')
    }
    this.#tcp.expire(arrival, intake)
  }

  #datagram(arrival: number, intake: Intake): void {
    if (!skipExtensions(this.#ip)) intake.drop('not_ip')
    else if (this.#ip.protocol === UDP) this.#udp(arrival, intake)
    else if (this.#ip.protocol === TCP) this.#tcp.segment(this.#ip, arrival, intake)
  }

  // source port 16 | destination port 16 | length 16 | checksum 16
  #udp(arrival: number, intake: Intake): void {
    const { bytes, start, missing } = this.#ip
    let at = start + UDP_HEADER_BYTES
    if (at > this.#ip.end) return
    const length = bytes.readUInt16BE(start + 4)
    const sent = length < UDP_HEADER_BYTES ? this.#ip.end + missing : start + length
    const end = Math.min(sent, this.#ip.end)
    const destinationPort = bytes.readUInt16BE(start + 2)
    if (isHep(bytes, at, end, destinationPort)) return intake.hep(bytes, at, end, arrival)

    while (at < end && (bytes[at] === CR || bytes[at] === LF)) at++
    if (startLineAt(bytes, at, end) !== 'yes') return
    if (sent > end && !this.#hasHeaders(bytes, at, end)) return intake.drop('fragment_lost')
    const endpoints = this.#endpoints
    endpoints.bytes = bytes
    endpoints.addressesAt = this.#ip.addressesAt
    endpoints.addressBytes = this.#ip.addressBytes
    endpoints.sourcePort = bytes.readUInt16BE(start)
    endpoints.destinationPort = destinationPort
    fillPacket(this.#packet, endpoints, bytes, at, end, this.#ip.time)
    intake.sip(this.#packet, arrival)
  }

  #hasHeaders(bytes: Buffer, start: number, end: number): boolean {
    restart(this.#scan)
    return scanHeaders(bytes, start, end, this.#scan)
  }
}

/** HEPv3 on any port; on those of HEP also v1 and v2, gzip around a packet (`1f 8b`), and heplify's protobuf (`08`). */
function isHep(bytes: Buffer, start: number, end: number, destinationPort: number): boolean {
  if (end - start < 4) return false
  const magic = bytes.readUInt32BE(start)
  if (magic === HEP_MAGIC) return true
  if (!isHepPort(destinationPort)) return false
  const first = magic >>> 24
  const headerBytes = (magic >>> 16) & 0xff
  return magic >>> 16 === 0x1f8b || first === 0x08 || ((first === 1 || first === 2) && (headerBytes === 16 || headerBytes === 40))
}
