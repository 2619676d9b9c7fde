import type { LadderLine } from '../registration/verdict.ts'
import { isRequest } from './ladder-nodes.ts'
import type { Page } from './page.ts'
import type { Story } from './story.ts'

/** Longest reason phrase that is shown. */
const LONGEST_PHRASE = 80

/** Longest name in a note. */
const LONGEST_NAME = 24
const NO_BREAK = '\u00A0'

/** What stands beside the arrow of a message, and the colour that it asks for. */
export interface LadderText {
  readonly text: string
  readonly paint: (text: string) => string
}

/** Says what a message is: its text, how often it was sent, what its headers say, and whether it decided. */
export function ladderText(line: LadderLine, shownNotes: readonly string[], story: Story, page: Page): LadderText {
  const { symbols, clean } = page
  const sent = line.retransmissions > 0 ? ` ${symbols.times}${line.retransmissions + 1}` : ''
  const notes = shownNotes.map((note) => ` ${symbols.dot} ${shortened(note, story, page)}`).join('')
  const verdict = decided(line, story)
  const mark = verdict === undefined ? '' : ` ${`${symbols.mark} ${verdict}`.replaceAll(' ', NO_BREAK)}`
  return { text: clean(line.text, LONGEST_PHRASE) + sent + mark + notes, paint: colourOf(line, page) }
}

/** A note without what the headline says already, the user and the domain, and with long names cut. */
function shortened(note: string, { detail }: Story, { clean }: Page): string {
  const address = detail.aor.replace(/^\w+:/, '')
  const [user = '', host = ''] = address.split('@')
  const known = [` as ${address}`, ` as ${user}`, ` names ${address}`, ` names ${user}`, `, realm ${host}`]
  const rest = known.reduce((left, said) => left.replace(`${said} `, ' ').replace(`${said},`, ','), `${note} `)
  return clean(rest.trim())
    .split(' ')
    .map((word) => clean(word, LONGEST_NAME))
    .join(' ')
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
function decided(line: LadderLine, { detail }: Story): string | undefined {
  // An answer to an earlier request decides nothing when silence came last.
  if (!line.decisive || detail.attempt?.lastAnswered === false) return undefined
  const deepest = Math.max(...detail.ladder.filter(({ decisive }) => decisive).map(({ depth }) => depth))
  return line.depth === deepest ? 'decided here' : 'told to the UE'
}

function colourOf(line: LadderLine, { paint }: Page): (text: string) => string {
  const status = isRequest(line) ? 0 : Number(line.text.slice(0, 3))
  if (status === 0 || status < 200) return (text) => text
  if (status < 300) return paint.green
  const colour = (status === 401 || status === 407) && !line.decisive ? paint.yellow : paint.red
  return line.decisive ? (text) => paint.bold(colour(text)) : colour
}
