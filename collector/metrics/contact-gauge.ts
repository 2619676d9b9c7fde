import type { Registrars } from './registrars.ts'
import type { Cell } from './series.ts'

/** Who keeps count of the contacts that are registered. */
export interface CountedContacts {
  /** Tells how many are bound at each registrar, at this time. */
  each(seconds: number, tell: (registrar: string, contacts: number) => void): void
}

/** Brings the gauges of registered contacts up to date; registrars that have no series of their own are one. */
export function showContacts(contacts: CountedContacts, registrars: Registrars, seconds: number): void {
  const sums = new Map<Cell, number>()
  contacts.each(seconds, (name, count) => {
    const cell = registrars.known(name).contacts.of('')
    sums.set(cell, (sums.get(cell) ?? 0) + count)
  })
  for (const [cell, sum] of sums) cell.count = sum
}
