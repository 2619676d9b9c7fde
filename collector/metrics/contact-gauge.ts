import type { Registrars } from './registrars.ts'
import type { Cell } from './series.ts'

/** A million users take ten milliseconds to add up: no more often than this, however often somebody looks. */
const PERIOD_SECONDS = 5

/** Who keeps count of the contacts that are registered. */
export interface CountedContacts {
  /** Tells how many are bound at each registrar, at this time. */
  each(seconds: number, tell: (registrar: string, contacts: number) => void): void
}

/** The gauges of registered contacts; registrars that have no series of their own are one. */
export class ContactGauge {
  readonly #contacts: CountedContacts
  readonly #registrars: Registrars
  #last = Number.NEGATIVE_INFINITY

  constructor(contacts: CountedContacts, registrars: Registrars) {
    this.#contacts = contacts
    this.#registrars = registrars
  }

  /** Brings them up to date by the clock of the input, in seconds since 1970. */
  show(seconds: number): void {
    if (seconds < this.#last + PERIOD_SECONDS) return
    this.#last = seconds
    const sums = new Map<Cell, number>()
    this.#contacts.each(Math.floor(seconds), (name, count) => {
      const cell = this.#registrars.known(name).contacts.of('')
      sums.set(cell, (sums.get(cell) ?? 0) + count)
    })
    for (const [cell, sum] of sums) cell.count = sum
  }
}
