import type { Row } from './ladder-rows.ts'
import type { LadderNode } from './ladder-nodes.ts'
import type { Page } from './page.ts'
import { wrap } from './wrap.ts'

const GAP = 2

/** The same ladder as a list, for narrow pages: who to whom, and below it what. */
export function drawList(nodes: readonly LadderNode[], rows: readonly Row[], page: Page): readonly string[] {
  const { paint, symbols } = page
  const names = nodes.map(({ role }) => role)
  const timeColumns = Math.max(...rows.map(({ time }) => time.length)) + GAP
  const indent = ' '.repeat(timeColumns)
  const legend = nodes.map(({ role, address }) => paint.dim(page.cut(`${role} = ${address}`, page.width)))
  const body = rows.flatMap(({ time, arrow, text, paint: colour }) => {
    const what = wrap(text, page.width - timeColumns).map((line) => indent + colour(line))
    if (arrow === undefined) return what
    const who = `${names[arrow.from]} ${symbols.rightwards} ${names[arrow.to]}`
    return [`${' '.repeat(timeColumns - GAP - time.length)}${paint.dim(time)}${' '.repeat(GAP)}${who}`, ...what]
  })
  return [...legend, ...body]
}
