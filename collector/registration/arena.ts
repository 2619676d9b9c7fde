/** Sizes of blocks in words: a REGISTER and its challenge fit the first, the whole exchange the third; each is at most half as much again. */
export const BLOCK_WORDS = [112, 168, 256, 384, 512, 768, 1024, 1536, 2048, 3072, 4096, 6144, 8192, 12288, 16384] as const

/** The largest block: what one call may fill before it is judged as it stands. */
export const LARGEST_BLOCK = BLOCK_WORDS.length - 1

/**
 * Memory for the records of all calls: one stretch, reserved at start and touched only as far as it is used,
 * handed out in blocks of few sizes that are used again. Nothing in it is an object, so the collector of garbage never walks it.
 */
export class Arena {
  readonly words: Int32Array
  /** The same memory, for times. Blocks start at even words. */
  readonly doubles: Float64Array
  readonly bytes: Uint8Array
  /** The same memory, to make strings of. */
  readonly buffer: Buffer
  readonly #free: number[][] = BLOCK_WORDS.map(() => [])
  #top = 2

  constructor(megabytes: number) {
    const memory = new ArrayBuffer(megabytes * 1024 * 1024)
    this.words = new Int32Array(memory)
    this.doubles = new Float64Array(memory)
    this.bytes = new Uint8Array(memory)
    this.buffer = Buffer.from(memory)
  }

  /** First word of a block of the size class, 0 when there is no room left. */
  take(size: number): number {
    const reused = this.#free[size]?.pop()
    if (reused !== undefined) return reused
    const words = BLOCK_WORDS[size] ?? 0
    if (this.#top + words > this.words.length) return 0
    const block = this.#top
    this.#top += words
    return block
  }

  give(block: number, size: number): void {
    this.#free[size]?.push(block)
  }
}
