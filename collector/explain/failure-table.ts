import type { Page } from './page.ts'
import { reasonWords } from './plain-words.ts'
import { failuresByCount, type Tally } from './tally.ts'

const GAP = '  '

/** Failures by cause, reason and code, the most frequent first: in plain words, and as labels where they fit beside. */
export function failureTable(tally: Tally, page: Page): readonly string[] {
  const rows = failuresByCount(tally)
  if (rows.length === 0) return []
  const countColumns = Math.max(...rows.map(({ count }) => String(count).length))
  const codeColumns = Math.max(...rows.map(({ code }) => String(code ?? 'silence').length))
  const wordColumns = Math.max(...rows.map(({ reason }) => reasonWords[reason].length))
  const labelColumns = Math.max(...rows.map(({ cause, reason }) => cause.length + 1 + reason.length))
  const before = GAP.length * 3 + countColumns + codeColumns
  const isWide = before + wordColumns + GAP.length + labelColumns <= page.width
  return rows.map(({ count, code, cause, reason }) => {
    const words = isWide ? reasonWords[reason].padEnd(wordColumns) : page.cut(reasonWords[reason], page.width - before)
    const label = isWide ? GAP + page.paint.cyan(`${cause}/${reason}`) : ''
    return `${GAP}${String(count).padStart(countColumns)}${GAP}${String(code ?? 'silence').padEnd(codeColumns)}${GAP}${words}${label}`
  })
}
