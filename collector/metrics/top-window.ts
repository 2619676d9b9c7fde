/** The window: 5 panes of a minute. */
export const PANE_SECONDS = 60
const PANES = 5

/** Keys that are counted in a pane. One with more than a sixteenth of all is among them for certain. */
const KEYS = 16
/** Words of a pane: which one it is, how many were noted in it, then keys, counts, and what each count may have inherited. */
const HEAD = 2
const COUNTS = KEYS
const INHERITED = KEYS * 2
const PANE_WORDS = HEAD + KEYS * 3

/** Sums over the panes, by key. Used for one window at a time. */
const sums = new Map<number, number>()

/**
 * Which share of what was noted in the last 5 minutes the most frequent key has. Bounded: each pane counts 16 keys, and a new one takes the place of
 * the rarest (Space-Saving: Metwally, Agrawal, El Abbadi, 2005). What a key may have inherited is left out, so that the share is never too high.
 */
export class TopWindow {
  readonly #words = new Int32Array(PANES * PANE_WORDS)

  note(key: number, pane: number): void {
    const words = this.#words
    const start = this.#paneAt(pane)
    words[start + 1]!++
    // What cannot be told from others is part of the whole, and nobody.
    if (key === 0) return
    const keys = start + HEAD
    for (let at = keys; at < keys + KEYS; at++) {
      if (words[at] !== key) continue
      words[at + COUNTS]!++
      return
    }
    let rarest = keys
    for (let at = keys + 1; at < keys + KEYS; at++) if (words[at + COUNTS]! < words[rarest + COUNTS]!) rarest = at
    words[rarest] = key
    words[rarest + INHERITED] = words[rarest + COUNTS]!
    words[rarest + COUNTS]!++
  }

  /** From 0 to 1; 0 when nothing was noted. */
  share(pane: number): number {
    const words = this.#words
    let all = 0
    let most = 0
    sums.clear()
    for (let start = 0; start < words.length; start += PANE_WORDS) {
      if (words[start]! <= pane - PANES || words[start]! > pane) continue
      all += words[start + 1]!
      for (let at = start + HEAD; at < start + HEAD + KEYS; at++) {
        const certain = words[at + COUNTS]! - words[at + INHERITED]!
        if (certain === 0) continue
        const sum = (sums.get(words[at]!) ?? 0) + certain
        sums.set(words[at]!, sum)
        if (sum > most) most = sum
      }
    }
    return all === 0 ? 0 : most / all
  }

  /** First word of a pane, emptied if another one was there. */
  #paneAt(pane: number): number {
    const start = (pane % PANES) * PANE_WORDS
    if (this.#words[start] !== pane) {
      this.#words.fill(0, start, start + PANE_WORDS)
      this.#words[start] = pane
    }
    return start
  }
}
