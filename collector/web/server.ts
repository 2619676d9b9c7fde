import { once } from 'node:events'
import { createServer as createHttpServer, type Server, type ServerOptions } from 'node:http'
import { createServer as createHttpsServer, type Server as HttpsServer } from 'node:https'
import type { Socket } from 'node:net'
import type { ListenAddress } from '../config/listen-address.ts'
import type { Gate } from './gate.ts'
import { answer, type Routes } from './routes.ts'
import type { WebConfigFile } from './web-config-file.ts'

const CONNECTIONS = 256
const CONNECTIONS_PER_ADDRESS = 64
const CLOSE_MILLIS = 2_000
const RESPONSE_MILLIS = 30_000

/** Who sends slowly is let go; times are looked at every second. */
const BOUNDS: ServerOptions = {
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 1_000,
  maxHeaderSize: 16 * 1024,
}

export interface WebServer {
  /** Where it listens, with the port that it got. */
  readonly address: ListenAddress
  readonly scheme: 'http' | 'https'
  /** Finishes the requests at hand and takes no more. */
  close(): Promise<void>
}

/** Serves the routes behind the gate, with TLS if the web configuration file says so. Rejects with the error of the socket. */
export async function serveWeb(wanted: ListenAddress, routes: Routes, gate: Gate, file: WebConfigFile): Promise<WebServer> {
  const server = createServer(file)
  server.on('request', (request, response) => {
    const late = setTimeout(() => response.destroy(), RESPONSE_MILLIS).unref()
    response.on('close', () => clearTimeout(late))
    gate.admits(request, response).then(
      (reader) => (reader === undefined ? undefined : answer(routes, request, response, reader)),
      () => response.destroy(),
    )
  })
  bound(server)
  server.listen(wanted.host === '' ? { port: wanted.port } : { host: wanted.host, port: wanted.port })
  await once(server, 'listening')
  return {
    address: { host: wanted.host, port: portOf(server) },
    scheme: file.current().tls === undefined ? 'http' : 'https',
    async close() {
      const closed = once(server, 'close')
      server.close()
      const late = setTimeout(() => server.closeAllConnections(), CLOSE_MILLIS)
      await closed
      clearTimeout(late)
    },
  }
}

function createServer(file: WebConfigFile): Server | HttpsServer {
  const { tls } = file.current()
  if (tls === undefined) return createHttpServer(BOUNDS)
  const isAsked = tls.clientAuth !== 'NoClientCert'
  const rejectUnauthorized = tls.clientAuth === 'RequireAndVerifyClientCert'
  const server = createHttpsServer({ ...BOUNDS, ...tls.context, requestCert: isAsked, rejectUnauthorized, handshakeTimeout: 5_000 })
  let used = tls.context
  // Before the handshake of a connection: it shall have the certificate of now.
  server.prependListener('connection', () => {
    const now = file.current().tls?.context
    if (now === undefined || now === used) return
    server.setSecureContext(now)
    used = now
  })
  return server
}

/** Connections in all, and of one address, so that nobody alone can hold all of them. */
function bound(server: Server | HttpsServer): void {
  const ofAddress = new Map<string, number>()
  server.maxConnections = CONNECTIONS
  server.on('connection', (socket: Socket) => {
    const { remoteAddress = '' } = socket
    const count = (ofAddress.get(remoteAddress) ?? 0) + 1
    if (count > CONNECTIONS_PER_ADDRESS) {
      socket.destroy()
      return
    }
    ofAddress.set(remoteAddress, count)
    socket.on('close', () => {
      const left = (ofAddress.get(remoteAddress) ?? 1) - 1
      if (left > 0) ofAddress.set(remoteAddress, left)
      else ofAddress.delete(remoteAddress)
    })
  })
}

function portOf(server: Server | HttpsServer): number {
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}
