import type { Config } from './config/schema.ts'
import { listenAddressText, type ListenAddress } from './config/listen-address.ts'
import { opened } from './listen-failure.ts'
import type { Logger } from './log.ts'
import { createAllowList } from './source/allow-list.ts'
import { checkAuthKey } from './source/auth-key.ts'
import { ConnectionRoom } from './source/connection-room.ts'
import type { HepListener, ListenerSurroundings } from './source/hep-listener.ts'
import { WaitingRoom } from './source/inbox.ts'
import { listenTcp, listenTls } from './source/listen-stream.ts'
import { listenUdp, type UdpListener, type UdpOptions } from './source/listen-udp.ts'

const MEGABYTE = 1024 * 1024

type Listen = Config['listen']

/** Opens every HEP port of the configuration. If one cannot be had it throws, and none is left listening. */
export async function listenForHep(listen: Listen, log: Logger): Promise<HepListener[]> {
  const around = surroundings(listen)
  const askedBytes = listen.receive_buffer_megabytes * MEGABYTE
  const overUdp: UdpListener[] = []
  const listeners: HepListener[] = []
  try {
    for (const address of listen.udp) overUdp.push(await openUdp(address, { ...around, receiveBufferBytes: askedBytes }))
    for (const address of listen.tcp) listeners.push(await openTcp(address, listen, around))
    for (const address of listen.tls?.addresses ?? []) listeners.push(await openTls(address, listen, around))
  } catch (error) {
    await Promise.all([...overUdp, ...listeners].map((listener) => listener.close()))
    throw error
  }
  for (const listener of overUdp) sayWhatTheKernelGives(listener, askedBytes, log)
  return [...overUdp, ...listeners]
}

function surroundings({ allow, auth_key: key, connections, connections_per_sender: ofSender, waiting_megabytes }: Listen) {
  const allowed = createAllowList(allow)
  return {
    room: new WaitingRoom(waiting_megabytes * MEGABYTE),
    allow: allowed,
    connections: new ConnectionRoom(allowed, connections, ofSender),
    refuse: key === undefined ? undefined : checkAuthKey(key.reveal()),
  }
}

function openUdp(address: ListenAddress, options: UdpOptions): Promise<UdpListener> {
  return opened({ protocol: 'udp', address, option: 'listen.udp' }, () => listenUdp(address, options))
}

function openTcp(address: ListenAddress, { idle_seconds: idleSeconds }: Listen, around: ListenerSurroundings): Promise<HepListener> {
  return opened({ protocol: 'tcp', address, option: 'listen.tcp' }, () => listenTcp(address, { ...around, idleSeconds }))
}

function openTls(address: ListenAddress, listen: Listen, around: ListenerSurroundings): Promise<HepListener> {
  const { tls, idle_seconds: idleSeconds, handshake_seconds: handshakeSeconds } = listen
  if (tls === undefined) throw new Error('TLS has no certificate')
  const { cert, key, clientCa } = tls
  const options = { ...around, idleSeconds, handshakeSeconds, cert, key: key.reveal(), clientCa }
  return opened({ protocol: 'tcp', address, option: 'listen.tls.addresses' }, () => listenTls(address, options))
}

function sayWhatTheKernelGives({ address, receiveBufferBytes, countsKernelDrops }: UdpListener, asked: number, log: Logger): void {
  const where = `udp ${listenAddressText(address)}`
  if (receiveBufferBytes < asked) {
    log.warn(
      { asked, granted: receiveBufferBytes },
      `${where}: the kernel granted a receive buffer of ${kilobytes(receiveBufferBytes)} of ${kilobytes(asked)}, so a short burst can be lost: ` +
        `set net.core.rmem_max to ${asked} (sysctl -w net.core.rmem_max=${asked}) and start again, or ask for less in listen.receive_buffer_megabytes`,
    )
  }
  if (!countsKernelDrops) {
    log.warn(
      `${where}: this system does not say what its kernel drops (no /proc/self/net/udp), so hep_packets_dropped_total has no "kernel" of it`,
    )
  }
}

function kilobytes(bytes: number): string {
  return `${Math.round(bytes / 1024)} KiB`
}
