import { Carry } from './carry.ts'
import type { Intake } from './source.ts'

// HEPv3: "HEP3" | u16 length of the whole packet | chunk*
const MAGIC = 0x48455033
const MAGIC_BYTES = Buffer.from('HEP3')
const HEADER_BYTES = 6

/** Answers about a packet that are not its end. */
const NOT_KNOWN_YET = -1
const NO_PACKET = 0

/** What a stream ended in: a packet that is not whole, or bytes that are none. */
export interface HepRest {
  found: 'part_of_packet' | 'garbage'
  /** Where it begins, counted from the first byte of the stream. */
  offset: number
  length: number
}

/**
 * Cuts a stream of HEPv3 packets by their length. After anything else it goes on at the next `HEP3`; each such loss is one `drop('resync')`.
 * Holds no more than one packet (64 KiB).
 */
export class HepFramer {
  readonly #carry = new Carry()
  readonly #streams: 'one' | 'joined'
  /** Bytes of the stream before the carry. */
  #offset = 0
  /** Where the bytes began that are no packet, while the next `HEP3` is sought; else -1. */
  #lostAt = -1

  /**
   * `joined`: connections were written one after the other (`.hep`), so a packet may be cut off by the `HEP3` of the next. Then a packet is
   * handed on when the bytes behind it are known, and `end` has to be called. One live connection has nobody else's bytes and does not wait.
   */
  constructor(streams: 'one' | 'joined' = 'one') {
    this.#streams = streams
  }

  /** Bytes held because they are no whole packet yet. */
  get held(): number {
    return this.#carry.length
  }

  /** Where the held bytes begin, counted from the first byte of the stream. */
  get heldAt(): number {
    return this.#offset
  }

  /** Hands every packet that is whole now to the intake. The chunk may be written over afterwards. */
  push(chunk: Buffer, arrival: number, intake: Intake): void {
    if (this.#carry.length === 0) {
      const stopped = this.#walk(chunk, chunk.length, arrival, intake, false)
      if (stopped < chunk.length) this.#carry.join(chunk, stopped, chunk.length)
    } else {
      const wanted = this.#wanted(chunk)
      this.#carry.join(chunk, 0, wanted)
      this.#carry.keep(this.#walk(this.#carry.bytes, this.#carry.length, arrival, intake, false))
      // Only what a packet still lacked was copied; the packets behind it are read where they are.
      if (wanted < chunk.length) this.push(chunk.subarray(wanted), arrival, intake)
    }
  }

  /** Bytes of the stream are missing here: what was held is given up, and it goes on at the next `HEP3`. */
  skip(): void {
    this.#offset += this.#carry.length
    this.#carry.clear()
    this.#lostAt = this.#offset
  }

  /** The connection is over: hands on the packet that is held, which its decoder will find cut short. */
  cut(arrival: number, intake: Intake): void {
    if (this.#carry.length === 0) return
    if (this.#lostAt < 0) intake.hep(this.#carry.bytes, 0, this.#carry.length, arrival)
    this.skip()
  }

  /** The stream is over: hands on what waited, and says what is left. */
  end(arrival: number, intake: Intake): HepRest | undefined {
    const total = this.#offset + this.#carry.length
    this.#walk(this.#carry.bytes, this.#carry.length, arrival, intake, true)
    this.#carry.clear()
    if (this.#lostAt >= 0) return { found: 'garbage', offset: this.#lostAt, length: total - this.#lostAt }
    return this.#offset < total ? { found: 'part_of_packet', offset: this.#offset, length: total - this.#offset } : undefined
  }

  /** Hands on the packets in `bytes[0, length)`; where it stopped is where the carry has to begin. */
  #walk(bytes: Buffer, length: number, arrival: number, intake: Intake, last: boolean): number {
    let at = 0
    for (;;) {
      if (this.#lostAt >= 0) {
        const found = indexOfMagic(bytes, at, length)
        if (found >= 0) this.#lostAt = -1
        at = found >= 0 ? found : Math.max(at, length - MAGIC_BYTES.length + 1)
        if (found < 0) break
      }
      const end = this.#packetEnd(bytes, at, length, last)
      if (end === NOT_KNOWN_YET) break
      if (end === NO_PACKET) {
        intake.drop('resync')
        this.#lostAt = this.#offset + at
        at++
        continue
      }
      intake.hep(bytes, at, end, arrival)
      at = end
    }
    this.#offset += at
    return at
  }

  /** How much of the chunk the held packet lacks; all of it where that is not known, or what comes behind matters. */
  #wanted(chunk: Buffer): number {
    const held = this.#carry.length
    if (this.#streams !== 'one' || this.#lostAt >= 0) return chunk.length
    const lacking = held < HEADER_BYTES ? HEADER_BYTES - held : this.#carry.bytes.readUInt16BE(MAGIC_BYTES.length) - held
    return Math.min(lacking, chunk.length)
  }

  #packetEnd(bytes: Buffer, at: number, length: number, last: boolean): number {
    if (!mayBeMagic(bytes, at, length)) return NO_PACKET
    if (length - at < HEADER_BYTES) return NOT_KNOWN_YET
    const size = bytes.readUInt16BE(at + MAGIC_BYTES.length)
    if (size < HEADER_BYTES) return NO_PACKET
    const end = at + size
    if (this.#streams === 'one') return end <= length ? end : NOT_KNOWN_YET

    if (!last && (end > length || (length - end < MAGIC_BYTES.length && mayBeMagic(bytes, end, length)))) return NOT_KNOWN_YET
    const followed = end <= length && mayBeMagic(bytes, end, length)
    if (!followed && indexOfMagic(bytes, at + 1, Math.min(end + MAGIC_BYTES.length - 1, length)) >= 0) return NO_PACKET
    return end <= length ? end : NOT_KNOWN_YET
  }
}

/** Whether `HEP3` stands at `at`, or as much of it as there is before `length`. */
function mayBeMagic(bytes: Buffer, at: number, length: number): boolean {
  if (length - at >= MAGIC_BYTES.length) return bytes.readUInt32BE(at) === MAGIC
  for (let i = 0; at + i < length; i++) if (bytes[at + i] !== MAGIC_BYTES[i]) return false
  return true
}

function indexOfMagic(bytes: Buffer, from: number, to: number): number {
  const found = bytes.indexOf(MAGIC_BYTES, from)
  return found + MAGIC_BYTES.length <= to ? found : -1
}
