import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { once } from 'node:events'
import type { Registry } from 'prom-client'
import type { ListenAddress } from '../config/listen-address.ts'
import { landingPage } from './landing-page.ts'

const CONNECTIONS = 256
const REQUEST_MILLIS = 10_000
const CLOSE_MILLIS = 2_000

const PLAIN = 'text/plain; charset=utf-8'
const HTML = 'text/html; charset=utf-8'

/** Nothing of ours is a script, and no page may frame it. */
const HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
} as const

export interface WebOptions {
  readonly registry: Registry
  readonly telemetryPath: string
  readonly version: string
  /** Asked at each `/-/ready`. */
  readonly ready: () => boolean
}

export interface WebServer {
  /** Where it listens, with the port that it got. */
  readonly address: ListenAddress
  /** Finishes the requests at hand and takes no more. */
  close(): Promise<void>
}

interface Reply {
  readonly status: number
  readonly type: string
  readonly body: string
}

type Route = () => Reply | Promise<Reply>

/** Serves metrics, health and the landing page. Rejects with the error of the socket. */
export async function serveWeb(wanted: ListenAddress, options: WebOptions): Promise<WebServer> {
  const routes = createRoutes(options)
  const server = createServer({ requestTimeout: REQUEST_MILLIS }, (request, response) => void answer(routes, request, response))
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

function createRoutes({ registry, telemetryPath, version, ready }: WebOptions): ReadonlyMap<string, Route> {
  return new Map<string, Route>([
    ['/', () => ({ status: 200, type: HTML, body: landingPage({ version, telemetryPath }) })],
    ['/-/healthy', () => ({ status: 200, type: PLAIN, body: 'regwatch is healthy.\n' })],
    [
      '/-/ready',
      () =>
        ready()
          ? { status: 200, type: PLAIN, body: 'regwatch is ready.\n' }
          : { status: 503, type: PLAIN, body: 'regwatch is not ready.\n' },
    ],
    [telemetryPath, async () => ({ status: 200, type: registry.contentType, body: await registry.metrics() })],
  ])
}

async function answer(routes: ReadonlyMap<string, Route>, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = '', url = '' } = request
  const route = routes.get(url.split('?', 1)[0] ?? '')
  if (route === undefined) return send(response, { status: 404, type: PLAIN, body: 'Nothing is here; / has links to what there is.\n' })
  if (method !== 'GET' && method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD')
    return send(response, { status: 405, type: PLAIN, body: 'Only GET and HEAD are understood here.\n' })
  }
  try {
    send(response, await route())
  } catch {
    send(response, { status: 500, type: PLAIN, body: 'The answer could not be made.\n' })
  }
}

/** Node leaves the body out where the request was HEAD. */
function send(response: ServerResponse, { status, type, body }: Reply): void {
  response.writeHead(status, { ...HEADERS, 'Content-Type': type, 'Content-Length': Buffer.byteLength(body) }).end(body)
}

function portOf(server: Server): number {
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}
