import { nextParameter, place } from './auth-parameter.ts'

/** Parameters of digest headers by name: where each has its value, found in one pass. */
export class AuthParameters {
  /** Where each has its value, in the order of the names. An absent one starts at -1, one that is damaged at -2. */
  readonly starts: Int32Array
  readonly ends: Int32Array
  schemeStart = 0
  schemeEnd = 0
  /** A name behind the scheme has no value: its equals sign may be lost. */
  hasBare = false
  readonly #names: readonly Uint8Array[]
  /** By length and first letter, which no two of the names share: one look tells which it may be. */
  readonly #byShape = new Int8Array(512).fill(-1)
  #missing = 0

  /** `names` are lower case. */
  constructor(...names: readonly string[]) {
    this.starts = new Int32Array(names.length)
    this.ends = new Int32Array(names.length)
    this.#names = names.map((name) => Buffer.from(name))
    for (const [index, name] of this.#names.entries()) this.#byShape[shapeOf(name.length, name[0]!)] = index
  }

  /**
   * Reads the challenge or the credentials that begin at `start`: a scheme, and of each name the first value. Several may share a header
   * (RFC 7235 §4.1): returns where the next one begins, `end` after the last.
   */
  read(words: Int32Array, bytes: Uint8Array, start: number, end: number): number {
    this.#clear()
    let at = nextParameter(words, bytes, start, end)
    this.schemeStart = place.nameStart
    // A parameter where the scheme should stand: there is none, and the value, which may be a nonce, is not taken for one.
    this.schemeEnd = place.start < 0 ? place.nameEnd : place.nameStart
    this.hasBare = false
    if (place.start >= 0) this.#note(bytes)
    while (place.nameStart < end) {
      at = nextParameter(words, bytes, at, end)
      if (place.start >= 0) this.#note(bytes)
      else if (place.isScheme) return place.nameStart
      else if (place.nameStart < end) this.hasBare = true
    }
    return end
  }

  /** Finds of each name the first value in a header, whichever of several challenges has it. */
  find(words: Int32Array, bytes: Uint8Array, start: number, end: number): void {
    this.#clear()
    let at = start
    while (this.#missing > 0) {
      at = nextParameter(words, bytes, at, end)
      if (place.nameStart >= end) return
      if (place.start >= 0) this.#note(bytes)
    }
  }

  /** Whether the name at `index` has a value that is not empty. */
  gives(index: number): boolean {
    return this.starts[index]! >= 0 && this.ends[index]! > this.starts[index]!
  }

  #clear(): void {
    for (let index = 0; index < this.starts.length; index++) this.starts[index] = -1
    this.#missing = this.starts.length
  }

  #note(bytes: Uint8Array): void {
    const { nameStart } = place
    const length = place.nameEnd - nameStart
    const index = this.#byShape[shapeOf(length, bytes[nameStart]!)]!
    if (index < 0 || this.starts[index] !== -1) return
    const name = this.#names[index]!
    if (name.length !== length) return
    for (let at = 1; at < length; at++) if ((bytes[nameStart + at]! | 0x20) !== name[at]) return
    this.#missing--
    this.starts[index] = place.isWhole ? place.start : -2
    this.ends[index] = place.end
  }
}

function shapeOf(length: number, first: number): number {
  return ((length & 15) << 5) | (first & 0x1f)
}
