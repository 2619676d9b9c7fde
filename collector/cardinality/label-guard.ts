/** What a value becomes when its label has no room left. */
export const OVERFLOW = 'other'

export interface LabelGuard {
  /** The value itself while there is room for it, else `other`. */
  admit(value: string): string
}

/** Keeps a label that the wire names from growing without bound: the first `most` values hold, and those known before always do. */
export function createLabelGuard(most: number, known: Iterable<string> = []): LabelGuard {
  const admitted = new Set(known)
  const room = admitted.size + most
  return {
    admit(value) {
      if (admitted.has(value)) return value
      if (admitted.size < room) {
        admitted.add(value)
        return value
      }
      return OVERFLOW
    },
  }
}
