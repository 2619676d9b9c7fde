interface Kept<Value> {
  readonly high: number
  readonly value: Value
}

/**
 * What was found out of a kind, by its 64-bit fingerprint. Bounded, since senders choose what makes a kind: when it is full it begins anew, and what
 * everybody repeats comes back at once.
 */
export class Kinds<Value> {
  readonly #byLow = new Map<number, Kept<Value>>()
  readonly #capacity: number

  constructor(capacity: number) {
    this.#capacity = capacity
  }

  get size(): number {
    return this.#byLow.size
  }

  find(low: number, high: number): Value | undefined {
    const kept = this.#byLow.get(low)
    return kept?.high === high ? kept.value : undefined
  }

  /** Adds what was found out of a kind, and returns it. Of two whose low halves are equal the newer is kept. */
  add(low: number, high: number, value: Value): Value {
    if (this.#byLow.size >= this.#capacity) this.clear()
    this.#byLow.set(low, { high, value })
    return value
  }

  clear(): void {
    this.#byLow.clear()
  }
}
