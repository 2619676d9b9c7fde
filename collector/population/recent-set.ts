/** A few keys with the pane in which each was seen last, in words of a table: exact up to `slots`, then the oldest makes room. Pane 0 is never. */
export const SLOT_WORDS = 2

/** Notes a key at `at`, where `slots` of them have room. */
export function noteRecent(words: Int32Array, at: number, slots: number, key: number, pane: number): void {
  let oldest = at
  for (let slot = at; slot < at + slots * SLOT_WORDS; slot += SLOT_WORDS) {
    if (words[slot] === key && words[slot + 1] !== 0) {
      if (pane > words[slot + 1]!) words[slot + 1] = pane
      return
    }
    if (words[slot + 1]! < words[oldest + 1]!) oldest = slot
  }
  words[oldest] = key
  words[oldest + 1] = pane
}

/** How many keys other than `except` were seen since a pane. */
export function countRecent(words: Int32Array, at: number, slots: number, since: number, except = 0): number {
  let count = 0
  for (let slot = at; slot < at + slots * SLOT_WORDS; slot += SLOT_WORDS) {
    if (words[slot + 1]! >= Math.max(since, 1) && (except === 0 || words[slot] !== except)) count++
  }
  return count
}
