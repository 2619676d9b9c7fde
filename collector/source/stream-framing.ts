import type { Packet } from '../hep/packet.ts'
import { Carry } from './carry.ts'
import { type Endpoints, fillPacket, isHepPort } from './endpoints.ts'
import { HepFramer } from './hep-framing.ts'
import { createHeaderScan, restart, scanHeaders } from './sip-headers.ts'
import { type Search, findStartLine, startLineAt } from './sip-start-line.ts'
import type { Intake } from './source.ts'

const LF = 0x0a
const CR = 0x0d
const HEP_MAGIC = Buffer.from('HEP3')
const MAX_MESSAGE_BYTES = 64 * 1024

/** A stream joined in the middle of a message begins its next one within this. What has not by then is something else, and left alone. */
const MAX_SEARCH_BYTES = 64 * 1024

const search: Search = { found: false, at: 0, midLine: false }

/** Cuts one direction of a TCP connection into SIP messages by their Content-Length, or into HEP packets. How it was cut into segments does not matter. */
export class StreamFramer {
  readonly #endpoints: Endpoints
  readonly #packet: Packet
  readonly #carry = new Carry()
  readonly #scan = createHeaderScan()
  #state: 'seeking' | 'sip' | 'hep' | 'body_lost' | 'foreign' = 'seeking'
  #hep: HepFramer | undefined
  /** A SIP message was found before, so this is no HEP. */
  #known = false
  #midLine = false
  /** Bytes that were searched in vain. */
  #searched = 0
  /** Bytes of a body that still have to be passed over. */
  #bodyLeft = 0
  /** Capture time of the last bytes. */
  #time = 0

  constructor(endpoints: Endpoints, packet: Packet) {
    this.#endpoints = endpoints
    this.#packet = packet
    if (isHepPort(endpoints.destinationPort)) this.#startHep()
  }

  /** Bytes held of a message that is not whole. */
  get held(): number {
    return this.#carry.length + (this.#hep?.held ?? 0)
  }

  /** Hands on every message that is whole with the bytes `bytes[start, end)`, which come next and were captured at `time`. */
  push(bytes: Buffer, start: number, end: number, time: number, arrival: number, intake: Intake): void {
    this.#time = time
    if (this.#carry.length === 0) {
      const stopped = this.#walk(bytes, start, end, arrival, intake)
      if (stopped < end) this.#carry.join(bytes, stopped, end)
    } else {
      this.#carry.join(bytes, start, end)
      this.#carry.keep(this.#walk(this.#carry.bytes, 0, this.#carry.length, arrival, intake))
    }
  }

  /** The next `missing` bytes were not captured. False when something was lost by that: a body alone nobody needs. */
  skip(missing: number, arrival: number, intake: Intake): boolean {
    if (this.#state === 'foreign') return true
    if (this.#state === 'hep') {
      this.#hep?.skip()
      return false
    }
    this.finish(arrival, intake)
    if (this.#state === 'body_lost' && missing <= this.#bodyLeft) {
      this.#bodyLeft -= missing
      return true
    }
    this.#carry.clear()
    this.#seek(false)
    return !this.#known
  }

  /** No more comes for now: hands on a message whose headers are whole, without the rest of its body. */
  finish(arrival: number, intake: Intake): void {
    if (this.#state !== 'sip' || this.#scan.bodyAt < 0) return
    this.#handOn(this.#carry.bytes, 0, this.#carry.length, arrival, intake)
    this.#bodyLeft = this.#scan.bodyAt + this.#scan.contentLength - this.#carry.length
    this.#state = 'body_lost'
    this.#carry.clear()
    restart(this.#scan)
  }

  /** Where the bytes begin that have to be kept. */
  #walk(bytes: Buffer, start: number, end: number, arrival: number, intake: Intake): number {
    for (let at = start; at < end;) {
      if (this.#state === 'foreign') return end
      if (this.#state === 'hep') {
        this.#hep?.push(bytes.subarray(at, end), arrival, intake)
        return end
      }
      const next = this.#step(bytes, at, end, arrival, intake)
      if (next < 0) return ~next
      at = next
    }
    return end
  }

  /** Where to go on; the complement of it when more bytes are needed. */
  #step(bytes: Buffer, at: number, end: number, arrival: number, intake: Intake): number {
    if (this.#state === 'sip') return this.#message(bytes, at, end, arrival, intake)
    if (this.#state === 'seeking') return this.#search(bytes, at, end)
    const passed = Math.min(this.#bodyLeft, end - at)
    this.#bodyLeft -= passed
    if (this.#bodyLeft === 0) this.#state = 'sip'
    return at + passed
  }

  #message(bytes: Buffer, from: number, end: number, arrival: number, intake: Intake): number {
    let at = from
    if (this.#scan.line === 0) {
      // Empty lines before a message are keep-alives (RFC 3261 §7.5, RFC 5626 §3.5.1).
      while (at < end && (bytes[at] === CR || bytes[at] === LF)) at++
      const begins = startLineAt(bytes, at, end)
      if (begins === 'unknown') return ~at
      if (begins === 'no') {
        intake.drop('resync')
        this.#seek(true)
        return at
      }
    }
    const whole = scanHeaders(bytes, at, end, this.#scan)
    const size = whole ? this.#scan.bodyAt + this.#scan.contentLength : end - at
    if (size > MAX_MESSAGE_BYTES) {
      intake.drop('stream_too_large')
      this.#seek(true)
      return at
    }
    if (!whole || at + size > end) return ~at
    this.#handOn(bytes, at, at + size, arrival, intake)
    restart(this.#scan)
    return at + size
  }

  #search(bytes: Buffer, at: number, end: number): number {
    findStartLine(bytes, at, end, this.#midLine, search)
    const hepAt = this.#known ? -1 : indexOfHep(bytes, at, end)
    const isHep = hepAt >= 0 && hepAt < search.at
    const next = isHep ? hepAt : this.#known || search.found ? search.at : Math.min(search.at, Math.max(at, end - HEP_MAGIC.length + 1))
    this.#midLine = search.midLine || next < search.at
    this.#searched += next - at
    if (!this.#known && this.#searched > MAX_SEARCH_BYTES) {
      this.#state = 'foreign'
      return end
    }
    if (isHep) {
      this.#startHep()
      return next
    }
    if (!search.found) return ~next
    this.#state = 'sip'
    this.#known = true
    return next
  }

  #handOn(bytes: Buffer, start: number, end: number, arrival: number, intake: Intake): void {
    fillPacket(this.#packet, this.#endpoints, bytes, start, end, this.#time)
    intake.sip(this.#packet, arrival)
  }

  #startHep(): void {
    this.#state = 'hep'
    this.#hep = new HepFramer()
  }

  #seek(midLine: boolean): void {
    this.#state = 'seeking'
    this.#midLine = midLine
    this.#searched = 0
    restart(this.#scan)
  }
}

/** The view bounds the search: behind `end` stands the rest of the file. */
function indexOfHep(bytes: Buffer, from: number, end: number): number {
  const found = bytes.subarray(from, end).indexOf(HEP_MAGIC)
  return found < 0 ? -1 : from + found
}
