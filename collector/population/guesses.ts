import { mix } from '../registration/hash.ts'
import { LruTable } from './lru-table.ts'
import { GUESSES, GUESS_WINDOW, WINDOW } from './thresholds.ts'

const LAST = 1
const NEXT = 2
const RING = 3
const WORDS = RING + GUESSES

/**
 * How many answers were tried for one user from one source, one attempt each. A phone with a wrong password keeps its Call-ID,
 * and waits before it tries again (RFC 5626 §4.5 asks for 30 s): it never comes so often.
 */
export class Guesses {
  readonly #table: LruTable

  constructor(users: number) {
    this.#table = new LruTable(users, WORDS)
  }

  get evicted(): number {
    return this.#table.evicted
  }

  get bytes(): number {
    return this.#table.bytes
  }

  refused(source: number, user: number, response: number, pane: number): void {
    const at = this.#table.obtain(mix(source, user), pane, pane - GUESS_WINDOW)
    const { words } = this.#table
    if (words[at + LAST] === response) return
    words[at + LAST] = response
    const next = words[at + NEXT]!
    words[at + RING + next] = pane
    words[at + NEXT] = (next + 1) % GUESSES
  }

  /** It was the right one: what came before were no guesses, or they are over. */
  served(source: number, user: number): void {
    const at = this.#table.count === 0 ? 0 : this.#table.find(mix(source, user))
    if (at !== 0) this.#table.words.fill(0, at + LAST, at + WORDS)
  }

  /** All the last answers lie close together, and not long ago. */
  isGuessing(source: number, user: number, pane: number): boolean {
    const at = this.#table.find(mix(source, user))
    if (at === 0) return false
    const { words } = this.#table
    let first = Number.MAX_SAFE_INTEGER
    let last = 0
    for (let each = at + RING; each < at + WORDS; each++) {
      first = Math.min(first, words[each]!)
      last = Math.max(last, words[each]!)
    }
    return first > 0 && last - first < GUESS_WINDOW && last > pane - WINDOW
  }
}
