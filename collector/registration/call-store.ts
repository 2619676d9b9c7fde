import { Arena, BLOCK_WORDS, LARGEST_BLOCK } from './arena.ts'
import { CallTable } from './call-table.ts'
import {
  call,
  Calls,
  COPIES_MASK,
  COPIES_SHIFT,
  flag,
  generationOf,
  JOINED_MASK,
  joinedOf,
  MARKS_SHIFT,
  NAME_WORDS,
  namesAt,
} from './calls.ts'
import { randomKey, type HashKey } from './names.ts'
import { notPlain } from './plain-exchange.ts'
import { field, recordFlag } from './record.ts'

const ALL_MARKS = -1 << MARKS_SHIFT
const USED_SHIFT = 16
const SIZE_MASK = 0xff
const TOLD_MASK = 0xff00

/** Attempts that are held may take this share of the memory: those that are open need the rest. */
const HELD_SHARE = 0.25

/** Records of all calls that are followed, found by the hash of their Call-ID. */
export class CallStore {
  readonly calls: Calls
  readonly arena: Arena
  /** What the names beside the calls are hashed with. */
  readonly key: HashKey
  readonly #table: CallTable
  /** Words of records that are held. */
  #held = 0
  /** Which of the Call-IDs of its call the last one found is. */
  joined = 0
  /** Calls that have records. */
  recorded = 0

  constructor(capacity: number, megabytes: number, key: HashKey = randomKey()) {
    this.key = key
    this.calls = new Calls(capacity)
    this.arena = new Arena(megabytes)
    this.#table = new CallTable(this.calls)
  }

  /** Entry of a Call-ID, its alias resolved; 0 when it is not followed. */
  find(low: number, high: number): number {
    const entry = this.#table.find(low, high)
    this.joined = 0
    if (entry === 0 || ((this.calls.words[entry + call.flags] ?? 0) & flag.alias) === 0) return entry
    const words = this.calls.words
    if (this.isAliasInUse(entry)) {
      this.joined = joinedOf(words, entry)
      return words[entry + call.cseqOrTarget]!
    }
    words[entry + call.flags] = flag.used
    words[entry + call.user] = words[entry + call.cseqOrTarget] = 0
    return entry
  }

  /** Begins to follow a Call-ID; 0 when there is no room: the tracker evicts another then. */
  open(low: number, high: number, tick: number): number {
    const entry = this.calls.take()
    if (entry === 0) return 0
    const words = this.calls.words
    words[entry + call.keyLow] = low
    words[entry + call.lastTick] = tick
    this.#table.add(high, entry)
    return entry
  }

  /**
   * Makes an entry stand for another one, whose Call-ID the client has changed, and moves its records there.
   * An alias keeps its target's generation in place of a user, to know when it is gone. False when the target stands for too many already.
   */
  join(entry: number, target: number): boolean {
    const words = this.calls.words
    const joined = joinedOf(words, target) + 1
    if (joined > JOINED_MASK) return false
    const used = this.#used(entry)
    const room = used === 0 ? 0 : this.reserve(target, used)
    if (room !== 0) {
      const records = this.arena.words
      const block = words[entry + call.block] ?? 0
      records.copyWithin(room, block, block + used)
      for (let at = room; at < room + used; at += (records[at] ?? 0) & 0xffff) {
        if (((records[at + field.meta] ?? 0) >>> 24) & recordFlag.sighting) continue
        records[at + field.shape] = ((records[at + field.shape] ?? 0) & ~0xff00) | (joined << 8)
      }
    }
    this.dropRecords(entry)
    // The messages that moved here may have any mark.
    words[target + call.joinedCopiesMarks] = (words[target + call.joinedCopiesMarks]! & ~JOINED_MASK) | joined | ALL_MARKS
    words[entry + call.joinedCopiesMarks] = joined
    notPlain(words, target)
    words[entry + call.flags] = flag.used | flag.alias
    words[entry + call.cseqOrTarget] = target
    words[entry + call.user] = generationOf(words, target)
    return true
  }

  /** Whether an alias stands for a call that is still followed. */
  isAliasInUse(entry: number): boolean {
    const words = this.calls.words
    const target = words[entry + call.cseqOrTarget] ?? 0
    const isAlias = (words[entry + call.flags]! & flag.alias) !== 0
    return isAlias && (words[target + call.flags]! & flag.used) !== 0 && generationOf(words, target) === words[entry + call.user]
  }

  /** Ends the following of a Call-ID; it must not wait in the wheel any more. */
  close(entry: number): void {
    this.#table.remove(entry)
    this.dropRecords(entry)
    this.calls.give(entry)
  }

  /** Forgets the records of a call; it is still known, so that what comes late is told from what is new. */
  dropRecords(entry: number): void {
    const words = this.calls.words
    const block = words[entry + call.block] ?? 0
    if (block !== 0) {
      this.arena.give(block, (words[entry + call.usedToldSize] ?? 0) & SIZE_MASK)
      this.recorded--
    }
    words[entry + call.block] = 0
    words[entry + call.usedToldSize]! &= TOLD_MASK
    words[entry + call.joinedCopiesMarks]! &= JOINED_MASK
    words[entry + call.flags]! &= ~(flag.challenged | flag.restarted)
  }

  /** Copies of the call's messages that left no sighting, since its last attempt was told. */
  copiesOf(entry: number): number {
    return (this.calls.words[entry + call.joinedCopiesMarks]! >>> COPIES_SHIFT) & COPIES_MASK
  }

  /** Room for a record at the end of the call's block, 0 when there is none: the tracker evicts another call then. `words` is even. */
  reserve(entry: number, words: number): number {
    const calls = this.calls.words
    const block = calls[entry + call.block] ?? 0
    const used = this.#used(entry)
    const size = (calls[entry + call.usedToldSize] ?? 0) & SIZE_MASK
    if (block !== 0 && used + words <= (BLOCK_WORDS[size] ?? 0)) {
      calls[entry + call.usedToldSize]! += words << USED_SHIFT
      return block + used
    }
    const larger = sizeFor(used + words, block === 0 ? 0 : size)
    const room = larger > LARGEST_BLOCK ? 0 : this.arena.take(larger)
    if (room === 0) return 0
    if (block !== 0) {
      copyWords(this.arena.words, room, block, used)
      this.arena.give(block, size)
    } else this.recorded++
    calls[entry + call.block] = room
    calls[entry + call.usedToldSize] = ((used + words) << USED_SHIFT) | (calls[entry + call.usedToldSize]! & TOLD_MASK) | larger
    return room + used
  }

  /** The record that was written last, of a call that has one. */
  lastRecord(entry: number): number {
    const { words } = this.arena
    const { start, end } = this.recordsOf(entry)
    let at = start
    for (let next = at; next < end; next += words[next]! & 0xffff) at = next
    return at
  }

  /** Keeps only the records that `isKept` names, in their order. */
  keepRecords(entry: number, isKept: (identity: number) => boolean): void {
    const { words } = this.arena
    const { start, end } = this.recordsOf(entry)
    let to = start
    for (let at = start; at < end;) {
      const length = (words[at] ?? 0) & 0xffff
      if (isKept(words[at + field.identity] ?? 0)) {
        words.copyWithin(to, at, at + length)
        to += length
      }
      at += length
    }
    if (to === start) this.dropRecords(entry)
    else this.calls.words[entry + call.usedToldSize]! -= (end - to) << USED_SHIFT
    notPlain(this.calls.words, entry)
  }

  /**
   * Copies an attempt's records to an entry of its own, which nothing that comes later can find: it stays as it is.
   * Returns 0 when there is no room. `isKept` names its records by their identity; undefined: all of them.
   */
  detach(entry: number, isKept: ((identity: number) => boolean) | undefined): number {
    const { start, end } = this.recordsOf(entry)
    const records = this.arena.words
    let length = 0
    for (let at = start; at < end; at += records[at]! & 0xffff)
      if (isKept === undefined || isKept(records[at + field.identity]!)) length += records[at]! & 0xffff
    const held = length === 0 || this.#held + length > records.length * HELD_SHARE ? 0 : this.calls.take()
    if (held === 0) return 0
    let to = this.reserve(held, length)
    if (to === 0) {
      this.calls.give(held)
      return 0
    }
    this.#held += length
    for (let at = start; at < end; at += records[at]! & 0xffff) {
      if (isKept !== undefined && !isKept(records[at + field.identity]!)) continue
      copyWords(records, to, at, records[at]! & 0xffff)
      to += records[at]! & 0xffff
    }
    const { words, names } = this.calls
    words[held + call.flags] = flag.used | flag.held | (words[entry + call.flags]! & (flag.aka | flag.restarted))
    for (const place of [call.user, call.registrar, call.lastTick, call.joinedCopiesMarks]) words[held + place] = words[entry + place]!
    copyWords(names, namesAt(held), namesAt(entry), NAME_WORDS)
    return held
  }

  /** Ends the holding of an attempt. */
  forgetHeld(entry: number): void {
    this.#held -= this.#used(entry)
    this.dropRecords(entry)
    this.calls.give(entry)
  }

  /** Whether a record of this size can ever stand in the call's block, and leave so many words free. */
  fits(entry: number, words: number, free: number): boolean {
    return this.#used(entry) + words + free <= BLOCK_WORDS[LARGEST_BLOCK]!
  }

  /** Where the records of a call begin, and where they end. */
  recordsOf(entry: number): { readonly start: number; readonly end: number } {
    const start = this.calls.words[entry + call.block] ?? 0
    return { start, end: start + this.#used(entry) }
  }

  /** Begins to count copies anew: those so far belong to an attempt that is told. */
  forgetCopies(entry: number): void {
    this.calls.words[entry + call.joinedCopiesMarks]! &= ~(COPIES_MASK << COPIES_SHIFT)
  }

  /** Counts a copy that left no sighting. */
  countCopy(entry: number): void {
    const words = this.calls.words
    if (this.copiesOf(entry) < COPIES_MASK) words[entry + call.joinedCopiesMarks]! += 1 << COPIES_SHIFT
  }

  #used(entry: number): number {
    return (this.calls.words[entry + call.usedToldSize] ?? 0) >>> USED_SHIFT
  }
}

/** To where nothing of them stands. So few words are copied sooner here than a call of `copyWithin` begins to. */
function copyWords(words: Int32Array, to: number, from: number, count: number): void {
  for (let index = 0; index < count; index++) words[to + index] = words[from + index]!
}

function sizeFor(words: number, from: number): number {
  let size = from
  while (size <= LARGEST_BLOCK && (BLOCK_WORDS[size] ?? 0) < words) size++
  return size
}
