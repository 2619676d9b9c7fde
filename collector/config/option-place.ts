import { readFileSync } from 'node:fs'
import { isMap, isNode, isScalar, LineCounter, parseDocument, type Document } from 'yaml'

/** Options as messages name them, such as `kafka.brokers`; not flags, such as `--web.listen-address`. */
const OPTION = /(?<![-\w.])[a-z]+(?:\.[a-zA-Z_]+)+/g

/** `file:line:col` of the first option that a message names and the file has: where it is, or where what it belongs to is. */
export function placeOfOption(file: string, message: string): string | undefined {
  const lines = new LineCounter()
  const document = parseDocument(readFileSync(file, 'utf8'), { lineCounter: lines })
  for (const [option] of message.matchAll(OPTION)) {
    const offset = offsetOf(document, option.split('.'))
    if (offset === undefined) continue
    const { line, col } = lines.linePos(offset)
    return `${file}:${line}:${col}`
  }
  return undefined
}

function offsetOf(document: Document, path: readonly string[]): number | undefined {
  let at: unknown = document.contents
  let offset: number | undefined
  for (const name of path) {
    const pair = isMap(at) ? at.items.find(({ key }) => isScalar(key) && key.value === name) : undefined
    if (pair === undefined || !isNode(pair.key)) break
    offset = pair.key.range?.[0]
    at = pair.value
  }
  return offset
}
