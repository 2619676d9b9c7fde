import { pino, type Logger } from 'pino'

export const logLevels = ['debug', 'info', 'warn', 'error'] as const
export type LogLevel = (typeof logLevels)[number]

export const logFormats = ['logfmt', 'json'] as const
export type LogFormat = (typeof logFormats)[number]

/** Where log lines go: standard error, which Node writes to at once. */
export interface LogTarget {
  write(line: string): unknown
}

export type { Logger }

/** One line for each event: logfmt as the other Prometheus programs write it, or JSON. */
export function createLog(level: LogLevel, format: LogFormat, target: LogTarget): Logger {
  const options = { level, base: null, timestamp: () => `,"time":"${new Date().toISOString()}"`, formatters: { level: levelName } }
  return pino(options, format === 'json' ? target : { write: (line: string) => target.write(toLogfmt(line)) })
}

function levelName(level: string): { level: string } {
  return { level }
}

function toLogfmt(line: string): string {
  const { time, level, msg, ...rest }: Record<string, unknown> = JSON.parse(line)
  const fields = Object.entries({ time, level, msg, ...rest }).filter(([, value]) => value !== undefined)
  return `${fields.map(([key, value]) => `${key}=${plainOrQuoted(value)}`).join(' ')}\n`
}

/** JSON quoting keeps control characters of outside text out of the terminal. */
function plainOrQuoted(value: unknown): string {
  const text = typeof value === 'string' ? value : Array.isArray(value) ? value.join(',') : JSON.stringify(value)
  return /^[\w.:/@+,[\]-]+$/.test(text) ? text : JSON.stringify(text)
}
