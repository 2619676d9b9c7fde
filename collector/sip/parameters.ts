import { found, isBetweenWords, passWord, valueAfter } from './parameter.ts'

const QUOTE = 0x22

/** Several parameters of a digest header, found in one pass; no two of their names begin with the same letter. */
export class Parameters {
  /** Where each has its value, in the order of the names; -1 where there is none. */
  readonly starts: Int32Array
  readonly ends: Int32Array
  readonly #names: readonly Uint8Array[]
  readonly #byLetter = new Int8Array(256).fill(-1)

  /** `names` are lower case. */
  constructor(...names: readonly string[]) {
    this.starts = new Int32Array(names.length)
    this.ends = new Int32Array(names.length)
    this.#names = names.map((name) => Buffer.from(name))
    for (const [index, [letter]] of this.#names.entries()) this.#byLetter[letter!] = index
  }

  /** Finds of each the first value, as `findParameter` does. */
  read(words: Int32Array, bytes: Uint8Array, start: number, end: number): void {
    const { starts, ends } = this
    for (let index = 0; index < starts.length; index++) starts[index] = -1
    for (let at = start; at < end;) {
      while (at < end && isBetweenWords(bytes[at]!)) at++
      const index = at < end ? this.#byLetter[bytes[at]! | 0x20]! : -1
      if (index < 0 || starts[index]! >= 0 || !valueAfter(words, bytes, at, end, this.#names[index]!)) at = passWord(words, bytes, at, end)
      else {
        starts[index] = found.start
        ends[index] = found.end
        at = bytes[found.start - 1] === QUOTE ? found.end + 1 : passWord(words, bytes, at, end)
      }
    }
  }
}
