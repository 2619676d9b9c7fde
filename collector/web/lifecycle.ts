import type { IncomingMessage } from 'node:http'
import { line, type Reply } from './reply.ts'

/** What can be asked of the process over HTTP. */
export interface Lifecycle {
  /** Reads the configuration again and says what has come of it; throws when it cannot be used. */
  reload(): string
  /** Asks for a graceful stop. */
  quit(): void
}

/** `POST /-/reload`: 500 and the reason where the old configuration goes on to hold. */
export function reloadReply(lifecycle: Lifecycle): Reply {
  try {
    return line(200, lifecycle.reload())
  } catch (error) {
    return line(500, `The configuration was not reloaded:\n${error instanceof Error ? error.message : String(error)}`)
  }
}

/** `POST /-/quit`. */
export function quitReply(lifecycle: Lifecycle): Reply {
  lifecycle.quit()
  return line(200, 'Stopping.')
}

/** A page elsewhere may not make a browser that is logged in send these. */
export function comesFromElsewhere({ headers }: IncomingMessage): boolean {
  const { origin, host } = headers
  return origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== host)
}
