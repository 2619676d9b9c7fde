import type { Page } from './page.ts'
import { hang } from './wrap.ts'

const INDENT = '  '
const LONGEST = 600

/** Lines under a title; nothing where there are none. */
export function section(title: string, lines: readonly string[], { paint }: Page): readonly string[] {
  return lines.length === 0 ? [] : ['', paint.bold(title), ...lines]
}

/** Each text as an item of a list. */
export function list(texts: readonly string[], symbol: string, paint: (symbol: string) => string, page: Page): readonly string[] {
  return texts.flatMap((text) => {
    const lines = hang(`${INDENT}${symbol} `, page.clean(text, LONGEST), page.width)
    return lines.map((line, index) => (index === 0 ? line.replace(symbol, () => paint(symbol)) : line))
  })
}

/** Sentences, each on lines of its own. */
export function prose(sentences: readonly string[], page: Page): readonly string[] {
  return sentences.flatMap((sentence) => hang(INDENT, page.clean(sentence, LONGEST), page.width))
}
