import { createServer, type Server } from 'node:http'
import { once } from 'node:events'
import type { ListenAddress } from '../config/listen-address.ts'
import { answer, createRoutes, type RouteOptions } from './routes.ts'

const CONNECTIONS = 256
const REQUEST_MILLIS = 10_000
const CLOSE_MILLIS = 2_000

/** Nothing of ours is a script, and no page may frame it. */
const HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
} as const

export interface WebServer {
  /** Where it listens, with the port that it got. */
  readonly address: ListenAddress
  /** Finishes the requests at hand and takes no more. */
  close(): Promise<void>
}

/** Serves metrics, health and the landing page. Rejects with the error of the socket. */
export async function serveWeb(wanted: ListenAddress, options: RouteOptions): Promise<WebServer> {
  const routes = createRoutes(options)
  const server = createServer({ requestTimeout: REQUEST_MILLIS }, (request, response) => {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value)
    void answer(routes, request, response)
  })
  server.maxConnections = CONNECTIONS
  server.listen(wanted.host === '' ? { port: wanted.port } : { host: wanted.host, port: wanted.port })
  await once(server, 'listening')
  return {
    address: { host: wanted.host, port: portOf(server) },
    async close() {
      const closed = once(server, 'close')
      server.close()
      const late = setTimeout(() => server.closeAllConnections(), CLOSE_MILLIS)
      await closed
      clearTimeout(late)
    },
  }
}

function portOf(server: Server): number {
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}
