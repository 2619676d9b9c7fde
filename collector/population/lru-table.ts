const NEXT = 0
const OLDER = 1
const NEWER = 2
const KEY = 3

/** Words of an entry that belong to the table; the entry's own follow. */
const HEAD_WORDS = 4

/**
 * Entries of a few words by a 32-bit key, as many as were asked for and no more: the one that was used longest ago makes room.
 * Exact below its capacity, constant work, one typed array.
 */
export class LruTable {
  readonly words: Int32Array
  readonly capacity: number
  readonly #heads: Int32Array
  readonly #entryWords: number
  #newest = 0
  #oldest = 0
  #count = 0
  /** Entries that had to go before they were out of date. */
  evicted = 0
  /** Entries that had to go at all: what was found before may be another's now. */
  replaced = 0

  /** `payload`: words of an entry; its first is the pane in which it was used last. */
  constructor(capacity: number, payload: number) {
    this.capacity = capacity
    this.#entryWords = HEAD_WORDS + payload
    this.words = new Int32Array((capacity + 1) * this.#entryWords)
    this.#heads = new Int32Array(1 << (32 - Math.clz32(Math.max(1, capacity - 1))))
  }

  get count(): number {
    return this.#count
  }

  get bytes(): number {
    return this.words.byteLength + this.#heads.byteLength
  }

  /** First word of the entry's own, 0 when there is none. */
  find(key: number): number {
    const { words } = this
    let entry = this.#heads[key & (this.#heads.length - 1)]!
    while (entry !== 0 && words[entry + KEY] !== key) entry = words[entry + NEXT]!
    return entry === 0 ? 0 : entry + HEAD_WORDS
  }

  /** The same, made if there is none, and used in `pane`. An entry that was used since `stale` counts as evicted if it has to go. */
  obtain(key: number, pane: number, stale: number): number {
    const found = this.find(key)
    const { words } = this
    if (found !== 0) {
      // Within a pane the order does not matter, and keeping it costs more than all the rest: neighbours lie far apart.
      if (pane <= words[found]!) return found
      const entry = found - HEAD_WORDS
      if (entry !== this.#newest) {
        this.#unlink(entry)
        this.#link(entry)
      }
      words[found] = pane
      return found
    }
    let entry: number
    if (this.#count < this.capacity) entry = ++this.#count * this.#entryWords
    else {
      entry = this.#oldest
      if (words[entry + HEAD_WORDS]! >= stale) this.evicted++
      this.replaced++
      this.#unlink(entry)
      this.#unchain(entry)
      for (let at = entry; at < entry + this.#entryWords; at++) words[at] = 0
    }
    const bucket = key & (this.#heads.length - 1)
    words[entry + KEY] = key
    words[entry + NEXT] = this.#heads[bucket]!
    this.#heads[bucket] = entry
    this.#link(entry)
    words[entry + HEAD_WORDS] = pane
    return entry + HEAD_WORDS
  }

  /** The entries in the order in which they were made, from 0; those that took the place of another stand where it stood. */
  entryAt(index: number): number {
    return (index + 1) * this.#entryWords + HEAD_WORDS
  }

  keyOf(entry: number): number {
    return this.words[entry - HEAD_WORDS + KEY]!
  }

  #link(entry: number): void {
    const { words } = this
    words[entry + NEWER] = 0
    words[entry + OLDER] = this.#newest
    if (this.#newest === 0) this.#oldest = entry
    else words[this.#newest + NEWER] = entry
    this.#newest = entry
  }

  #unlink(entry: number): void {
    const { words } = this
    const older = words[entry + OLDER]!
    const newer = words[entry + NEWER]!
    if (older === 0) this.#oldest = newer
    else words[older + NEWER] = newer
    if (newer === 0) this.#newest = older
    else words[newer + OLDER] = older
  }

  #unchain(entry: number): void {
    const { words } = this
    const bucket = words[entry + KEY]! & (this.#heads.length - 1)
    let at = this.#heads[bucket]!
    if (at === entry) this.#heads[bucket] = words[entry + NEXT]!
    else {
      while (words[at + NEXT] !== entry) at = words[at + NEXT]!
      words[at + NEXT] = words[entry + NEXT]!
    }
  }
}
