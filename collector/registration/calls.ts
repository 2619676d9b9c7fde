/**
 * One entry for each Call-ID that is followed: 16 words, one line of cache.
 * A call is open (has records), told (released, remembered so that late copies find it), or an alias of another call.
 */
export const CALL_WORDS = 16

/** Places of the fields in an entry. */
export const call = {
  /** Low half of the hash of its Call-ID; the table has the other. */
  keyLow: 0,
  /** Agent and time of the last message (pace.ts), and how many rounds a plain exchange has had (plain-exchange.ts). */
  pace: 1,
  /** First word of its block in the arena; 0 when it has no records. */
  block: 2,
  /** Words of the block that are used (high half), under which Call-ID the last attempt was told (told.ts), and the block's size class. */
  usedToldSize: 3,
  next: 4,
  previous: 5,
  /** Tick for which it waits in the wheel. */
  wakeTick: 6,
  /** Hash of the address of record. */
  user: 7,
  /** Tick of the last packet. */
  lastTick: 8,
  flags: 9,
  /** CSeq up to which attempts are told, -1 when none is (told.ts). */
  toldCseq: 10,
  /** CSeq of the last request of a plain exchange, else of the request that was seen first; of an alias: the call that it stands for. */
  cseqOrTarget: 11,
  /** Of the last attempt told: half the hash of its last branch, and half the tick of the telling (told.ts). */
  toldBranchAndTick: 12,
  /** How many Call-IDs have been joined into the call, of an alias which of them it is; copies; marks (see below). */
  joinedCopiesMarks: 13,
  /**
   * How often the entry was used (low half), so that a queue can tell an entry from its successor;
   * half the hash of the branch of the last request of a plain exchange.
   */
  branchAndGeneration: 14,
  /** Hash of the address that the first request was sent to. */
  registrar: 15,
} as const

export const flag = {
  used: 1,
  alias: 2,
  /** An AKA challenge or a security agreement was seen: the UE may take 240 s to answer (TS 24.229 reg-await-auth). */
  aka: 4,
  /** Waits in the release queue. */
  queued: 8,
  /** Its user began again under another Call-ID when its last word was a challenge. */
  restarted: 16,
  /** A challenge is among its records; whether it is the last word of the call, only its rounds can say (teller.ts). */
  challenged: 32,
  /** A request of it has been seen. */
  begun: 64,
  /** Nothing but a plain exchange so far (plain-exchange.ts). */
  plain: 128,
  /** A request of the plain exchange binds a contact. */
  binds: 256,
  /** No call but an attempt of one that waits for its release. */
  held: 512,
  /** Its user is one of those whose digest username is compared with the name that registers (own-name.ts). */
  compared: 1024,
} as const

/** Generations are 16 bits. */
const GENERATION_MASK = 0xffff

/** Hashes of who registers, beside the entry: two words of the address of record, one of its host. Equal in every process of one key. */
export const NAME_WORDS = 3

/** Joined Call-IDs are 8 bits, copies 12, marks 12. */
export const JOINED_MASK = 0xff
export const COPIES_SHIFT = 8
export const COPIES_MASK = 0xfff
/**
 * One of twelve marks is set for each message by its identity: where it is not set the message is new,
 * and the records need not be walked. They lie far away when a million calls are open.
 */
export const MARKS_SHIFT = 20
export const MARKS = 12

/** Status of the last answer of a plain exchange, 0 while it waits for one: 10 bits of the flags. */
export const STATUS_SHIFT = 16
/** Via values of a plain exchange: 5 bits of the flags. */
export const VIAS_SHIFT = 26

/** Which use of its entry a call is. */
export function generationOf(words: Int32Array, entry: number): number {
  return words[entry + call.branchAndGeneration]! & GENERATION_MASK
}

/** Which Call-ID of its call an alias is; of a call how many have been joined into it. */
export function joinedOf(words: Int32Array, entry: number): number {
  return words[entry + call.joinedCopiesMarks]! & JOINED_MASK
}

/** Where the names of an entry stand. */
export function namesAt(entry: number): number {
  return (entry / CALL_WORDS) * NAME_WORDS
}

/** All entries in one array; free ones are chained through `next`. */
export class Calls {
  readonly words: Int32Array
  readonly names: Int32Array
  readonly capacity: number
  #top = 1
  #free = 0
  #count = 0

  constructor(capacity: number) {
    this.capacity = capacity
    this.words = new Int32Array((capacity + 1) * CALL_WORDS)
    this.names = new Int32Array((capacity + 1) * NAME_WORDS)
  }

  get count(): number {
    return this.#count
  }

  /** Offset of a fresh entry, 0 when all are taken. */
  take(): number {
    const { words } = this
    let entry = this.#free
    if (entry !== 0) this.#free = words[entry + call.next]!
    else if (this.#top <= this.capacity) entry = this.#top++ * CALL_WORDS
    if (entry === 0) return 0
    const generation = words[entry + call.branchAndGeneration]! + 1
    for (let at = entry; at < entry + CALL_WORDS; at++) words[at] = 0
    words[entry + call.branchAndGeneration] = generation & GENERATION_MASK
    words[entry + call.flags] = flag.used
    words[entry + call.toldCseq] = -1
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
