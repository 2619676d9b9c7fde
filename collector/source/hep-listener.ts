import { createSocket, type Socket as UdpSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer, isIPv6, type Server, type Socket } from 'node:net'
import type { ListenAddress } from '../config/listen-address.ts'
import { HepFramer } from './hep-framing.ts'
import { Inbox, type Arrival } from './inbox.ts'
import type { Batch, Intake, Source } from './source.ts'

/** A socket that agents send HEP to. */
export interface HepListener extends Source {
  readonly input: 'udp' | 'tcp'
  /** Where it listens, with the port that it got. */
  readonly address: ListenAddress
  /** Takes nothing more; what has arrived can still be read. */
  close(): Promise<void>
}

/** What may wait to be read; a sender over UDP cannot be held back. */
const UDP_BYTES_WAITING = 64 * 1024 * 1024
/** Asked of the kernel, which grants as much as net.core.rmem_max allows. */
const UDP_RECEIVE_BUFFER = 8 * 1024 * 1024
const TCP_CONNECTIONS = 1_000
const TCP_KEEPALIVE_MILLIS = 60_000

/** Listens for one HEP packet a datagram. Rejects with the error of the socket. */
export async function listenUdp(wanted: ListenAddress): Promise<HepListener> {
  const inbox = new Inbox<Arrival>(UDP_BYTES_WAITING, ({ bytes, time }, intake) => intake.hep(bytes, 0, bytes.length, time))
  const socket = await onAnyHost(wanted, bindUdp)
  socket.on('message', (bytes) => inbox.put({ bytes, time: inbox.now }))
  // Errors of a bound socket concern one datagram; the next one can still arrive.
  socket.on('error', () => undefined)
  return listener('udp', { host: wanted.host, port: socket.address().port }, inbox, async () => {
    socket.close()
    await once(socket, 'close')
  })
}

interface Chunk extends Arrival {
  readonly connection: Connection
}

interface Connection {
  readonly socket: Socket
  readonly framer: HepFramer
}

/** Listens for streams of HEPv3 packets. A connection whose bytes wait is not read on, so its sender is held back. */
export async function listenTcp(wanted: ListenAddress): Promise<HepListener> {
  const inbox = new Inbox<Chunk>(Infinity, readChunk)
  const open = new Set<Socket>()
  const server = await onAnyHost(wanted, bindTcp)
  server.maxConnections = TCP_CONNECTIONS
  server.on('connection', (socket) => {
    open.add(socket)
    const connection = { socket, framer: new HepFramer() }
    socket.setKeepAlive(true, TCP_KEEPALIVE_MILLIS)
    socket.on('data', (bytes) => {
      if (typeof bytes === 'string') return
      socket.pause()
      inbox.put({ bytes, time: inbox.now, connection })
    })
    socket.on('error', () => undefined)
    socket.on('close', () => open.delete(socket))
  })
  server.on('error', () => undefined)
  return listener('tcp', { host: wanted.host, port: portOf(server) }, inbox, async () => {
    const closed = once(server, 'close')
    server.close()
    for (const socket of open) socket.destroy()
    await closed
  })
}

function readChunk({ bytes, time, connection }: Chunk, intake: Intake): void {
  connection.framer.push(bytes, time, intake)
  connection.socket.resume()
}

function listener(
  input: 'udp' | 'tcp',
  address: ListenAddress,
  inbox: Inbox<Chunk> | Inbox<Arrival>,
  stop: () => Promise<void>,
): HepListener {
  let stopped: Promise<void> | undefined
  const close = (): Promise<void> => {
    inbox.close()
    return (stopped ??= stop())
  }
  return {
    input,
    address,
    close,
    async *[Symbol.asyncIterator](): AsyncGenerator<Batch> {
      try {
        yield* inbox.batches()
      } finally {
        await close()
      }
    },
  }
}

/** Without a host: IPv6 and IPv4 on one socket, or IPv4 alone on a machine that has no IPv6. */
async function onAnyHost<Bound>({ host, port }: ListenAddress, bind: (host: string, port: number) => Promise<Bound>): Promise<Bound> {
  if (host !== '') return bind(host, port)
  try {
    return await bind('::', port)
  } catch (error) {
    const noIpv6 = error instanceof Error && 'code' in error && (error.code === 'EAFNOSUPPORT' || error.code === 'EADDRNOTAVAIL')
    if (!noIpv6) throw error
    return bind('0.0.0.0', port)
  }
}

async function bindUdp(host: string, port: number): Promise<UdpSocket> {
  const socket = createSocket({ type: isIPv6(host) ? 'udp6' : 'udp4', recvBufferSize: UDP_RECEIVE_BUFFER })
  try {
    socket.bind({ address: host, port, exclusive: true })
    await once(socket, 'listening')
    return socket
  } catch (error) {
    socket.close()
    throw error
  }
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
