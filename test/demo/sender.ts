import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { packetAt, type ScheduledPacket } from './schedule.ts'

/** As long as it takes this machine to say that a port is closed. */
const REFUSAL_MILLIS = 300

/** Sends captures to one place. Rejects when nothing listens there, at the start or later. */
export interface Sender {
  send(packets: readonly ScheduledPacket[]): Promise<void>
  close(): void
}

/** A connected socket, so that the system says when nobody takes what is sent. */
export async function createSender(host: string, port: number): Promise<Sender> {
  const socket = createSocket('udp4')
  let refused: Error | undefined
  socket.on('error', (error) => (refused ??= error))
  socket.connect(port, host)
  await once(socket, 'connect')
  let isFirst = true

  const put = async (bytes: Buffer): Promise<void> => {
    await new Promise<void>((resolve) => {
      socket.send(bytes, (error) => {
        refused ??= error ?? undefined
        resolve()
      })
    })
    if (isFirst) await pause(REFUSAL_MILLIS)
    isFirst = false
    if (refused !== undefined) throw refused
  }

  return {
    async send(packets) {
      const begin = Date.now()
      for (const packet of packets) {
        const wait = begin + packet.at / 1_000 - Date.now()
        if (wait > 0) await pause(wait)
        await put(packetAt(packet, begin * 1_000))
      }
    },
    close: () => socket.close(),
  }
}
