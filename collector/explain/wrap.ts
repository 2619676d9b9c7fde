import { textWidth } from './clean-text.ts'

/** Breaks a text at its spaces, though not at those that do not break, so that no line is wider than `columns`; a longer word is broken where the line ends. */
export function wrap(text: string, columns: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ').flatMap((whole) => pieces(whole, columns))) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && textWidth(longer) > columns) {
      lines.push(line)
      line = word
    } else {
      line = longer
    }
  }
  return [...lines, line].map((done) => done.replaceAll('\u00A0', ' '))
}

/** As `wrap`, with `first` before the first line and spaces of the same width before the others. */
export function hang(first: string, text: string, columns: number): readonly string[] {
  const indent = textWidth(first)
  return wrap(text, Math.max(1, columns - indent)).map((line, index) => (index === 0 ? first : ' '.repeat(indent)) + line)
}

/** Puts facts into lines without breaking one that fits into a line, `separator` between those of a line. */
export function wrapFacts(facts: readonly string[], separator: string, columns: number): readonly string[] {
  const lines: string[] = []
  for (const fact of facts) {
    const longer = lines.length === 0 ? fact : `${lines.at(-1)}${separator}${fact}`
    if (lines.length > 0 && textWidth(longer) <= columns) lines[lines.length - 1] = longer
    else lines.push(...wrap(fact, columns))
  }
  return lines
}

function pieces(word: string, columns: number): readonly string[] {
  if (textWidth(word) <= columns) return [word]
  const found: string[] = []
  let piece = ''
  for (const character of word) {
    if (textWidth(piece + character) > columns && piece !== '') {
      found.push(piece)
      piece = ''
    }
    piece += character
  }
  return [...found, piece]
}
