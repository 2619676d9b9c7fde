import { isMap, isPair, isScalar, isSeq, type Document, type Node } from 'yaml'
import type { z } from 'zod'
import { nearest } from './nearest.ts'
import { sectionsOf } from './section-of.ts'

type Issue = z.core.$ZodIssue

const SHOWN_CHARACTERS = 60

/** One mistake in a file: where it is, what was found there and what to write instead. */
export interface Problem {
  /** Offset in the file, in characters. */
  readonly offset: number
  readonly text: string
}

/** Says what is wrong in the operator's words; one problem for each unknown key. `schema` is that of the whole file. */
export function explainIssue(issue: Issue, document: Document, schema: z.ZodType): Problem[] {
  const node = nodeAt(document, issue.path)
  const where = pathText(issue.path)
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      offset: offsetOf(keyNode(node, key) ?? node),
      text: `${where}unknown key ${quote(key)}${(where === '' ? indent(key, schema) : undefined) ?? advise(key, issue.message)}`,
    }))
  }
  if (issue.code === 'invalid_key') {
    const key = String(issue.path.at(-1))
    const around = issue.path.slice(0, -1)
    const place = offsetOf(keyNode(nodeAt(document, around), key) ?? node)
    return [{ offset: place, text: `${pathText(around)}the key ${quote(key)}, ${issue.issues[0]?.message ?? issue.message}` }]
  }
  const { message } = issue
  const found = valueAt(document, issue.path)
  const instead: unknown = issue.code === 'custom' ? issue.params?.['instead'] : undefined
  if (typeof instead === 'string') return [{ offset: offsetOf(node), text: `${where}${instead}, ${message}` }]
  return [{ offset: offsetOf(node), text: `${where}${describe(found)}${advise(found, message)}` }]
}

/** A key that belongs into a section and stands beside it. */
function indent(key: string, schema: z.ZodType): string | undefined {
  const sections = sectionsOf(key, schema)
  return sections.length === 0 ? undefined : `, write it below ${sections.join(' or ')}, indented`
}

/** A near word is worth more than the list of all. */
function advise(found: unknown, message: string): string {
  const list = /one of ([\w, ]+)/.exec(message)?.[1]
  const word = list === undefined || typeof found !== 'string' ? undefined : nearest(found, list.trim().split(', '))
  return word === undefined ? `, ${message}` : `. Did you mean ${quote(word)}?`
}

/** The node at `path`, or the nearest one around it where the path goes into what is not there. */
function nodeAt(document: Document, path: readonly PropertyKey[]): Node | null {
  let node: Node | null = document.contents
  for (const step of path) {
    const next = child(node, step)
    if (next === undefined) break
    node = next
  }
  return node
}

function child(node: Node | null, step: PropertyKey): Node | undefined {
  const pairs = isMap(node) ? node.items : []
  const found = isSeq(node) ? node.items[Number(step)] : pairs.find((pair) => isNamed(pair.key, step))?.value
  return isScalar(found) || isMap(found) || isSeq(found) ? found : undefined
}

function keyNode(node: Node | null, key: string): Node | undefined {
  if (!isMap(node)) return undefined
  const pair = node.items.find((item) => isPair(item) && isNamed(item.key, key))
  return isScalar(pair?.key) ? pair.key : undefined
}

function isNamed(key: unknown, name: PropertyKey): boolean {
  return isScalar(key) && String(key.value) === String(name)
}

function valueAt(document: Document, path: readonly PropertyKey[]): unknown {
  let value: unknown = document.toJS()
  for (const step of path) {
    // A single network stands for a list of one.
    if (typeof value !== 'object' || value === null) return Number(step) === 0 ? value : undefined
    value = Reflect.get(value, step)
  }
  return value
}

function offsetOf(node: Node | null): number {
  return node?.range?.[0] ?? 0
}

function pathText(path: readonly PropertyKey[]): string {
  const text = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('')
  return text === '' ? '' : `${text.replace(/^\./, '')}: `
}

function describe(value: unknown): string {
  if (value === undefined) return 'missing'
  if (value === null) return 'nothing is written here'
  if (Array.isArray(value)) return 'found a list'
  return typeof value === 'object' ? 'found a mapping' : `found ${quote(value)}`
}

/** JSON, so that no control character of the file reaches the terminal. */
function quote(value: unknown): string {
  const text = JSON.stringify(value)
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text
}
