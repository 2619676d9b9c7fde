/** The window: 60 panes of 5 s. */
export const PANE_SECONDS = 5
const PANES = 60

const LEAST_SLOTS = 16
/** As many are counted one by one; of more a sample is kept. */
const MOST_KEYS = 1_024

/**
 * How many different keys were noted in the last 5 minutes. Exact up to 1,024; beyond, those are kept whose hash begins with enough zero bits, each for
 * all that it stands for (adaptive sampling: P. Flajolet, 1990), and the error is about 3 %. Keys are hashes: nobody can be read out of it.
 */
export class DistinctWindow {
  /** Key and the pane in which it was noted last, two words a slot; a key of 0 is an empty slot. */
  #slots = new Int32Array(LEAST_SLOTS * 2)
  #used = 0
  /** Keys by the pane in which they were noted last, and the zero bits that they had to have; pane `n` is at `n % PANES`. */
  readonly #keys = new Int32Array(PANES)
  readonly #levels = new Uint8Array(PANES)
  #live = 0
  #newest = 0
  /** Leading zero bits that a key must have now. */
  #level = 0

  /** Notes a key in a pane; panes do not go back. */
  note(hash: number, pane: number): void {
    this.#advance(pane)
    const key = scramble(hash) || 1
    if (Math.clz32(key) < this.#level) return
    const slots = this.#slots
    const at = this.#find(key)
    if (slots[at] === 0) this.#used++
    if (slots[at] === key && this.#isLive(slots[at + 1]!)) this.#keys[slots[at + 1]! % PANES]!--
    else this.#live++
    slots[at] = key
    slots[at + 1] = this.#newest
    this.#keys[this.#newest % PANES]!++
    if (this.#used * 4 > (slots.length / 2) * 3) this.#rebuild()
  }

  /** How many different keys were noted in the 5 minutes up to a pane. */
  count(pane: number): number {
    this.#advance(pane)
    let count = 0
    for (let at = 0; at < PANES; at++) count += this.#keys[at]! * 2 ** this.#levels[at]!
    return count
  }

  /** Lets panes that have become too old go. Where few keys are left, the next pane asks for one zero bit less. */
  #advance(pane: number): void {
    if (pane <= this.#newest) return
    if (this.#live * 8 < MOST_KEYS && this.#level > 0) this.#level--
    for (let next = Math.max(this.#newest + 1, pane - PANES + 1); next <= pane; next++) {
      this.#live -= this.#keys[next % PANES]!
      this.#keys[next % PANES] = 0
      this.#levels[next % PANES] = this.#level
    }
    this.#newest = pane
    if (this.#live > 0 || this.#used === 0) return
    this.#slots = new Int32Array(LEAST_SLOTS * 2)
    this.#used = this.#level = 0
    this.#levels.fill(0)
  }

  /** Drops the keys that are too old, makes room, and keeps fewer of the others when they are too many. */
  #rebuild(): void {
    while (this.#live > MOST_KEYS) this.#sample()
    const old = this.#slots
    let size = LEAST_SLOTS
    while (this.#live * 2 > size) size *= 2
    this.#slots = new Int32Array(size * 2)
    this.#used = 0
    for (let at = 0; at < old.length; at += 2) {
      if (old[at] === 0 || !this.#isKept(old[at]!, old[at + 1]!)) continue
      const to = this.#find(old[at]!)
      this.#slots[to] = old[at]!
      this.#slots[to + 1] = old[at + 1]!
      this.#used++
    }
  }

  /** Asks for one zero bit more: half of the keys do not have it. */
  #sample(): void {
    const slots = this.#slots
    const level = ++this.#level
    for (let at = 0; at < slots.length; at += 2) {
      if (slots[at] === 0 || !this.#isKept(slots[at]!, slots[at + 1]!) || Math.clz32(slots[at]!) >= level) continue
      this.#keys[slots[at + 1]! % PANES]!--
      this.#live--
    }
    for (let at = 0; at < PANES; at++) this.#levels[at] = Math.max(this.#levels[at]!, level)
  }

  /** Slot of a key, or the empty one where it belongs. */
  #find(key: number): number {
    const slots = this.#slots
    const mask = slots.length / 2 - 1
    // By the low bits, since the high ones make the sample.
    for (let slot = key & mask; ; slot = (slot + 1) & mask) {
      const found = slots[slot * 2]
      if (found === key || found === 0) return slot * 2
    }
  }

  #isKept(key: number, pane: number): boolean {
    return this.#isLive(pane) && Math.clz32(key) >= this.#levels[pane % PANES]!
  }

  #isLive(pane: number): boolean {
    return pane > this.#newest - PANES
  }
}

/** Hashes that were mixed in other ways leave patterns; here every bit must be as good as any other. */
function scramble(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x21f0aaad)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
  return mixed ^ (mixed >>> 15)
}
