/** What a value becomes when its label has no room left. */
export const OVERFLOW = 'other'

export interface LabelGuard {
  /** The value itself while there is room for it, else `other`. */
  admit(value: string): string
  /** How many times a value was turned into `other`. */
  readonly overflows: number
}

/** Keeps a label that the wire names from growing without bound: the first `most` values hold, and those known before always do. */
export function createLabelGuard(most: number, known: Iterable<string> = []): LabelGuard {
  const admitted = new Set(known)
  const room = admitted.size + most
  let overflows = 0
  return {
    admit(value) {
      if (admitted.has(value)) return value
      if (admitted.size < room) {
        admitted.add(value)
        return value
      }
      overflows += 1
      return OVERFLOW
    },
    get overflows() {
      return overflows
    },
  }
}
