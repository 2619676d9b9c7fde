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

/** Without `//`: at the beginning of a link it goes before the name of another host (RFC 3986 §4.2). */
const PATH = /^(?!.*\/\/)\/[\w./~-]*$/

/** Reads the flags that say so. The prefix is the path of the external URL unless it is given. */
export function webPaths(line: CommandLine): WebPaths {
  const externalUrl = readExternalUrl(line.value('web.external-url'))
  const external = externalUrl === undefined ? undefined : trimmed(new URL(externalUrl).pathname)
  const prefix = readPrefix(line.value('web.route-prefix')) ?? external ?? ''
  const telemetryPath = line.value('web.telemetry-path') ?? '/metrics'
  if (!PATH.test(telemetryPath) || ownPaths.includes(telemetryPath))
    throw new UsageError(
      `--web.telemetry-path: found ${JSON.stringify(telemetryPath)}, write ${instead(telemetryPath) ?? 'a path such as /metrics'}`,
    )
  return { prefix, base: external ?? prefix, telemetryPath, externalUrl }
}

function readExternalUrl(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isPlain = url !== undefined && /^https?:$/.test(url.protocol) && url.username + url.password + url.search + url.hash === ''
  if (isPlain && PATH.test(url.pathname)) return url.href
  const path = isPlain ? instead(url.pathname) : undefined
  const write = path === undefined ? 'a URL such as https://regwatch.example.org/path/' : `${url?.origin}${path}`
  throw new UsageError(`--web.external-url: found ${JSON.stringify(text)}, write ${write}`)
}

function readPrefix(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  if (PATH.test(text)) return trimmed(text)
  throw new UsageError(`--web.route-prefix: found ${JSON.stringify(text)}, write ${instead(text) ?? 'a path such as /regwatch'}`)
}

/** The path that was meant, where `//` is all that is wrong with it. */
function instead(path: string): string | undefined {
  const single = path.replaceAll(/\/{2,}/g, '/')
  return single !== path && PATH.test(single) ? single : undefined
}

function trimmed(path: string): string {
  return path.replace(/\/+$/, '')
}
