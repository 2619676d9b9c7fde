import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer, type TLSSocket } from 'node:tls'
import type { ListenAddress } from '../config/listen-address.ts'
import { HepConnection, type StreamBytes } from './hep-connection.ts'
import { createListener, type HepListener, type ListenerSurroundings } from './hep-listener.ts'
import { Inbox } from './inbox.ts'
import { onAnyHost } from './on-any-host.ts'

const KEEPALIVE_MILLIS = 60_000
const SWEEP_MILLIS = 1_000
const MICROS_PER_SECOND = 1e6

export interface StreamOptions extends ListenerSurroundings {
  /** A connection that is silent for so long is closed. */
  readonly idleSeconds: number
}

export interface TlsOptions extends StreamOptions {
  /** Certificate with its chain and private key, PEM. */
  readonly cert: string
  readonly key: string
  /** Who signs the certificates that agents have to show; without it they need none. */
  readonly clientCa: string | undefined
  readonly handshakeSeconds: number
}

/** Listens for streams of HEPv3 packets. Rejects with the error of the socket. */
export function listenTcp(wanted: ListenAddress, options: StreamOptions): Promise<HepListener> {
  return listenStream('tcp', wanted, options, (_, opened) => opened)
}

/** The same inside TLS; with `clientCa` only for agents whose certificate it signed. */
export function listenTls(wanted: ListenAddress, options: TlsOptions): Promise<HepListener> {
  const { cert, key, clientCa, handshakeSeconds } = options
  return listenStream('tls', wanted, options, (inbox, opened) => {
    const client = clientCa === undefined ? {} : { ca: clientCa, requestCert: true, rejectUnauthorized: true }
    const handshakes = createTlsServer({ cert, key, ...client, handshakeTimeout: handshakeSeconds * 1_000 })
    handshakes.on('secureConnection', opened)
    handshakes.on('tlsClientError', (_, socket: TLSSocket) => {
      inbox.lose('handshake_failed')
      socket.destroy()
    })
    return (socket) => void handshakes.emit('connection', socket)
  })
}

/** What becomes of a socket that may stay: `opened`, at once or when its handshake is over. */
type Admit = (inbox: Inbox<StreamBytes>, opened: (socket: Socket) => void) => (socket: Socket) => void

async function listenStream(input: 'tcp' | 'tls', wanted: ListenAddress, options: StreamOptions, admit: Admit): Promise<HepListener> {
  const { room, connections, refuse, idleSeconds } = options
  const inbox = new Inbox<StreamBytes>(room, (bytes, intake) => bytes.connection.read(bytes, intake))
  const sockets = new Set<Socket>()
  const open = new Set<HepConnection>()
  const admitted = admit(inbox, (socket) => {
    const connection = new HepConnection(socket, inbox, idleSeconds * MICROS_PER_SECOND)
    open.add(connection)
    socket.on('close', () => open.delete(connection))
  })

  const server = await onAnyHost(wanted, bindTcp)
  server.on('error', () => undefined)
  server.on('connection', (socket) => {
    // Without an address it has gone already.
    const address = socket.remoteAddress ?? ''
    const refused = connections.enter(address)
    socket.on('error', () => undefined)
    if (refused !== undefined) {
      inbox.lose(refused)
      socket.destroy()
      return
    }
    sockets.add(socket)
    socket.on('close', () => {
      sockets.delete(socket)
      connections.leave(address)
    })
    socket.setKeepAlive(true, KEEPALIVE_MILLIS)
    admitted(socket)
  })

  const sweep = setInterval(() => {
    for (const connection of open) connection.endIfIdle(inbox.now)
  }, SWEEP_MILLIS)
  return createListener({ input, address: { host: wanted.host, port: portOf(server) }, refuse }, inbox, async () => {
    clearInterval(sweep)
    const closed = once(server, 'close')
    server.close()
    for (const socket of sockets) socket.destroy()
    await closed
  })
}

async function bindTcp(host: string, port: number): Promise<Server> {
  const server = createServer()
  server.listen({ host, port })
  await once(server, 'listening')
  return server
}

function portOf(server: Server): number {
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}
