import type { Format } from './exposition-format.ts'
import type { MetricSpec } from './metric-spec.ts'

/** Longest exemplar: label names and values together, in characters (OpenMetrics 1.0, "Exemplars"). */
const EXEMPLAR_CHARACTERS = 128

/** The lines that say what a family is. OpenMetrics names the family of a counter without `_total`. */
export function familyHead({ name, help, type, unit }: MetricSpec, format: Format): string {
  if (format === 'text') return `# HELP ${name} ${escapeHelp(help)}\n# TYPE ${name} ${type}\n`
  const family = type === 'counter' ? name.slice(0, -'_total'.length) : name
  const base = unit === 'timestamp' ? 'seconds' : unit
  const unitLine = family.endsWith(`_${base}`) ? `# UNIT ${family} ${base}\n` : ''
  return `# TYPE ${family} ${type}\n${unitLine}# HELP ${family} ${escapeLabel(help)}\n`
}

/** The labels of a series as they are written, without braces and without those that have no value. The values become well-formed text first, so that none can be told apart only by what is broken. */
export function labelText(labels: object): string {
  return Object.entries(labels)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]: [string, unknown]) => `${name}="${escapeLabel(String(value).toWellFormed())}"`)
    .join(',')
}

/** Name, labels and the space before the value; equal in both formats. */
export function seriesHead(name: string, labels: string): string {
  return labels === '' ? `${name} ` : `${name}{${labels}} `
}

/** An upper bound as both formats spell it: OpenMetrics wants a point in it, and one series may not have two names. */
export function boundText(bound: number): string {
  return Number.isInteger(bound) ? bound.toFixed(1) : String(bound)
}

/** What stands behind a value in OpenMetrics: as many of the labels, in their order, as fit; empty when none does. */
export function exemplarText(labels: Readonly<Record<string, string>>, seconds: number): string {
  let room = EXEMPLAR_CHARACTERS
  const fitting = Object.entries(labels).filter(([name, value]) => {
    const length = name.length + value.toWellFormed().length
    if (length > room) return false
    room -= length
    return true
  })
  return fitting.length === 0 ? '' : ` # {${labelText(Object.fromEntries(fitting))}} 1 ${seconds.toFixed(3)}`
}

function escapeLabel(text: string): string {
  return /["\\\n]/.test(text) ? text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n') : text
}

function escapeHelp(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')
}
