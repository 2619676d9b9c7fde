import type { LadderLine } from '../registration/verdict.ts'
import { isRequest } from './ladder-nodes.ts'
import type { Page } from './page.ts'
import type { Story } from './story.ts'

/** Longest reason phrase that is shown. */
const LONGEST_PHRASE = 80

/** What stands beside the arrow of a message, and the colour that it asks for. */
export interface LadderText {
  readonly text: string
  readonly paint: (text: string) => string
}

/** Says what a message is: its text, how often it was sent, what its headers say, and whether it decided. */
export function ladderText(line: LadderLine, story: Story, page: Page): LadderText {
  const { symbols, clean } = page
  const sent = line.retransmissions > 0 ? ` ${symbols.times}${line.retransmissions + 1}` : ''
  const notes = line.notes.map((note) => ` ${symbols.dot} ${clean(note)}`).join('')
  const mark = line.decisive ? `  ${symbols.mark} ${decided(line, story)}` : ''
  return { text: clean(line.text, LONGEST_PHRASE) + sent + notes + mark, paint: colourOf(line, page) }
}

/** What came after the last message, or rather did not; undefined when the last message was the end. */
export function ladderEnding({ outcome, detail }: Story): string | undefined {
  const last = detail.ladder.at(-1)
  if (last === undefined || (outcome !== 'failure' && outcome !== 'blind' && outcome !== 'pending')) return undefined
  if (outcome === 'pending') return 'the capture ends here'
  if (isRequest(last)) return 'no answer'
  if (detail.attempt?.lastAnswered === false) return 'no final answer'
  return /^40[17]\b/.test(last.text) ? 'nothing more from the client' : undefined
}

/** Two messages are decisive when the node that decided is not the one that told the UE: the deeper one decided. */
function decided(line: LadderLine, { detail }: Story): string {
  const decisive = detail.ladder.filter((other) => other.decisive)
  const deepest = Math.max(...decisive.map(({ depth }) => depth))
  const isAlone = decisive.every(({ depth }) => depth === deepest)
  if (isAlone) return 'decided here'
  return line.depth === deepest ? 'decided here' : 'told to the UE'
}

function colourOf(line: LadderLine, { paint }: Page): (text: string) => string {
  const status = isRequest(line) ? 0 : Number(line.text.slice(0, 3))
  if (status === 0 || status < 200) return (text) => text
  if (status < 300) return paint.green
  const colour = (status === 401 || status === 407) && !line.decisive ? paint.yellow : paint.red
  return line.decisive ? (text) => paint.bold(colour(text)) : colour
}
