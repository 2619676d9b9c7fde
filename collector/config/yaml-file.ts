import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { LineCounter, parseDocument, type Document } from 'yaml'
import type { z } from 'zod'
import { ConfigError } from '../errors.ts'
import { explainIssue, type Problem } from './explain-issue.ts'
import { withAbsoluteFiles } from './file-paths.ts'
import { aliasProblem, yamlProblem } from './yaml-problem.ts'

/** Reads a YAML file by its schema; throws a ConfigError that lists every mistake in it with line and column. */
export function readYamlFile<Value>(file: string, schema: z.ZodType<Value>): Value {
  return readYaml(readText(file), file, schema)
}

/** The same from `text`; `file` is for messages, and its folder is where relative paths begin. */
export function readYaml<Value>(text: string, file: string, schema: z.ZodType<Value>): Value {
  const lines = new LineCounter()
  const refuse = (problems: readonly Problem[]) =>
    new ConfigError(
      problems.toSorted((a, b) => a.offset - b.offset).map((problem) => `${file}:${place(lines, problem.offset)} ${problem.text}`),
    )

  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  if (document.errors.length > 0) throw refuse(document.errors.map((error) => yamlProblem(error, text)))
  const value = toPlain(document)
  if ('offset' in value) throw refuse([value])
  const result = schema.safeParse(withAbsoluteFiles(withoutEmptySections(value.plain), dirname(file)))
  if (result.success) return result.data
  throw refuse(result.error.issues.flatMap((issue) => explainIssue(issue, document, schema)))
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
    const found = code === 'ENOENT' ? 'there is no such file' : `cannot be read (${code})`
    throw new ConfigError([`${file}: ${found}, give the path of a configuration file that this user may read`])
  }
}

/** Aliases without an anchor, and aliases that would grow without bound, come to light only here. */
function toPlain(document: Document): { plain: unknown } | Problem {
  try {
    return { plain: document.toJS() ?? {} }
  } catch (error) {
    return aliasProblem(document, error)
  }
}

/** A section whose lines are all commented out is left with its name alone and means its defaults. */
function withoutEmptySections(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).filter(([, section]) => section !== null))
}

function place(lines: LineCounter, offset: number): string {
  const { line, col } = lines.linePos(offset)
  return `${Math.max(line, 1)}:${Math.max(col, 1)}`
}
