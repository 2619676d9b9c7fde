import { CaptureFileError } from './capture-file-error.ts'
import { Carry } from './carry.ts'
import { HepFramer } from './hep-framing.ts'
import { type IndexEntry, readIndex } from './hep-index.ts'
import type { Batch, Intake } from './source.ts'

const MAX_STREAMS = 256

/** Packets of a `.hep` file whose boundaries and arrival times stand in an index: HEP of any version. */
export async function* indexedHep(name: string, index: string, chunks: AsyncIterable<Buffer>): AsyncGenerator<Batch> {
  const entries = new Entries(index)
  const streams = new Streams()
  const carry = new Carry()
  /** Byte of the file at which the carry begins. */
  let offset = 0
  for await (const chunk of chunks) {
    carry.join(chunk, 0, chunk.length)
    const from = offset
    const whole = await entries.upTo(from + carry.length)
    yield (intake) => {
      for (const entry of whole) handOn(entry, carry.bytes, from, streams, intake)
    }
    const last = whole.at(-1)
    if (last !== undefined) {
      carry.keep(last.end - from)
      offset = last.end
    }
    const next = await entries.next()
    if (next === undefined) break
    // Bytes that the index leaves out.
    const skipped = Math.min(carry.length, Math.max(0, next.start - offset))
    carry.keep(skipped)
    offset += skipped
  }
  yield (intake) => streams.end(intake)
  const next = await entries.next()
  if (entries.failure !== undefined) throw entries.failure
  if (next !== undefined) {
    const end = offset + carry.length
    throw new CaptureFileError(
      `${name}: byte ${next.start}: the file ends at byte ${end}, inside a packet that ends at ${next.end} by ${index}; all before it was read`,
      next.start,
    )
  }
  if (carry.length > 0)
    throw new CaptureFileError(`${name}: byte ${offset}: the file goes on, but ${index} ends here; all before it was read`, offset)
}

function handOn(entry: IndexEntry, bytes: Buffer, from: number, streams: Streams, intake: Intake): void {
  const { arrival, stream } = entry
  const start = entry.start - from
  const end = entry.end - from
  if (stream === '') intake.hep(bytes, start, end, arrival)
  else streams.push(stream, bytes.subarray(start, end), arrival, intake)
}

/** The index, read as far as it is needed. */
class Entries {
  readonly #pages: AsyncGenerator<readonly IndexEntry[]>
  #page: readonly IndexEntry[] = []
  #at = 0
  #failure: unknown

  constructor(index: string) {
    this.#pages = readIndex(index)
  }

  /** Why there are no more entries, when that is not the end. */
  get failure(): unknown {
    return this.#failure
  }

  /** The entry that comes next, without taking it. */
  async next(): Promise<IndexEntry | undefined> {
    try {
      while (this.#at >= this.#page.length) {
        const { value, done } = await this.#pages.next()
        if (done === true) return undefined
        this.#page = value
        this.#at = 0
      }
    } catch (error) {
      this.#failure = error
    }
    return this.#page[this.#at]
  }

  /** Takes the entries whose bytes end no later than `end`. */
  async upTo(end: number): Promise<IndexEntry[]> {
    const taken: IndexEntry[] = []
    for (let entry = await this.next(); entry !== undefined && entry.end <= end; entry = await this.next()) {
      taken.push(entry)
      this.#at++
    }
    return taken
  }
}

/** Senders over TCP, whose packets may be spread over entries. */
class Streams {
  readonly #framers = new Map<string, HepFramer>()

  push(stream: string, bytes: Buffer, arrival: number, intake: Intake): void {
    let framer = this.#framers.get(stream)
    if (framer === undefined) {
      framer = new HepFramer()
      this.#framers.set(stream, framer)
      for (const [oldest, { held }] of this.#framers) {
        if (this.#framers.size <= MAX_STREAMS) break
        this.#framers.delete(oldest)
        if (held > 0) intake.drop('idle_stream')
      }
    }
    framer.push(bytes, arrival, intake)
  }

  /** Parts of packets that never became whole. */
  end(intake: Intake): void {
    for (const framer of this.#framers.values()) if (framer.held > 0) intake.drop('resync')
  }
}
