import type { LadderLine } from '../registration/verdict.ts'
import { isRequest } from './ladder-nodes.ts'

/** A message that is shown, or a sentence in place of messages that are not; `last` is the last of these. */
export type LadderItem = { readonly line: LadderLine; readonly opens: boolean } | { readonly instead: string; readonly last: LadderLine }

/** Most messages shown of one attempt, rounds that repeat left aside. */
const LONGEST = 48
/** How many rounds may make up what repeats: a client that answers every second challenge repeats two. */
const LONGEST_PERIOD = 3
/** Folding must save at least so many lines. */
const WORTH_FOLDING = 4

/** Leaves out what only repeats: rounds equal to those before them, then the middle of what is still too long. */
export function foldRounds(ladder: readonly LadderLine[]): readonly LadderItem[] {
  const rounds = splitRounds(ladder)
  // Sorted, because clocks do not always agree on the order of legs.
  const signatures = rounds.map((round) => round.map(signature).sort().join('\n'))
  const items: LadderItem[] = []
  const show = (from: number, to: number): void => {
    for (const round of rounds.slice(from, to)) items.push(...round.map((line, index) => ({ line, opens: index === 0 })))
  }
  for (let at = 0; at < rounds.length;) {
    const { period, times } = repetition(signatures, at)
    const end = at + period * times
    // The last block is shown too if the attempt ends with it: that is how it ended.
    const shownAtEnd = end === rounds.length ? period : 0
    const folded = end - at - period - shownAtEnd
    show(at, at + period)
    if (folded > 0 && folded * rounds[at]!.length >= WORTH_FOLDING)
      items.push({ instead: repeats(folded, period), last: rounds[end - shownAtEnd - 1]!.at(-1)! })
    else show(at + period, end - shownAtEnd)
    if (shownAtEnd > 0 && times > 1) show(end - period, end)
    at = end
  }
  return cutMiddle(items)
}

/** A round begins with another CSeq, or where a client sends the same one again after it was answered. */
function splitRounds(ladder: readonly LadderLine[]): readonly LadderLine[][] {
  const outermost = Math.min(...ladder.map(({ depth }) => depth))
  const rounds: LadderLine[][] = []
  let isAnswered = false
  let cseq: number | undefined
  for (const line of ladder) {
    const isOutermost = line.depth === outermost
    if (line.cseq !== cseq || (isAnswered && isOutermost && isRequest(line))) {
      rounds.push([])
      isAnswered = false
    }
    rounds.at(-1)!.push(line)
    cseq = line.cseq
    isAnswered ||= isOutermost && !isRequest(line)
  }
  return rounds
}

/** What makes two messages alike: not their times, and not the numbers in their notes. A decisive one is like none other. */
function signature({ from, to, text, notes, retransmissions, decisive }: LadderLine): string {
  return [from, to, text, notes.join().replaceAll(/\d+/g, '#'), retransmissions > 0, decisive].join(' ')
}

/** The shortest block of rounds at `at` that repeats most, and how often it stands there. */
function repetition(signatures: readonly string[], at: number): { readonly period: number; readonly times: number } {
  for (let period = 1; period <= LONGEST_PERIOD; period++) {
    let end = at + period
    while (end < signatures.length && signatures[end] === signatures[end - period]) end++
    const times = Math.floor((end - at) / period)
    if (times > 1) return { period, times }
  }
  return { period: 1, times: 1 }
}

function repeats(folded: number, period: number): string {
  const times = folded / period
  if (period === 1) return `${folded} more round${folded === 1 ? '' : 's'} like this`
  return `these ${period} rounds ${times} more time${times === 1 ? '' : 's'}`
}

function cutMiddle(items: readonly LadderItem[]): readonly LadderItem[] {
  if (items.length <= LONGEST) return items
  const head = LONGEST / 2
  const tail = items.length - head
  const kept: LadderItem[] = []
  let hidden: LadderLine[] = []
  items.forEach((item, index) => {
    const isShown = index < head || index >= tail || 'instead' in item || item.line.decisive
    if (!isShown) {
      hidden.push(item.line)
      return
    }
    if (hidden.length > 0) kept.push({ instead: `${hidden.length} more messages`, last: hidden.at(-1)! })
    hidden = []
    kept.push(item)
  })
  return kept
}
