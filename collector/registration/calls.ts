/**
 * One entry for each Call-ID that is followed: 16 words, one line of cache.
 * A call is open (has records), told (released, remembered so that late copies find it), or an alias of another call.
 */
export const CALL_WORDS = 16

/** Places of the fields in an entry. */
export const call = {
  keyLow: 0,
  keyHigh: 1,
  /** First word of its block in the arena; 0 when it has no records. */
  block: 2,
  blockSize: 3,
  usedWords: 4,
  next: 5,
  previous: 6,
  /** Tick for which it waits in the wheel. */
  wakeTick: 7,
  /** Hash of the address of record. */
  user: 8,
  /** Tick of the last packet. */
  lastTick: 9,
  flags: 10,
  /** Highest CSeq already told, -1 when none. */
  toldCseq: 11,
  /** Of an alias: the call that it stands for. Of a call: hash of the branch of the last request told. */
  targetOrBranch: 12,
  copies: 13,
  /** Counts how often the entry was used, so that a queue can tell an entry from its successor. */
  generation: 14,
  /** How many Call-IDs have been joined into this call; of an alias, which of them it is. */
  joined: 15,
} as const

export const flag = {
  used: 1,
  alias: 2,
  /** An AKA challenge or a security agreement was seen: the UE may take 240 s to answer (TS 24.229 reg-await-auth). */
  aka: 4,
  /** Waits in the release queue. */
  queued: 8,
  /** Its user began again under another Call-ID. */
  restarted: 16,
  /** The last message is a challenge. */
  challenged: 32,
  /** A request of it has been seen. */
  begun: 64,
} as const

/** All entries in one array; free ones are chained through `next`. */
export class Calls {
  readonly words: Int32Array
  readonly capacity: number
  #top = 1
  #free = 0
  #count = 0

  constructor(capacity: number) {
    this.capacity = capacity
    this.words = new Int32Array((capacity + 1) * CALL_WORDS)
  }

  get count(): number {
    return this.#count
  }

  /** Offset of a fresh entry, 0 when all are taken. */
  take(): number {
    let entry = this.#free
    if (entry !== 0) this.#free = this.words[entry + call.next] ?? 0
    else if (this.#top <= this.capacity) entry = this.#top++ * CALL_WORDS
    if (entry === 0) return 0
    const generation = this.words[entry + call.generation] ?? 0
    this.words.fill(0, entry, entry + CALL_WORDS)
    this.words[entry + call.generation] = generation + 1
    this.words[entry + call.flags] = flag.used
    this.words[entry + call.toldCseq] = -1
    this.#count++
    return entry
  }

  give(entry: number): void {
    this.words[entry + call.flags] = 0
    this.words[entry + call.next] = this.#free
    this.#free = entry
    this.#count--
  }
}
