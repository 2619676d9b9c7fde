import type { Cell } from './series.ts'

/** How long a flag counts as set after the last verdict that it was set for: the window in which things happen at the same time. */
const ACTIVE_SECONDS = 300

/** Whether many registrations at one registrar show the same thing at once. It decays with the clock on the wall. */
export class ActiveFlag {
  readonly #cell: Cell
  #last = Number.NEGATIVE_INFINITY

  constructor(cell: Cell) {
    this.#cell = cell
  }

  note(seconds: number): void {
    this.#last = seconds
  }

  /** Brings the gauge up to date. `isLate`: what is read now says nothing of this moment. */
  show(seconds: number, isLate: boolean): void {
    this.#cell.count = !isLate && seconds - this.#last < ACTIVE_SECONDS ? 1 : 0
  }
}
