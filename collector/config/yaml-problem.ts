import { visit, type Document, type ErrorCode, type YAMLError } from 'yaml'
import type { Problem } from './explain-issue.ts'

const SHOWN_CHARACTERS = 60

const INDENTED = 'begin what belongs together at the same column, with spaces, and close every [ and {'
const TAB = 'found a tab where a line is indented, write spaces'
const QUOTED = 'put a text in quotes that begins with a sign of YAML, or has ": " in it'
const LINE = 'write each key on a line of its own, with a colon and a space behind it'
const CLOSED = 'close what was opened before this place: a quote, a [ or a {'

/** What most often helps; the parser says only what it met. */
const instead: Partial<Record<ErrorCode, string>> = {
  BAD_INDENT: INDENTED,
  BAD_ALIAS: QUOTED,
  BAD_SCALAR_START: QUOTED,
  BLOCK_AS_IMPLICIT_KEY: QUOTED,
  MULTILINE_IMPLICIT_KEY: LINE,
  MISSING_CHAR: CLOSED,
  BAD_DQ_ESCAPE: "write the text in single quotes ('…'), where a backslash is one",
  UNEXPECTED_TOKEN: `look for a quote or a bracket too many, or a list where keys stand; ${QUOTED}`,
}

/** What YAML itself does not take: what was found, and what to write instead. */
export function yamlProblem({ code, pos, message }: YAMLError, text: string): Problem {
  const [offset] = pos
  return { offset, text: notYaml(code, message, text.slice(offset)) }
}

/** An alias without an anchor, or aliases that would grow without bound; they come to light only when values are made of the document. */
export function aliasProblem(document: Document, error: unknown): Problem {
  let offset = 0
  visit(document, {
    Alias(_, alias) {
      if (alias.resolve(document) !== undefined) return undefined
      offset = alias.range?.[0] ?? 0
      return visit.BREAK
    },
  })
  return {
    offset,
    text: `not valid YAML: ${error instanceof Error ? firstLine(error.message) : 'an alias that cannot be used'}, ${QUOTED}`,
  }
}

function notYaml(code: ErrorCode, message: string, from: string): string {
  if (code === 'MULTIPLE_DOCS') return 'found a second document, write all in one'
  if (code === 'TAB_AS_INDENT') return `not valid YAML: ${TAB}`
  if (code === 'DUPLICATE_KEY') return `not valid YAML: the key ${keyOf(from)} stands there twice, write what belongs to it in one place`
  // A line without a colon is no bracket that was left open.
  const help = code === 'MISSING_CHAR' && message.includes('map') ? LINE : (instead[code] ?? 'look at what stands before this place')
  return `not valid YAML: ${firstLine(message)}, ${help}`
}

/** JSON, so that no control character of the file reaches the terminal. */
function keyOf(from: string): string {
  const key = /^["']?([^\n:"']*)/.exec(from)?.[1] ?? ''
  return JSON.stringify(key.trim().slice(0, SHOWN_CHARACTERS))
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? ''
}
