import type { LadderLine } from '../registration/verdict.ts'
import { foldRounds } from './fold-rounds.ts'
import { ladderEnding, ladderText } from './ladder-text.ts'
import { isRequest, type LadderNodes } from './ladder-nodes.ts'
import type { Page } from './page.ts'
import type { Story } from './story.ts'
import { sinceStart } from './time-text.ts'

/** One row of a ladder, ready to be drawn: an arrow with its text, or a sentence between arrows. */
export interface Row {
  readonly time: string
  /** Column of sender and receiver; undefined for a sentence. */
  readonly arrow: { readonly from: number; readonly to: number } | undefined
  readonly text: string
  readonly paint: (text: string) => string
  /** The first row of a round. */
  readonly opens: boolean
}

/** The messages of an attempt as rows, times relative to its start. */
export function ladderRows(story: Story, { columnOf }: LadderNodes, page: Page): readonly Row[] {
  const { ladder, start } = story.detail
  const zero = start ?? ladder.find(({ time }) => time !== undefined)?.time
  const sentence = (text: string, time: string, paint: Row['paint'], opens: boolean): Row => {
    return { time, arrow: undefined, text: `${page.symbols.ellipsis} ${text} ${page.symbols.ellipsis}`, paint, opens }
  }
  const told = new Set<string>()
  let round = 0
  const rows = foldRounds(ladder).map((item): Row => {
    if ('instead' in item) return sentence(item.instead, sinceStart(item.last.time, zero), page.paint.dim, true)
    const { line, opens } = item
    if (opens) round += 1
    const arrow = { from: columnOf(line.from), to: columnOf(line.to) }
    return { time: sinceStart(line.time, zero), arrow, opens, ...ladderText(line, newNotes(line, round, told), story, page) }
  })
  const ending = ladderEnding(story)
  return ending === undefined ? rows : [...rows, sentence(ending, '', page.paint.bold, false)]
}

/** Notes that say something new: what an earlier leg of the same round said is left out, and what answers keep saying. */
function newNotes(line: LadderLine, round: number, told: Set<string>): readonly string[] {
  return line.notes.filter((note) => {
    const key = isRequest(line) || note.includes('stale') ? `${round} ${note}` : note
    const isNew = !told.has(key)
    told.add(key)
    return isNew
  })
}
