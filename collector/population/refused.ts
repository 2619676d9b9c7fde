import { mark, result, type Contribution } from '../registration/contribution.ts'
import { LruTable } from './lru-table.ts'
import { BAN_REFUSALS, BAN_WINDOW, SCANNED_IN_A_ROW, SCANNED_USERS, WINDOW } from './thresholds.ts'

/** Users that are remembered of a source: more than any threshold asks for. */
const SLOTS = 16
/** Of each: user, pane, result and marks, port, number. */
const SLOT_WORDS = 5
const NEXT = 1
const RING = 2
const USERS = RING + BAN_REFUSALS
const WORDS = USERS + SLOTS * SLOT_WORDS

/** What a source tried in vain. */
export interface Tried {
  /** Users that a scanner may have tried: nobody knew them before. */
  users: number
  /** Longest row of consecutive numbers among them. */
  inARow: number
}

/** Which users of each source were refused lately, how, and when. */
export class Refused {
  readonly #table: LruTable
  readonly #tried: Tried = { users: 0, inARow: 0 }
  readonly #numbers: number[] = []

  constructor(sources: number) {
    this.#table = new LruTable(sources, WORDS)
  }

  get evicted(): number {
    return this.#table.evicted
  }

  get bytes(): number {
    return this.#table.bytes
  }

  note({ source, user, result: how, marks, port, number }: Contribution, pane: number): void {
    const at = this.#table.obtain(source, pane, pane - WINDOW)
    const { words } = this.#table
    const next = words[at + NEXT]!
    words[at + RING + next] = pane
    words[at + NEXT] = (next + 1) % BAN_REFUSALS
    let slot = at + USERS
    for (let each = slot; each < at + WORDS; each += SLOT_WORDS) {
      if (words[each] === user && words[each + 1] !== 0) {
        slot = each
        break
      }
      if (words[each + 1]! < words[slot + 1]!) slot = each
    }
    words[slot] = user
    words[slot + 1] = pane
    words[slot + 2] = how | (marks << 8)
    words[slot + 3] = port
    words[slot + 4] = number
  }

  /** Pane of the last refusal, 0 for never. */
  last(source: number): number {
    const at = this.#table.find(source)
    return at === 0 ? 0 : this.#table.words[at]!
  }

  /** As many refusals as a ban takes, within the ten minutes up to a pane. */
  refusedOften(source: number, until: number): boolean {
    const at = this.#table.find(source)
    if (at === 0) return false
    for (let each = at + RING; each < at + USERS; each++) {
      const pane = this.#table.words[each]!
      if (pane === 0 || pane > until || pane <= until - BAN_WINDOW) return false
    }
    return true
  }

  /** Users of the source that were refused in this way within the window and after `since`, and how many of them were known good. */
  alike(source: number, how: number, pane: number, since: number): { readonly users: number; readonly known: number } {
    let users = 0
    let known = 0
    this.#each(source, pane, (words, slot) => {
      if ((words[slot + 2]! & 0xff) !== how || words[slot + 1]! <= since) return
      users++
      if (((words[slot + 2]! >>> 8) & mark.known) !== 0) known++
    })
    return { users, known }
  }

  /**
   * What a scanner would have done of it. A scanner does not answer challenges, or asks for users that do not exist, or does all from one
   * socket; phones behind one address have a port each, answer, and send again what gets no answer. Refused alike before anyone asked: an ACL.
   */
  tried(source: number, port: number, pane: number): Tried {
    const tried = this.#tried
    const numbers = this.#numbers
    tried.users = tried.inARow = numbers.length = 0
    let probes = 0
    let onePort = 0
    let unasked = 0
    this.#each(source, pane, (words, slot) => {
      const how = words[slot + 2]! & 0xff
      const marks = words[slot + 2]! >>> 8
      if ((marks & mark.known) !== 0) return
      const isProbe = how === result.unknown || (how === result.challenge && (marks & mark.repeated) === 0)
      if (!isProbe && how !== result.answer && how !== result.unasked) return
      tried.users++
      if (isProbe) probes++
      if (how === result.unasked) unasked++
      if (words[slot + 3] === port) onePort++
      if (words[slot + 4]! >= 0) numbers.push(words[slot + 4]!)
    })
    const probing = probes * 2 >= tried.users || (onePort === tried.users && unasked < tried.users)
    if (!probing) tried.users = 0
    else tried.inARow = longestRow(numbers)
    return tried
  }

  #each(source: number, pane: number, visit: (words: Int32Array, slot: number) => void): void {
    const at = this.#table.find(source)
    if (at === 0) return
    const { words } = this.#table
    for (let slot = at + USERS; slot < at + WORDS; slot += SLOT_WORDS) {
      if (words[slot + 1] !== 0 && words[slot + 1]! > pane - WINDOW - 1) visit(words, slot)
    }
  }
}

/** What was tried is what scanners do. */
export function looksLikeScan({ users, inARow }: Tried): boolean {
  return users >= SCANNED_USERS || inARow >= SCANNED_IN_A_ROW
}

function longestRow(numbers: number[]): number {
  numbers.sort((one, other) => one - other)
  let longest = numbers.length === 0 ? 0 : 1
  let row = longest
  for (let index = 1; index < numbers.length; index++) {
    row = numbers[index] === numbers[index - 1]! + 1 ? row + 1 : numbers[index] === numbers[index - 1] ? row : 1
    longest = Math.max(longest, row)
  }
  return longest
}
