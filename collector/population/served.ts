import { LruTable } from './lru-table.ts'
import { HOUR } from './thresholds.ts'

/** Payload: pane of the last success, a user and its pane, another user and its pane. */
const WORDS = 5

/** Which sources got through lately, and two users of each. */
export class Served {
  readonly #table: LruTable

  constructor(sources: number) {
    this.#table = new LruTable(sources, WORDS)
  }

  get evicted(): number {
    return this.#table.evicted
  }

  get bytes(): number {
    return this.#table.bytes
  }

  note(source: number, user: number, pane: number): void {
    const at = this.#table.obtain(source, pane, pane - HOUR)
    const { words } = this.#table
    let slot = words[at + 2]! <= words[at + 4]! ? at + 1 : at + 3
    if (words[at + 1] === user && words[at + 2] !== 0) slot = at + 1
    else if (words[at + 3] === user && words[at + 4] !== 0) slot = at + 3
    // What comes from elsewhere may be older: of three users the two latest are kept, in whatever order they came.
    if (pane < words[slot + 1]!) return
    words[slot] = user
    words[slot + 1] = pane
  }

  /** Pane in which anyone of the source got through last, 0 for never. */
  last(source: number): number {
    const at = this.#table.find(source)
    return at === 0 ? 0 : this.#table.words[at]!
  }

  /** The same of another user than this one. */
  lastOfOthers(source: number, user: number): number {
    const at = this.#table.find(source)
    if (at === 0) return 0
    const { words } = this.#table
    return Math.max(words[at + 1] === user ? 0 : words[at + 2]!, words[at + 3] === user ? 0 : words[at + 4]!)
  }
}
