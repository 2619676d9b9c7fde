const NOTHING = Buffer.alloc(0)
/** A larger buffer is given back as soon as so little is kept: most streams are idle, and there may be many. */
const KEPT_BYTES = 64 * 1024
const SMALLEST_BYTES = 512

/**
 * The rest of a stream that could not be used yet, in front of what comes next. `join` a chunk, walk over `bytes[0, length)`, `keep` from where
 * the walk stopped. A chunk with nothing before it is not copied and need not be joined. Adding is amortised: a stream of single bytes costs no more.
 */
export class Carry {
  #bytes: Buffer = NOTHING
  #length = 0

  /** The bytes that were kept and joined. The buffer is longer than them. */
  get bytes(): Buffer {
    return this.#bytes
  }

  get length(): number {
    return this.#length
  }

  /** Adds `chunk[start, end)` behind what was kept. */
  join(chunk: Buffer, start: number, end: number): void {
    const length = this.#length + end - start
    if (length > this.#bytes.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(length, Math.min(2 * this.#bytes.length, length + KEPT_BYTES), SMALLEST_BYTES))
      this.#bytes.copy(larger, 0, 0, this.#length)
      this.#bytes = larger
    }
    chunk.copy(this.#bytes, this.#length, start, end)
    this.#length = length
  }

  /** Keeps the joined bytes from `from` on. */
  keep(from: number): void {
    if (from === 0) return
    const length = this.#length - from
    if (this.#bytes.length > KEPT_BYTES && length < KEPT_BYTES / 2) {
      this.#bytes = length === 0 ? NOTHING : Buffer.from(this.#bytes.subarray(from, this.#length))
    } else this.#bytes.copyWithin(0, from, this.#length)
    this.#length = length
  }

  clear(): void {
    this.keep(this.#length)
  }
}
