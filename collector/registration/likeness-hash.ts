import { hashBytes, hashed, mix } from './hash.ts'

/** Different values in one attempt that are told apart by number. */
const MOST_NUMBERED = 32

/** A 64-bit fingerprint that is put together of words, of bytes, and of which values are equal, whatever they are. */
export class LikenessHash {
  low = 0
  high = 0
  readonly #bytes: Uint8Array
  readonly #view: DataView
  /** Fingerprints of the values in the order in which they were seen: what is equal has the same number. */
  readonly #numbered = new Int32Array(MOST_NUMBERED)
  #numbers = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer)
  }

  /** There were more values than can be told apart, or what was read cannot be compared. */
  get isGivenUp(): boolean {
    return this.#numbers > MOST_NUMBERED
  }

  giveUp(): void {
    this.#numbers = MOST_NUMBERED + 1
  }

  begin(): void {
    this.low = this.high = this.#numbers = 0
  }

  add(word: number): void {
    this.low = mix(this.low, word)
    this.high = mix(this.high ^ 0x5bd1e995, word)
  }

  addBytes(start: number, end: number): void {
    if (end <= start) {
      this.add(0)
      return
    }
    const low = hashBytes(this.#view, this.#bytes, start, end)
    this.high = mix(this.high, hashed.high)
    this.low = mix(this.low, low)
  }

  /** Adds of a value which one of those seen it is; `fingerprint` is 0 where there is none. */
  addNumber(fingerprint: number): void {
    if (this.isGivenUp) return
    let at = 0
    while (at < this.#numbers && this.#numbered[at] !== fingerprint) at++
    if (at === this.#numbers) this.#numbered[this.#numbers++] = fingerprint
    this.add(fingerprint === 0 ? -1 : at)
  }
}
