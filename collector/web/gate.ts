import type { IncomingMessage, ServerResponse } from 'node:http'
import { TLSSocket } from 'node:tls'
import { admission } from './basic-auth.ts'
import { isClientAllowed, isClientVerified } from './client-certificate.ts'
import { createPasswordCheck } from './password-check.ts'
import { RateLimit } from './rate-limit.ts'
import { line, type Reader, send } from './reply.ts'
import type { WebConfigFile } from './web-config-file.ts'

/** Nothing of ours is a script, no page may frame it, and no cache may keep what somebody had to log in for. */
const HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'deny',
  'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
} as const

/** Stands before all routes. */
export interface Gate {
  /** Who asks, if the request may go on; else it is answered already. The response has its headers either way. */
  admits(request: IncomingMessage, response: ServerResponse): Promise<Reader | undefined>
  close(): Promise<void>
}

/** Asks of each request what the web configuration file asks at that time: rate, client certificate, user and password. */
export function createGate(file: WebConfigFile): Gate {
  const passwords = createPasswordCheck()
  const limit = new RateLimit()
  return {
    close: () => passwords.close(),
    async admits(request, response) {
      const { tls, headers, users, rate } = file.current()
      for (const [name, value] of [...Object.entries(HEADERS), ...headers]) response.setHeader(name, value)
      // A body is of no use to any route: it is not waited for.
      if (request.headers['transfer-encoding'] !== undefined || (request.headers['content-length'] ?? '0') !== '0')
        response.setHeader('Connection', 'close')
      const refuse = (status: number, text: string): undefined => {
        send(response, line(status, text))
        return undefined
      }
      if (rate !== undefined && !limit.admits(performance.now(), rate)) return refuse(429, 'Too many requests.')
      if (tls !== undefined && !(request.socket instanceof TLSSocket && isClientAllowed(request.socket, tls)))
        return refuse(403, 'This client certificate is not allowed here.')
      const admitted = await admission(request.headers.authorization, users, passwords)
      if (admitted === 'admitted') return { isKnown: users.size > 0 || (tls !== undefined && isClientVerified(request.socket, tls)) }
      if (admitted === 'busy') return refuse(503, 'Too many passwords wait to be looked at.')
      response.setHeader('WWW-Authenticate', 'Basic realm="regwatch", charset="UTF-8"')
      return refuse(401, 'A user and password are needed here.')
    },
  }
}
