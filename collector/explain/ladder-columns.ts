import { textWidth } from './clean-text.ts'
import type { Row } from './ladder-rows.ts'
import type { LadderNode } from './ladder-nodes.ts'
import type { Page } from './page.ts'
import { wrap } from './wrap.ts'

/** Columns of text that are left beside the arrows at least. */
const TEXT_COLUMNS = 34
const SHORTEST_ARROW = 9
const GAP = 2

/** Draws a column for each node and an arrow for each message, its text beside it; undefined when the page is too narrow. */
export function drawColumns(nodes: readonly LadderNode[], rows: readonly Row[], page: Page): readonly string[] | undefined {
  const timeColumns = Math.max(...rows.map(({ time }) => time.length)) + GAP
  const fits = (headers: Headers): boolean => timeColumns + headers.columns + GAP + TEXT_COLUMNS <= page.width
  const headers = [full(nodes), short(nodes)].find(fits)
  if (headers === undefined) return undefined
  const textColumns = page.width - timeColumns - headers.columns - GAP
  const idle = lanes(headers, undefined, page)
  const body = rows.flatMap((row, index) => {
    const lines = wrap(row.text, textColumns).map((text, line) => {
      const time = line === 0 ? row.time : ''
      const drawn = line === 0 ? lanes(headers, row.arrow, page) : idle
      return `${' '.repeat(timeColumns - GAP - time.length)}${page.paint.dim(time)}${' '.repeat(GAP)}${drawn}${' '.repeat(GAP)}${row.paint(text)}`
    })
    const isNext = row.opens && index > 0
    return isNext ? [`${' '.repeat(timeColumns)}${idle}`.trimEnd(), ...lines] : lines
  })
  const indent = ' '.repeat(timeColumns)
  return [...headers.legend.map((line) => page.paint.dim(line)), ...headers.lines.map((line) => page.paint.bold(indent + line)), ...body]
}

interface Headers {
  /** Where the lifelines stand. */
  readonly lifelines: readonly number[]
  readonly columns: number
  readonly lines: readonly string[]
  /** Said before the ladder, because it does not fit above a lifeline. */
  readonly legend: readonly string[]
}

/** Role and address above each lifeline. */
function full(nodes: readonly LadderNode[]): Headers {
  return headersOf([nodes.map(({ role }) => role), nodes.map(({ address }) => address)], [])
}

/** Only names above the lifelines; the addresses in lines before. */
function short(nodes: readonly LadderNode[]): Headers {
  const names = nodes.map(({ role }) => role)
  return headersOf(
    [names],
    nodes.map(({ address }, index) => `${names[index]} = ${address}`),
  )
}

function headersOf(lines: readonly (readonly string[])[], legend: readonly string[]): Headers {
  const widths = lines[0]!.map((_, index) => Math.max(1, ...lines.map((line) => textWidth(line[index]!))))
  const lifelines: number[] = []
  for (const [index, width] of widths.entries()) {
    const before = widths[index - 1]
    const apart = Math.max(SHORTEST_ARROW, Math.ceil(((before ?? 0) + width) / 2) + GAP)
    lifelines.push(before === undefined ? Math.floor(width / 2) : lifelines[index - 1]! + apart)
  }
  const columns = lifelines.at(-1)! + Math.ceil(widths.at(-1)! / 2)
  const drawn = lines.filter((line) => line.some((label) => label !== ''))
  return { lifelines, columns, lines: drawn.map((line) => centred(line, lifelines).trimEnd()), legend }
}

function centred(labels: readonly string[], lifelines: readonly number[]): string {
  let text = ''
  for (const [index, label] of labels.entries()) {
    const start = Math.max(0, lifelines[index]! - Math.floor(textWidth(label) / 2))
    text += ' '.repeat(Math.max(0, start - textWidth(text))) + label
  }
  return text
}

/** The lifelines, and an arrow across them if there is one. */
function lanes({ lifelines, columns }: Headers, arrow: Row['arrow'], { symbols }: Page): string {
  const cells = Array.from({ length: columns }, () => ' ')
  for (const at of lifelines) cells[at] = symbols.lifeline
  if (arrow !== undefined && arrow.from !== arrow.to) {
    const [from, to] = [lifelines[arrow.from]!, lifelines[arrow.to]!]
    const rightward = from < to
    for (let at = Math.min(from, to) + 1; at < Math.max(from, to); at++) cells[at] = symbols.dash
    cells[from] = rightward ? symbols.fromLeft : symbols.fromRight
    cells[rightward ? to - 1 : to + 1] = rightward ? symbols.toRight : symbols.toLeft
  }
  return cells.join('')
}
