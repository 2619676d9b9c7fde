import { textWidth } from './clean-text.ts'
import type { Brief } from './gather.ts'
import type { Page } from './page.ts'
import { readableTime } from './time-text.ts'

const INDENT = '  '

/** Attempts in one line each, `count` of them in all: those that are not kept are counted. */
export function briefLines(briefs: readonly Brief[], count: number, page: Page): readonly string[] {
  const rows = briefs.map(({ time, aor, source, callId }) =>
    [readableTime(time), aor, source, `Call-ID ${callId}`].map((cell) => page.clean(cell)),
  )
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => textWidth(row[column]!)))) ?? []
  const padded = (cell: string, column: number): string => cell + ' '.repeat(widths[column]! - textWidth(cell))
  const lines = rows.map((row) => INDENT + page.cut(row.map(padded).join('  ').trimEnd(), page.width - INDENT.length))
  const rest = count - briefs.length
  return rest > 0 ? [...lines, `${INDENT}${page.symbols.ellipsis} and ${rest} more (--json lists all)`] : lines
}
