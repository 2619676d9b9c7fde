import { configJsonSchema } from '../../collector/config/json-schema.ts'
import { liveSections } from '../../collector/reload.ts'
import { optionsOf, type Option } from './options.ts'
import { written } from './written.ts'

const WIDTH = 140

const HEAD = `# yaml-language-server: $schema=./config.schema.json
# Every option of regwatch with its default. A file needs only what differs; without a file all of this holds.
# Check a file with: regwatch check-config FILE
# SIGHUP reads it again: ${liveSections.join(', ')} hold at once, everything else after a restart.
`

/** config.example.yaml: every option with its default and a sentence; what has no default stands in a comment. */
export function exampleFile(): string {
  return (
    HEAD +
    optionsOf(configJsonSchema())
      .map((option) => `\n${linesOf(option, 'closed').join('\n')}\n`)
      .join('')
  )
}

/** The same with every sample in force, to see that it is valid. */
export function openedExample(): string {
  return optionsOf(configJsonSchema())
    .flatMap((option) => linesOf(option, 'opened'))
    .join('\n')
}

/** `isNeeded`: the section around it is not valid without it. */
function linesOf(option: Option, mode: 'closed' | 'opened', isNeeded = false): string[] {
  const { name, schema, sample, options } = option
  const comment = wrap(schema.description ?? '').map((line) => `# ${line}`)
  if (mode === 'opened' && sample !== undefined) return written(name, sample)
  const isOff = schema.default === undefined
  if (options.length > 0) {
    const needed = schema.required ?? []
    const inner = options
      .filter((one) => mode === 'closed' || needed.includes(one.name) || !namesFile(one))
      .flatMap((one) => linesOf(one, mode, needed.includes(one.name)))
    const body = [`${name}:`, ...inner.map((line) => `  ${line}`)]
    return [...comment, ...(isOff && mode === 'closed' ? commented(body) : body)]
  }
  if (isNeeded && sample !== undefined) return [...comment, ...written(name, sample)]
  const shown = sample === undefined ? [] : commented(written(name, sample))
  return [...comment, ...shown, ...(isOff ? [] : written(name, schema.default))]
}

/** A file that the sample names is not here; and of `password` and `password_file` only one can be given. */
function namesFile({ name }: Option): boolean {
  return name.endsWith('_file')
}

function commented(lines: readonly string[]): string[] {
  return lines.map((line) => `# ${line}`)
}

function wrap(text: string): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last === undefined || last.length + word.length >= WIDTH) lines.push(word)
    else lines[lines.length - 1] = `${last} ${word}`
  }
  return lines
}
