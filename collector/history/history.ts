import { LruTable } from '../population/lru-table.ts'
import { randomKey, type HashKey } from '../registration/names.ts'
import type { Before, Past, Request } from '../registration/past.ts'
import { TICKS_PER_SECOND } from '../registration/wheel.ts'

/**
 * Payload of an entry: last success, check word, source of it, success before that; times are seconds since 1970. Then who captured
 * the last success, and when by its own clock, which no file keeps.
 */
const WORDS = 6
const CHECK = 1
const SOURCE = 2
const EARLIER = 3
const AGENT = 4
const TIME = 5

/** Words of a user in a file: user, check, last success, source, success before that. */
export const FILE_WORDS = 5

const HOUR = 3_600
const DAY = 86_400
/** Packets may come five seconds late, those before or those after: what came nearer than this need not be before. */
const HORIZON = 10
/** Successes nearer to each other than this are one, so that the one before is not forgotten for it. */
const APART = 20
/** How long a success elsewhere says that the user is well now. */
const ELSEWHERE = 300

const GOOD: Before = { succeeded: 'yes', elsewhere: 'unknown' }
const NOTHING: Before = { succeeded: 'unknown', elsewhere: 'unknown' }

export interface HistoryOptions {
  readonly users: number
  readonly days: number
}

/** As much as the reading of one input needs. */
const SHORT: HistoryOptions = { users: 65_536, days: 30 }

/** When users registered last, by hashes: as many as asked for, and the one that was heard of longest ago makes room. */
export class History implements Past {
  readonly #table: LruTable
  readonly #retention: number
  #secondsAt = (tick: number): number => Math.floor(tick / TICKS_PER_SECOND)
  /** Whether anybody was noted since this was set to false. */
  changed = false

  /** What the names of users are hashed with. */
  readonly key: HashKey

  constructor({ users, days }: HistoryOptions = SHORT, key: HashKey = randomKey()) {
    this.key = key
    this.#table = new LruTable(users, WORDS)
    this.#retention = days * DAY
  }

  /** Which seconds since 1970 ticks stand for. */
  setClock(secondsAt: (tick: number) => number): void {
    this.#secondsAt = secondsAt
  }

  get users(): number {
    return this.#table.count
  }

  /** Users that had to go before their time was over. */
  get evicted(): number {
    return this.#table.evicted
  }

  get bytes(): number {
    return this.#table.bytes
  }

  served(request: Request): void {
    if (request.user !== 0) this.#note(request, this.#secondsAt(request.tick))
  }

  before({ user, check, source, tick, agent, time }: Request): Before {
    const at = this.#table.find(user)
    const { words } = this.#table
    if (at === 0 || user === 0 || words[at + CHECK] !== check) return NOTHING
    const now = this.#secondsAt(tick)
    const last = words[at]!
    const latest = last <= now - HORIZON ? last : words[at + EARLIER]!
    // By the clock of one agent it can be told in which order they were, however they came.
    const isAfter =
      agent !== 0 && words[at + AGENT] === agent && time !== 0 && words[at + TIME] !== 0 && ((tenths(time) - words[at + TIME]!) | 0) > 0
    if (isAfter && last > now - HORIZON && last <= now + HORIZON) return GOOD
    if (latest === 0 || latest > now - HORIZON || latest < now - this.#retention) return NOTHING
    const isElsewhere =
      latest === last && last >= now - ELSEWHERE && source !== 0 && words[at + SOURCE] !== 0 && words[at + SOURCE] !== source
    return { succeeded: 'yes', elsewhere: isElsewhere ? 'yes' : 'unknown' }
  }

  #note({ user, check, source, agent, time }: Request, seconds: number): void {
    const { words } = this.#table
    const known = this.#table.find(user)
    const last = known === 0 ? 0 : words[known]!
    // The order of the table need not be truer than to the hour: to change it costs more than to remember.
    const at = last !== 0 && seconds - last < HOUR ? known : this.#table.obtain(user, seconds, seconds - this.#retention)
    // Two users whose first words are equal: one in four thousand of a million. The later one is remembered.
    if (words[at + CHECK] !== check) words[at + EARLIER] = 0
    else if (seconds - last > APART) words[at + EARLIER] = last
    words[at] = Math.max(last, seconds)
    words[at + CHECK] = check
    words[at + SOURCE] = source
    words[at + AGENT] = agent
    words[at + TIME] = time === 0 ? 0 : tenths(time)
    this.changed = true
  }

  /** Writes up to `count` users, from the `first` on, to `out`; gives how many. Users that come meanwhile are at the end. */
  copyTo(out: Int32Array, first: number, count: number): number {
    let to = 0
    for (let index = first; index < Math.min(first + count, this.#table.count); index++) {
      const at = this.#table.entryAt(index)
      out[to++] = this.#table.keyOf(at)
      for (const place of [CHECK, 0, SOURCE, EARLIER]) out[to++] = this.#table.words[at + place]!
    }
    return to / FILE_WORDS
  }

  /** Takes users from such words, the one that registered longest ago first, as far as `now`, in seconds since 1970, is within their time. */
  take(words: Int32Array, now: number): void {
    const count = words.length / FILE_WORDS
    const order = Float64Array.from({ length: count }, (_, index) => words[index * FILE_WORDS + 2]! * 2 ** 21 + index).sort()
    for (const each of order) {
      const from = (each % 2 ** 21) * FILE_WORDS
      const seconds = words[from + 2]!
      if (seconds < now - this.#retention || words[from] === 0) continue
      const at = this.#table.obtain(words[from]!, seconds, now - this.#retention)
      for (const [index, place] of [CHECK, 0, SOURCE, EARLIER].entries()) this.#table.words[at + place] = words[from + 1 + index]!
    }
  }
}

/** Tenths of a second of a packet time, in a word: of two the difference is right. */
function tenths(microseconds: number): number {
  return Math.floor(microseconds / 1e5) | 0
}
