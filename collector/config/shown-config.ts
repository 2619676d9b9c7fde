import { readFileSync } from 'node:fs'
import { parse, stringify } from 'yaml'
import { configJsonSchema, type JsonSchema } from './json-schema.ts'

/** A configuration as its file would say it, with every default written out. Secrets are only named. */
export type ShownConfig = Readonly<Record<string, unknown>>

/** What holds with this file, or without one. The file has been read, so it is known to be valid. */
export function shownConfig(file: string | undefined): ShownConfig {
  const plain: unknown = file === undefined ? {} : parse(readFileSync(file, 'utf8'))
  const shown = withDefaults(configJsonSchema(), plain ?? {})
  return isMapping(shown) ? shown : {}
}

/** The same as YAML. */
export function shownText(config: ShownConfig): string {
  return stringify(config, { singleQuote: true, lineWidth: 0, aliasDuplicateObjects: false })
}

/** The options that differ: `limits.attempts`, or the whole section where its keys are the operator's own. */
export function changedOptions(before: ShownConfig, after: ShownConfig): string[] {
  const { properties = {} } = configJsonSchema()
  return Object.entries(properties).flatMap(([section, schema]) => {
    const [old, young] = [before[section], after[section]]
    const keys = typeof schema === 'object' ? Object.keys(schema.properties ?? {}) : []
    if (keys.length === 0 || !isMapping(old) || !isMapping(young)) return isSame(old, young) ? [] : [section]
    return keys.filter((key) => !isSame(old[key], young[key])).map((key) => `${section}.${key}`)
  })
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

function withDefaults(schema: JsonSchema, found: unknown): unknown {
  if (schema.format === 'password') return found === undefined ? undefined : '<secret>'
  const value = found ?? schema.default
  if (schema.properties === undefined || !isMapping(value)) return value
  const entries = Object.entries(schema.properties).map(([key, of]): [string, unknown] => [
    key,
    typeof of === 'boolean' ? value[key] : withDefaults(of, value[key]),
  ])
  return Object.fromEntries(entries.filter(([, shown]) => shown !== undefined))
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
