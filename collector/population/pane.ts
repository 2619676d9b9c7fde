import { createContribution, type Contribution } from '../registration/contribution.ts'

const WORDS = 13

/**
 * What was contributed within a second, and nothing else: a pane of one collector can be added to the windows of another,
 * in any order within the same second.
 */
export class Pane {
  readonly #words: Int32Array
  readonly #capacity: number
  readonly #read = createContribution()
  #length = 0
  /** Contributions for which there was no room. */
  lost = 0

  constructor(capacity: number) {
    this.#capacity = capacity
    this.#words = new Int32Array(capacity * WORDS)
  }

  get length(): number {
    return this.#length
  }

  add(one: Contribution): void {
    if (this.#length === this.#capacity) {
      this.lost++
      return
    }
    const words = this.#words
    const at = this.#length++ * WORDS
    words[at] = one.result
    words[at + 1] = one.marks
    words[at + 2] = one.source
    words[at + 3] = one.port
    words[at + 4] = one.user
    words[at + 5] = one.number
    words[at + 6] = one.node
    words[at + 7] = one.registrar
    words[at + 8] = one.host
    words[at + 9] = one.visited
    words[at + 10] = one.response
    words[at + 11] = one.began
    words[at + 12] = one.offer
  }

  /** Hands over each contribution in one object that is used again. */
  each(visit: (contribution: Contribution) => void): void {
    const words = this.#words
    const one = this.#read
    for (let index = 0; index < this.#length; index++) {
      const at = index * WORDS
      one.result = words[at]!
      one.marks = words[at + 1]!
      one.source = words[at + 2]!
      one.port = words[at + 3]!
      one.user = words[at + 4]!
      one.number = words[at + 5]!
      one.node = words[at + 6]!
      one.registrar = words[at + 7]!
      one.host = words[at + 8]!
      one.visited = words[at + 9]!
      one.response = words[at + 10]!
      one.began = words[at + 11]!
      one.offer = words[at + 12]!
      visit(one)
    }
  }

  clear(): void {
    this.#length = 0
  }
}
