import { LruTable } from '../population/lru-table.ts'
import type { Bindings } from '../registration/granted.ts'
import { mix } from '../registration/hash.ts'
import { TICKS_PER_SECOND } from '../registration/wheel.ts'

/** Payload of an entry: when it was used last, check word, number of its registrar and how many contacts, when the last of them ends. Times are seconds since 1970. */
const WORDS = 4
const CHECK = 1
const COUNT = 2
const END = 3

const CONTACTS_SHIFT = 24
const NUMBER_MASK = (1 << CONTACTS_SHIFT) - 1
/** Registrars told apart; the others are one. */
const MOST_REGISTRARS = 4_096

/**
 * How many contacts are bound at each registrar, by the last word of it for each user. A user is known by hash; as many are remembered as
 * asked for, and the one that was heard of longest ago makes room.
 */
export class Contacts implements Bindings {
  readonly #table: LruTable
  readonly #names: string[] = []
  readonly #numbers = new Map<string, number>()
  #secondsAt = (tick: number): number => Math.floor(tick / TICKS_PER_SECOND)

  constructor(users: number) {
    this.#table = new LruTable(users, WORDS)
  }

  /** Which seconds since 1970 ticks stand for. */
  setClock(secondsAt: (tick: number) => number): void {
    this.#secondsAt = secondsAt
  }

  /** Users that had to go while they were bound. */
  get evicted(): number {
    return this.#table.evicted
  }

  get bytes(): number {
    return this.#table.bytes
  }

  granted(registrar: string, user: number, check: number, contacts: number, seconds: number, tick: number): void {
    if (user === 0) return
    const number = this.#numberOf(registrar)
    const key = mix(user, Math.imul(number + 1, 0x9e3779b1))
    const { words } = this.#table
    const known = this.#table.find(key)
    if (contacts === 0) {
      if (known !== 0 && words[known + CHECK] === check) words[known + END] = 0
      return
    }
    const now = this.#secondsAt(tick)
    const end = now + seconds
    // The first word is when it ends: what has ended by then makes room without a loss.
    const at = this.#table.obtain(key, end, now)
    words[at] = end
    words[at + CHECK] = check
    words[at + COUNT] = (contacts << CONTACTS_SHIFT) | number
    words[at + END] = end
  }

  /** Tells how many are bound at each registrar that was ever named, at this time. */
  each(seconds: number, tell: (registrar: string, contacts: number) => void): void {
    const counts = new Float64Array(this.#names.length)
    const { words } = this.#table
    for (let index = 0; index < this.#table.count; index++) {
      const at = this.#table.entryAt(index)
      if (words[at + END]! > seconds) counts[words[at + COUNT]! & NUMBER_MASK]! += words[at + COUNT]! >>> CONTACTS_SHIFT
    }
    for (const [number, name] of this.#names.entries()) tell(name, counts[number]!)
  }

  #numberOf(registrar: string): number {
    const known = this.#numbers.get(registrar)
    if (known !== undefined) return known
    const number = Math.min(this.#names.length, MOST_REGISTRARS)
    if (number === this.#names.length) this.#names.push(number === MOST_REGISTRARS ? '' : registrar)
    if (number < MOST_REGISTRARS) this.#numbers.set(registrar, number)
    return number
  }
}
