import type { Attempt } from '../../../classifiers/attempt.ts'
import { agreementDifferences, mechanismsOf } from '../../../classifiers/security-agreement.ts'
import { textWidth } from '../clean-text.ts'
import type { Page } from '../page.ts'
import { hang, wrap } from '../wrap.ts'
import { agreementOf } from './agreement.ts'

const INDENT = '    '
const GAP = '  '
const LONGEST_VALUE = 60

/** What is shown: other parameters may hold a digest of the headers (`d-ver`, RFC 3329 §2.2). */
const parameters = ['mechanism', 'alg', 'ealg', 'prot', 'mod', 'spi-c', 'spi-s', 'port-c', 'port-s'] as const
const NAME_COLUMNS = Math.max(...parameters.map(({ length }) => length))
const headers = ['Security-Client', 'Security-Server', 'Security-Verify'] as const
const NARROWEST = Math.max(...headers.map(({ length }) => length))

/** The three headers side by side, or below each other where the page is narrow; nothing where none was sent. */
export function agreementTable(attempt: Attempt, page: Page): readonly string[] {
  const { client, server, verify } = agreementOf(attempt)
  if (client === '' && server === '' && (verify ?? '') === '') return []
  const differing = new Set(server === '' || (verify ?? '') === '' ? [] : agreementDifferences(server, verify ?? ''))
  // Where nothing was given there is nothing to repeat.
  const lists = [client, server, server === '' ? '' : verify].map((header) => (header === undefined ? undefined : mechanismsOf(header)))
  const rows = parameters
    .map((name) => ({ name, cells: lists.map((list) => cellOf(list, name, page)), differs: differing.has(name) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''))
  const mark = `${GAP}${page.symbols.mark} differs`
  const room = page.width - INDENT.length - NAME_COLUMNS - headers.length * GAP.length - mark.length
  const columns = Math.min(Math.floor(room / headers.length), Math.max(NARROWEST, ...rows.flatMap(({ cells }) => cells.map(textWidth))))
  return columns < NARROWEST ? below(rows, page) : beside(rows, columns, mark, page)
}

interface Row {
  readonly name: string
  readonly cells: readonly string[]
  /** The UE does not repeat what the P-CSCF gave. */
  readonly differs: boolean
}

function beside(rows: readonly Row[], columns: number, mark: string, page: Page): readonly string[] {
  const { paint } = page
  const head = line('', headers, columns)
  const body = rows.flatMap(({ name, cells, differs }) => {
    const wrapped = cells.map((cell) => wrap(cell, columns))
    const height = Math.max(...wrapped.map(({ length }) => length))
    const lines = Array.from({ length: height }, (_, index) => {
      const cut = wrapped.map((parts) => parts[index] ?? '')
      return line(index === 0 ? name : '', cut, columns, differs && index === 0 ? mark : '')
    })
    return differs ? lines.map(paint.red) : lines
  })
  return [paint.bold(head), ...body]
}

function line(name: string, cells: readonly string[], columns: number, mark = ''): string {
  const padded = cells.map((cell) => cell + ' '.repeat(columns - textWidth(cell)))
  const text = [name.padEnd(NAME_COLUMNS), ...padded].join(GAP)
  return INDENT + (mark === '' ? text.trimEnd() : text + mark)
}

function below(rows: readonly Row[], page: Page): readonly string[] {
  const { paint, symbols, width } = page
  return headers.flatMap((header, index) => {
    const shown = rows.filter(({ cells }) => cells[index] !== '')
    const lines = shown.flatMap(({ name, cells, differs }) => {
      const mark = differs && header === 'Security-Verify' ? ` ${symbols.mark} differs` : ''
      const wrapped = hang(`${INDENT}${GAP}${name.padEnd(NAME_COLUMNS)}${GAP}`, cells[index]! + mark, width)
      return mark === '' ? wrapped : wrapped.map(paint.red)
    })
    return lines.length === 0 ? [] : [paint.bold(INDENT + header), ...lines]
  })
}

/** The values of one parameter, each once, in the order of the list. The first row says where there is no list. */
function cellOf(list: readonly ReadonlyMap<string, string>[] | undefined, name: string, page: Page): string {
  if (list === undefined) return name === 'mechanism' ? 'not seen' : ''
  if (list.length === 0) return name === 'mechanism' ? 'none' : ''
  const values = new Set(list.map((parts) => parts.get(name) ?? '').filter((value) => value !== ''))
  return page.clean([...values].join(', '), LONGEST_VALUE)
}
