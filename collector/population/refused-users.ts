import { LruTable } from './lru-table.ts'
import { noteRecent, SLOT_WORDS } from './recent-set.ts'
import { WINDOW } from './thresholds.ts'

const SOURCES = 4

/** From which sources each user was refused lately. */
export class RefusedUsers {
  readonly #table: LruTable

  constructor(users: number) {
    this.#table = new LruTable(users, 1 + SOURCES * SLOT_WORDS)
  }

  get evicted(): number {
    return this.#table.evicted
  }

  get bytes(): number {
    return this.#table.bytes
  }

  note(user: number, source: number, pane: number): void {
    const at = this.#table.obtain(user, pane, pane - WINDOW)
    noteRecent(this.#table.words, at + 1, SOURCES, source, pane)
  }

  /** Sources from which it was refused within the window and of which `isServing` holds, up to four. */
  sources(user: number, pane: number, isServing: (source: number) => boolean): number {
    const at = this.#table.find(user)
    if (at === 0) return 0
    const { words } = this.#table
    let count = 0
    for (let slot = at + 1; slot < at + 1 + SOURCES * SLOT_WORDS; slot += SLOT_WORDS) {
      if (words[slot + 1] !== 0 && words[slot + 1]! >= pane - WINDOW && isServing(words[slot]!)) count++
    }
    return count
  }
}
