import type { z } from 'zod'
import { written } from './written.ts'
import { configJsonSchema, type JsonSchema } from '../../collector/config/json-schema.ts'
import { liveSections } from '../../collector/reload.ts'
import { optionsOf, type Option } from './options.ts'

const HEAD = `# Configuration

<!-- Made by "npm run generate" from the schema in collector/config. -->

A YAML file, given with \`--config.file\`. Every option has a default, so a file needs only what differs, and an empty one is valid.
\`regwatch check-config FILE\` says of each mistake where it is (file, line, column), what was found and what to write instead.
[config.example.yaml](../config.example.yaml) is the same as a file; [config.schema.json](../config.schema.json) is for editors.

The path of a key that ends in \`_file\` begins at the folder of the configuration file. A password or key never stands in the file itself: it
is either the name of an environment variable, as \`\${NAME}\`, or a file of its own in \`…_file\`.

A reload (SIGHUP, [docs/web.md](web.md#reload)) puts ${liveSections.map((name) => `\`${name}\``).join(', ')} in force at once; everything else takes a restart.
`

/** docs/configuration.md: the options of each section with their form, default and meaning. */
export function configurationPage(): string {
  return HEAD + optionsOf(configJsonSchema()).map(sectionText).join('')
}

function sectionText({ name, schema, options, sample }: Option): string {
  const parts = [`\n## ${name}\n`, schema.description ?? '']
  const body = rows(options.length > 0 ? options : itemOptions(schema), options.length > 0 ? name : `${name}[]`)
  if (body.length > 0) parts.push(`\n${table(body)}`)
  if (sample !== undefined) parts.push(`\n\`\`\`yaml\n${written(name, sample).join('\n')}\n\`\`\``)
  return `${parts.join('\n')}\n`
}

/** The keys of the mappings in a list. */
function itemOptions({ items }: JsonSchema): Option[] {
  return typeof items === 'object' && !Array.isArray(items) ? optionsOf(items) : []
}

function rows(options: readonly Option[], path: string): string[][] {
  return options.flatMap(({ name, schema, options: inner }) => {
    const full = `${path}.${name}`
    const own = [code(full), inner.length > 0 ? 'mapping' : form(schema), usual(schema, inner), cell(schema.description ?? '')]
    return [own, ...rows(inner, full)]
  })
}

function table(body: readonly string[][]): string {
  return ['| option | form | default | |', '| --- | --- | --- | --- |', ...body.map((row) => `| ${row.join(' | ')} |`)].join('\n')
}

function form(schema: z.core.JSONSchema._JSONSchema): string {
  if (typeof schema === 'boolean') return 'any'
  if (schema.enum !== undefined) return schema.enum.map((word) => code(String(word))).join(', ')
  if (schema.anyOf !== undefined) return [...new Set(schema.anyOf.map(form))].join(', or ')
  if (schema.type === 'array') return `list of ${Array.isArray(schema.items) ? 'any' : form(schema.items ?? {})}`
  if (schema.minimum !== undefined && schema.maximum !== undefined) return `${schema.minimum} to ${schema.maximum}`
  return schema.type === 'object' ? 'mapping' : String(schema.type ?? 'any')
}

function usual(schema: JsonSchema, inner: readonly Option[]): string {
  if (schema.default === undefined) return 'none'
  return inner.length > 0 ? '' : code(JSON.stringify(schema.default).replaceAll('"', "'"))
}

function code(text: string): string {
  return `\`${text.replaceAll('|', '\\|')}\``
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ')
}
