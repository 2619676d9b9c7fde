import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { isIPv6 } from 'node:net'
import type { ListenAddress } from '../config/listen-address.ts'
import { createListener, type HepListener, type ListenerSurroundings } from './hep-listener.ts'
import { type Arrival, Inbox } from './inbox.ts'
import { giveBack } from './give-back.ts'
import { type KernelDrops, watchKernelDrops } from './kernel-drops.ts'
import { onAnyHost } from './on-any-host.ts'

export interface UdpOptions extends ListenerSurroundings {
  /** Asked of the kernel, which grants as much as net.core.rmem_max allows. */
  readonly receiveBufferBytes: number
}

export interface UdpListener extends HepListener {
  /** What the kernel granted, in bytes. */
  readonly receiveBufferBytes: number
  /** Whether this system says what its kernel had to drop. */
  readonly countsKernelDrops: boolean
}

/** Linux doubles what is asked for, as room for its own book-keeping, and tells the double (socket(7), SO_RCVBUF). */
const TOLD_PER_ASKED = process.platform === 'linux' ? 2 : 1

/** Listens for one HEP packet a datagram. Rejects with the error of the socket. */
export async function listenUdp(wanted: ListenAddress, options: UdpOptions): Promise<UdpListener> {
  const { room, allow, refuse, receiveBufferBytes } = options
  const inbox = new Inbox<Arrival>(room, ({ bytes, time }, intake) => {
    intake.hep(bytes, 0, bytes.length, time)
    giveBack(bytes)
  })
  const socket = await onAnyHost(wanted, (host, port) => bindUdp(host, port, receiveBufferBytes))
  const kernelDrops: KernelDrops | undefined = await watchKernelDrops(socket.address(), (count) => inbox.lose('kernel', count))
  socket.on('message', (bytes, { address }) => {
    if (allow?.(address) === false) inbox.lose('not_allowed')
    else inbox.putOrLose({ bytes, time: inbox.now })
  })
  // Errors of a bound socket concern one datagram; the next one can still arrive.
  socket.on('error', () => undefined)

  const listener = createListener(
    { input: 'udp', address: { host: wanted.host, port: socket.address().port }, refuse },
    inbox,
    async () => {
      await kernelDrops?.close()
      socket.close()
      await once(socket, 'close')
    },
  )
  return {
    ...listener,
    receiveBufferBytes: socket.getRecvBufferSize() / TOLD_PER_ASKED,
    countsKernelDrops: kernelDrops !== undefined,
  }
}

async function bindUdp(host: string, port: number, recvBufferSize: number): Promise<Socket> {
  const socket = createSocket({ type: isIPv6(host) ? 'udp6' : 'udp4', recvBufferSize })
  try {
    socket.bind({ address: host, port, exclusive: true })
    await once(socket, 'listening')
    return socket
  } catch (error) {
    socket.close()
    throw error
  }
}
