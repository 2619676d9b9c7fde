import type { ExecutionContext } from 'ava'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { createAllowList } from '../../../collector/source/allow-list.ts'
import { ConnectionRoom } from '../../../collector/source/connection-room.ts'
import type { HepListener } from '../../../collector/source/hep-listener.ts'
import { WaitingRoom } from '../../../collector/source/inbox.ts'
import { listenTcp } from '../../../collector/source/listen-stream.ts'
import { listenUdp } from '../../../collector/source/listen-udp.ts'
import type { Intake } from '../../../collector/source/source.ts'
import { encodeHep } from '../../encode-hep.ts'

export const LOOPBACK = { host: '127.0.0.1', port: 0 }
const MEGABYTE = 1024 * 1024

/** A HEP packet of a test. */
export const hep = (payload: string, authKey?: string) =>
  encodeHep({
    srcIp: '192.0.2.7',
    dstIp: '192.0.2.1',
    srcPort: 5060,
    dstPort: 5060,
    time: 1_000_000,
    captureId: 1,
    payload,
    ...(authKey === undefined ? {} : { authKey }),
  })

export interface Bounds {
  readonly waitingBytes?: number
  readonly allow?: readonly string[]
  readonly connections?: number
  readonly ofSender?: number
  readonly idleSeconds?: number
}

/** What a listener is given, with bounds that no test meets by accident. */
export function around({
  waitingBytes = 64 * MEGABYTE,
  allow = [],
  connections = 1_000,
  ofSender = 1_000,
  idleSeconds = 3_600,
}: Bounds = {}) {
  const allowed = createAllowList(allow)
  return {
    room: new WaitingRoom(waitingBytes),
    allow: allowed,
    connections: new ConnectionRoom(allowed, connections, ofSender),
    refuse: undefined,
    idleSeconds,
    handshakeSeconds: 10,
    receiveBufferBytes: MEGABYTE,
  }
}

export const udp = (bounds?: Bounds, address = LOOPBACK) => listenUdp(address, around(bounds))
export const tcp = (bounds?: Bounds, address = LOOPBACK) => listenTcp(address, around(bounds))

/** What an intake was told. */
export interface Heard extends Intake {
  readonly packets: Buffer[]
  readonly arrivals: number[]
  readonly drops: Map<string, number>
  ticks: number
}

export function heard(): Heard {
  return {
    packets: [],
    arrivals: [],
    drops: new Map(),
    ticks: 0,
    hep(bytes, start, end, arrival) {
      this.packets.push(Buffer.from(bytes.subarray(start, end)))
      this.arrivals.push(arrival)
    },
    sip: () => undefined,
    drop(reason, count = 1) {
      if (count > 0) this.drops.set(reason, (this.drops.get(reason) ?? 0) + count)
    },
    tick() {
      this.ticks += 1
    },
  }
}

/** Reads until enough was heard; leaving the loop closes the listener. */
export async function read(listener: HepListener, enough: (intake: Heard) => boolean): Promise<Heard> {
  const intake = heard()
  for await (const batch of listener) {
    batch(intake)
    if (enough(intake)) break
  }
  return intake
}

export async function connectTo(t: ExecutionContext, { address }: HepListener, from = '127.0.0.1'): Promise<Socket> {
  const socket = connect({ port: address.port, host: '127.0.0.1', localAddress: from })
  socket.on('error', () => undefined)
  t.teardown(() => socket.destroy())
  await once(socket, 'connect')
  return socket
}

export async function sendUdp(port: number, datagrams: readonly Buffer[], from = '127.0.0.1'): Promise<void> {
  const socket = createSocket('udp4')
  socket.bind(0, from)
  await once(socket, 'listening')
  for (const datagram of datagrams) await new Promise<void>((resolve) => socket.send(datagram, port, '127.0.0.1', () => resolve()))
  socket.close()
}

/** An error of the other side is how most connections end here. */
export function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.once('close', () => resolve()))
}
