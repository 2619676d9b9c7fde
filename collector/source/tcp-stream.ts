import type { Packet } from '../hep/packet.ts'
import type { Endpoints } from './endpoints.ts'
import type { Intake } from './source.ts'
import { StreamFramer } from './stream-framing.ts'

const MAX_HELD_SEGMENTS = 256
const MAX_HELD_BYTES = 256 * 1024

/** Further away than data in flight here: the numbers are those of another connection. */
const FAR = 16 * 1024 * 1024

/** Bytes of a stream, `bytes[start, end)`. */
export interface Segment {
  sequence: number
  bytes: Buffer
  start: number
  end: number
  /** Bytes that were sent behind them and not captured. */
  missing: number
  /** Capture time. */
  time: number
}

/** One direction of a TCP connection: brings the segments in order, and gives up what does not come. */
export class TcpStream {
  readonly #framer: StreamFramer
  /** Sequence number of the next byte, modulo 2^32. */
  #next: number
  /** Copies of the segments behind a gap, by sequence number. */
  #held: Segment[] = []
  #heldBytes = 0
  /** Since when there is a gap. */
  gapSince = 0
  /** When it was last put behind those that were used less recently. */
  touched = 0

  constructor(endpoints: Endpoints, packet: Packet, next: number) {
    this.#framer = new StreamFramer(endpoints, packet)
    this.#next = next
  }

  get next(): number {
    return this.#next
  }

  get hasGap(): boolean {
    return this.#held.length > 0
  }

  /** Bytes that are held for it. */
  get size(): number {
    return this.#heldBytes + this.#framer.held
  }

  /** Takes a segment, whatever its place. */
  add(segment: Segment, arrival: number, intake: Intake): void {
    const ahead = distance(this.#next, segment.sequence)
    if (Math.abs(ahead) > FAR) {
      this.close(arrival, intake)
      this.#skip(Infinity, arrival, intake)
      this.#next = segment.sequence
    } else if (ahead > 0) {
      this.#hold(segment, arrival)
      if (this.#held.length > MAX_HELD_SEGMENTS || this.#heldBytes > MAX_HELD_BYTES) this.giveUpGap(arrival, intake)
      return
    }
    this.#take(segment, arrival, intake)
    if (this.hasGap) this.#takeHeld(arrival, intake)
  }

  /** Goes on behind the first gap. */
  giveUpGap(arrival: number, intake: Intake): void {
    const first = this.#held[0]
    if (first === undefined) return
    this.#skip(distance(this.#next, first.sequence), arrival, intake)
    this.#next = first.sequence
    this.gapSince = arrival
    this.#takeHeld(arrival, intake)
  }

  /** Nothing more is to come: hands on what there is. */
  close(arrival: number, intake: Intake): void {
    while (this.hasGap) this.giveUpGap(arrival, intake)
    this.#framer.finish(arrival, intake)
  }

  /** Takes a segment that begins at or before the next byte; what came before is passed over. */
  #take(segment: Segment, arrival: number, intake: Intake): void {
    const { bytes, end, missing } = segment
    const start = segment.start + distance(segment.sequence, this.#next)
    const fresh = end + missing - start
    if (fresh <= 0) return
    if (start < end) this.#framer.push(bytes, start, end, segment.time, arrival, intake)
    if (missing > 0) this.#skip(Math.min(missing, fresh), arrival, intake)
    this.#next = (this.#next + fresh) >>> 0
  }

  #takeHeld(arrival: number, intake: Intake): void {
    let taken = 0
    for (const segment of this.#held) {
      if (distance(this.#next, segment.sequence) > 0) break
      this.#take(segment, arrival, intake)
      this.#heldBytes -= segment.end
      taken++
    }
    this.#held.splice(0, taken)
  }

  #hold(segment: Segment, arrival: number): void {
    if (!this.hasGap) this.gapSince = arrival
    const { sequence, missing, time } = segment
    const bytes = Buffer.from(segment.bytes.subarray(segment.start, segment.end))
    let at = this.#held.length
    while (at > 0 && distance(this.#held[at - 1]!.sequence, sequence) < 0) at--
    this.#held.splice(at, 0, { sequence, bytes, start: 0, end: bytes.length, missing, time })
    this.#heldBytes += bytes.length
  }

  #skip(missing: number, arrival: number, intake: Intake): void {
    if (!this.#framer.skip(missing, arrival, intake)) intake.drop('stream_gap')
  }
}

/** How far `to` is ahead of `from`, modulo 2^32; negative when it is behind. */
function distance(from: number, to: number): number {
  return (to - from) | 0
}
