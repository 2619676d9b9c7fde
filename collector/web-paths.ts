import { UsageError } from './errors.ts'
import type { CommandLine } from './flags.ts'
import { ownPaths } from './web/routes.ts'

/** Under which paths the pages are. */
export interface WebPaths {
  /** Before every path that is served: `` or `/prefix`. */
  readonly prefix: string
  /** Before every link: the path of `--web.external-url` if there is one, else the prefix. */
  readonly base: string
  readonly telemetryPath: string
  readonly externalUrl: string | undefined
}

const PATH = /^\/[\w./~-]*$/

/** Reads the flags that say so. The prefix is the path of the external URL unless it is given. */
export function webPaths(line: CommandLine): WebPaths {
  const externalUrl = readExternalUrl(line.value('web.external-url'))
  const external = externalUrl === undefined ? undefined : trimmed(new URL(externalUrl).pathname)
  const prefix = readPrefix(line.value('web.route-prefix')) ?? external ?? ''
  const telemetryPath = line.value('web.telemetry-path') ?? '/metrics'
  if (!PATH.test(telemetryPath) || ownPaths.includes(telemetryPath))
    throw new UsageError(`--web.telemetry-path: found ${JSON.stringify(telemetryPath)}, write a path such as /metrics`)
  return { prefix, base: external ?? prefix, telemetryPath, externalUrl }
}

function readExternalUrl(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isPlain = url !== undefined && /^https?:$/.test(url.protocol) && url.username + url.password + url.search + url.hash === ''
  if (isPlain && PATH.test(url.pathname)) return url.href
  throw new UsageError(`--web.external-url: found ${JSON.stringify(text)}, write a URL such as https://regwatch.example.org/path/`)
}

function readPrefix(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  if (PATH.test(text)) return trimmed(text)
  throw new UsageError(`--web.route-prefix: found ${JSON.stringify(text)}, write a path such as /regwatch`)
}

function trimmed(path: string): string {
  return path.replace(/\/+$/, '')
}
