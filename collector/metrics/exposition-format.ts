/** How metrics are written. */
export type Format = 'text' | 'openmetrics'

/** The formats that are offered, with the parameters that an `Accept` header may ask of them. */
const OFFERS = [
  { format: 'openmetrics', type: 'application', subtype: 'openmetrics-text', version: '1.0.0' },
  { format: 'text', type: 'text', subtype: 'plain', version: '0.0.4' },
] as const

export const contentTypes: Readonly<Record<Format, string>> = {
  text: 'text/plain; version=0.0.4; charset=utf-8',
  openmetrics: 'application/openmetrics-text; version=1.0.0; charset=utf-8',
}

/**
 * The format that an `Accept` header prefers (RFC 9110 §12.5.1). The more specific of two ranges that fit counts; of equal weights the named
 * format goes before `*`, and OpenMetrics only where it is named. What asks for something else altogether (protobuf) gets text, as a browser does.
 */
export function formatFor(accept: string | undefined): Format {
  const ranges = (accept ?? '').split(',').map(readRange)
  let best: Format = 'text'
  let bestRank = 0
  for (const { format, type, subtype, version } of OFFERS) {
    let specific = -1
    let weight = 0
    for (const range of ranges) {
      const fits = range.type === type && range.subtype === subtype && (range.version === undefined || range.version === version)
      const precision = fits ? 2 : range.type === type && range.subtype === '*' ? 1 : range.type === '*' && range.subtype === '*' ? 0 : -1
      if (precision < 0 || precision < specific) continue
      weight = precision === specific ? Math.max(weight, range.weight) : range.weight
      specific = precision
    }
    // A wildcard is no wish for a format that few programs read.
    const rank = format === 'openmetrics' && specific < 2 ? 0 : weight
    if (rank > bestRank) {
      best = format
      bestRank = rank
    }
  }
  return best
}

/** Whether an `Accept-Encoding` header takes gzip (RFC 9110 §12.5.3). */
export function acceptsGzip(acceptEncoding: string | undefined): boolean {
  let any = 0
  for (const text of (acceptEncoding ?? '').split(',')) {
    const [coding = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase())
    if (coding === 'gzip' || coding === 'x-gzip') return weightOf(parameters) > 0
    if (coding === '*') any = weightOf(parameters)
  }
  return any > 0
}

interface Range {
  readonly type: string
  readonly subtype: string
  readonly version: string | undefined
  readonly weight: number
}

function readRange(text: string): Range {
  const [media = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase())
  const [type = '', subtype = ''] = media.split('/')
  const version = parameters.find((parameter) => /^version\s*=/.test(parameter))
  return { type, subtype, version: version?.replace(/^version\s*=\s*"?([^"]*)"?$/, '$1'), weight: weightOf(parameters) }
}

/** Weight from 0 to 1 (RFC 9110 §12.4.2); one that cannot be read is 0. */
function weightOf(parameters: readonly string[]): number {
  const written = parameters.find((parameter) => /^q\s*=/.test(parameter))
  if (written === undefined) return 1
  const [, value] = /^q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.exec(written) ?? []
  return value === undefined ? 0 : Number(value)
}
