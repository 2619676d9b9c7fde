/** Sizes of blocks in words: a REGISTER and its challenge fit the first, the whole exchange the third; each is at most half as much again. */
export const BLOCK_WORDS = [112, 168, 256, 384, 512, 768, 1024, 1536, 2048, 3072, 4096, 6144, 8192, 12288, 16384] as const

/** The largest block: what one call may fill before it is judged as it stands. */
export const LARGEST_BLOCK = BLOCK_WORDS.length - 1

/** A page is one block of the largest size, or as many of a smaller one as fit. */
const PAGE_WORDS = BLOCK_WORDS[LARGEST_BLOCK]!
const PER_PAGE = BLOCK_WORDS.map((words) => Math.floor(PAGE_WORDS / words))
/** Blocks of a page are numbered from 1. */
const NUMBERS = PER_PAGE[0]! + 1

/** No block begins at word 0, which stands for none; at an even word, so that times are aligned. */
const FIRST_WORD = 2

/**
 * Memory for the records of all calls: one stretch, reserved at start and touched only as far as it is used, handed out in blocks of few sizes.
 * Each page serves one size, and when all of its blocks are back it may serve another: what a flood of small calls has taken is there for large ones
 * after it. Nothing in it is an object, so the collector of garbage never walks it.
 */
export class Arena {
  readonly words: Int32Array
  /** The same memory, for times. Blocks start at even words. */
  readonly doubles: Float64Array
  readonly bytes: Uint8Array
  /** The same memory, to make strings of. */
  readonly buffer: Buffer
  readonly #pages: number
  /** Pages that were ever used: those behind are untouched. */
  #touched = 0
  /** Pages without a block in use, by number from 1, chained through `#next`. */
  #empty = 0
  /** For each size the first page with room, chained both ways. */
  readonly #roomy = new Int32Array(BLOCK_WORDS.length)
  readonly #next: Int32Array
  readonly #previous: Int32Array
  /** Of each page: blocks in use, blocks that were ever used, the block that came back last. */
  readonly #used: Uint8Array
  readonly #begun: Uint8Array
  readonly #back: Uint8Array
  /** For each block that came back the one before it. */
  readonly #before: Uint8Array

  constructor(megabytes: number) {
    const memory = new ArrayBuffer(megabytes * 1024 * 1024)
    this.words = new Int32Array(memory)
    this.doubles = new Float64Array(memory)
    this.bytes = new Uint8Array(memory)
    this.buffer = Buffer.from(memory)
    this.#pages = Math.floor((this.words.length - FIRST_WORD) / PAGE_WORDS)
    this.#next = new Int32Array(this.#pages + 1)
    this.#previous = new Int32Array(this.#pages + 1)
    this.#used = new Uint8Array(this.#pages + 1)
    this.#begun = new Uint8Array(this.#pages + 1)
    this.#back = new Uint8Array(this.#pages + 1)
    this.#before = new Uint8Array((this.#pages + 1) * NUMBERS)
  }

  /** First word of a block of the size class, 0 when there is no room left. */
  take(size: number): number {
    let page = this.#roomy[size]!
    if (page === 0) {
      page = this.#emptyPage()
      if (page === 0) return 0
      this.#link(page, size)
    }
    let number = this.#back[page]!
    if (number === 0) number = ++this.#begun[page]!
    else this.#back[page] = this.#before[page * NUMBERS + number]!
    if (++this.#used[page]! === PER_PAGE[size]) this.#unlink(page, size)
    return startOf(page) + (number - 1) * BLOCK_WORDS[size]!
  }

  give(block: number, size: number): void {
    const page = Math.floor((block - FIRST_WORD) / PAGE_WORDS) + 1
    const number = Math.floor((block - startOf(page)) / BLOCK_WORDS[size]!) + 1
    this.#before[page * NUMBERS + number] = this.#back[page]!
    this.#back[page] = number
    if (this.#used[page]!-- === PER_PAGE[size]) this.#link(page, size)
    if (this.#used[page] !== 0) return
    this.#unlink(page, size)
    this.#begun[page] = this.#back[page] = 0
    this.#next[page] = this.#empty
    this.#empty = page
  }

  #emptyPage(): number {
    const page = this.#empty
    if (page === 0) return this.#touched < this.#pages ? ++this.#touched : 0
    this.#empty = this.#next[page]!
    return page
  }

  #link(page: number, size: number): void {
    const next = this.#roomy[size]!
    this.#next[page] = next
    this.#previous[page] = 0
    if (next !== 0) this.#previous[next] = page
    this.#roomy[size] = page
  }

  #unlink(page: number, size: number): void {
    const next = this.#next[page]!
    const previous = this.#previous[page]!
    if (previous === 0) this.#roomy[size] = next
    else this.#next[previous] = next
    if (next !== 0) this.#previous[next] = previous
  }
}

/** First word of a page. */
function startOf(page: number): number {
  return FIRST_WORD + (page - 1) * PAGE_WORDS
}
