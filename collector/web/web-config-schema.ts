import { validateHeaderValue } from 'node:http'
import { z } from 'zod'
import { amount, parsed, section } from '../config/section.ts'
import { tlsServerSchema } from './tls-server-schema.ts'

const HASH = /^\$2[aby]\$\d\d\$[./A-Za-z0-9]{53}$/
const hashForm = 'write a bcrypt hash, as "htpasswd -nBC 10 NAME" makes it'
const nameForm = 'write a name without a colon'
const durationForms = 'a duration such as 1s, 500ms or 1m'

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 }

/** The headers that can be set, as every Prometheus exporter has them. */
const headers = section({
  'Content-Security-Policy': headerValue(),
  'X-Frame-Options': oneWord('deny', 'sameorigin'),
  'X-Content-Type-Options': oneWord('nosniff'),
  'X-XSS-Protection': headerValue(),
  'Strict-Transport-Security': headerValue(),
})

/** The file of `--web.config.file`, in the form that all Prometheus exporters share. What is not supported is refused. */
export const webConfigSchema = section({
  tls_server_config: tlsServerSchema.optional(),
  http_server_config: section({
    http2: z.literal(false, 'write false or take it out: HTTP/2 is not spoken here').optional(),
    headers: headers.optional(),
  }).optional(),
  basic_auth_users: z
    .record(z.string().regex(/^[^:]+$/, nameForm), z.unknown().transform(readHash), 'write names and bcrypt hashes')
    .optional(),
  rate_limit: section({
    interval: parsed(millisOf, durationForms).prefault('0s'),
    burst: amount({ least: 1, most: 1_000_000, usual: 1 }),
  }).optional(),
}).transform(({ tls_server_config: tls, http_server_config: http, basic_auth_users: users, rate_limit: rate }) => ({
  tls,
  headers: Object.entries(http?.headers ?? {}).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== ''),
  users: new Map(Object.entries(users ?? {})),
  /** One request each `intervalMillis` on average, `burst` at once; undefined without a limit. */
  rate: rate === undefined || rate.interval === 0 ? undefined : { intervalMillis: rate.interval, burst: rate.burst },
}))

/** The web configuration file, read. */
export type WebConfig = z.output<typeof webConfigSchema>

/** What holds without the file. */
export const noWebConfig: WebConfig = { tls: undefined, headers: [], users: new Map(), rate: undefined }

/** Whatever stands there is not shown: it may be the password. */
function readHash(found: unknown, context: z.core.$RefinementCtx): string {
  if (typeof found === 'string' && HASH.test(found)) return found
  context.addIssue({ code: 'custom', message: hashForm, params: { instead: 'found no bcrypt hash' } })
  return z.NEVER
}

function headerValue() {
  const form = 'write a text of one line'
  return z
    .string(form)
    .refine((text) => isHeaderValue(text), form)
    .optional()
}

function oneWord(...words: string[]) {
  return z.enum(['', ...words], `write one of ${words.join(', ')}`).optional()
}

function isHeaderValue(text: string): boolean {
  try {
    validateHeaderValue('X', text)
    return true
  } catch {
    return false
  }
}

/** Go's form of a duration: numbers with units, one behind the other. */
function millisOf(text: string): number | undefined {
  if (text === '0') return 0
  if (!/^(?:\d+(?:\.\d+)?(?:ms|s|m|h))+$/.test(text)) return undefined
  return [...text.matchAll(/([\d.]+)(ms|s|m|h)/g)].reduce((sum, [, count, unit = '']) => sum + Number(count) * (UNITS[unit] ?? 0), 0)
}
