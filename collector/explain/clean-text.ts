/** Longest text of the wire that is shown in one piece. */
const LONGEST = 200

/** Typographic characters of our own sentences, for terminals that only speak ASCII. */
const plain: Readonly<Record<string, string>> = {
  '’': "'",
  '‘': "'",
  '“': '"',
  '”': '"',
  '…': '...',
  '→': '->',
  '–': '-',
  '—': '-',
  '·': '-',
  '×': 'x',
}

/**
 * Makes text that came from the wire fit for a terminal: no escape sequences, no line breaks, nothing that turns the direction of writing,
 * no towers of accents, and not endless.
 */
export function cleanText(text: string, unicode: boolean, limit = LONGEST): string {
  const visible = text
    .slice(0, LONGEST * 10)
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '\uFFFD')
    .replaceAll(/(\p{M}{2})\p{M}+/gu, '$1')
  return cut(unicode ? visible : toAscii(visible), limit, unicode ? '…' : '...')
}

/** Columns that a text takes in a terminal: East Asian wide characters take two, accents that combine none. */
export function textWidth(text: string): number {
  let columns = 0
  for (const character of text) {
    if (WIDE.test(character)) columns += 2
    else if (!MARK.test(character)) columns += 1
  }
  return columns
}

/** Cuts a text to a number of columns and shows that it was cut. */
export function cut(text: string, columns: number, ellipsis: string): string {
  if (textWidth(text) <= columns) return text
  let kept = ''
  let left = columns - ellipsis.length
  for (const character of text) {
    left -= textWidth(character)
    if (left < 0) break
    kept += character
  }
  return kept + ellipsis
}

const WIDE =
  /[\u{1100}-\u{115F}\u{2E80}-\u{A4CF}\u{AC00}-\u{D7A3}\u{F900}-\u{FAFF}\u{FE30}-\u{FE6F}\u{FF00}-\u{FF60}\u{FFE0}-\u{FFE6}\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]/u
const MARK = /\p{M}/u

function toAscii(text: string): string {
  return text.replaceAll(/[^ -~]/gu, (character) => plain[character] ?? '?')
}
