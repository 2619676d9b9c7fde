import type { Contribution } from '../registration/contribution.ts'
import { mix } from '../registration/hash.ts'
import { PANE_TICKS } from './thresholds.ts'

/** Group of all P-CSCFs. */
export const allEdges = 0x414c4c

/** Group of a domain at a registrar. */
export function domainOf({ registrar, host }: Contribution): number {
  return mix(registrar, host)
}

/** Group of the subscribers of one home network in one visited network. */
export function networkOf({ visited, host }: Contribution): number {
  return mix(visited, host)
}

/** Panes are counted from 1; 0 is never. */
export function paneOf(tick: number): number {
  return Math.floor(tick / PANE_TICKS) + 1
}
