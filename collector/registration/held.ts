import type { Finding } from '../../classifiers/rule.ts'
import type { Contribution } from './contribution.ts'
import type { Judged } from './judgements.ts'
import type { Request } from './past.ts'

/** An attempt that failed, judged by itself, while others are watched for what may redirect the verdict. */
export interface HeldAttempt {
  /** Entry of its records in the store. */
  readonly entry: number
  readonly due: number
  readonly code: number | undefined
  readonly registrar: string
  readonly judged: Judged
  readonly finding: Finding
  /** The request that it began with. */
  readonly request: Request
  readonly contribution: Contribution
}

/** Attempts that wait for their release, each for the same time: first in, first out. */
export class HeldAttempts {
  #waiting: HeldAttempt[] = []
  #next = 0
  readonly #capacity: number
  /** Attempts that were released at once for want of room. */
  refused = 0

  constructor(capacity: number) {
    this.#capacity = capacity
  }

  get count(): number {
    return this.#waiting.length - this.#next
  }

  get hasRoom(): boolean {
    return this.count < this.#capacity
  }

  add(held: HeldAttempt): void {
    this.#waiting.push(held)
  }

  /** Takes out the first one if it is due. */
  take(tick: number): HeldAttempt | undefined {
    const first = this.#waiting[this.#next]
    if (first === undefined || first.due > tick) return undefined
    this.#next++
    // What was taken is let go in one go, so that taking costs the same however many wait.
    if (this.#next >= 1024 && this.#next * 2 >= this.#waiting.length) {
      this.#waiting = this.#waiting.slice(this.#next)
      this.#next = 0
    }
    return first
  }
}
