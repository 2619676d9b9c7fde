import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import type { ExecutionContext } from 'ava'
import type { Collector } from '../regwatch.ts'

/** How many sockets are being opened at a time: the queue of a listening socket is short. */
const AT_ONCE = 200

/** Opens connections from several addresses of this machine, as many agents would; those that are refused count as well. */
export async function openMany(t: ExecutionContext, port: number, count: number, opened: (socket: Socket) => void): Promise<Socket[]> {
  const sockets: Socket[] = []
  t.teardown(() => sockets.forEach((socket) => socket.destroy()))
  for (let start = 0; start < count; start += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, count - start) }, (_, index) => {
      const socket = connect({ port, host: '127.0.0.1', localAddress: `127.0.1.${1 + ((start + index) % 250)}` })
      socket.on('error', () => undefined)
      socket.on('connect', () => opened(socket))
      socket.resume()
      return socket
    })
    sockets.push(...some)
    await Promise.all(some.map((socket) => Promise.race([once(socket, 'connect'), closing(socket)])))
  }
  return sockets
}

function closing(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.once('close', () => resolve()))
}

/** What /metrics says, as numbers by series. */
export async function countsOf({ web }: Collector): Promise<(series: string) => number> {
  const text = await (await fetch(`${web}/metrics`)).text()
  return (series) =>
    Number(
      text
        .split('\n')
        .find((line) => line.startsWith(`${series} `))
        ?.slice(series.length + 1) ?? 0,
    )
}

/** Looks again and again until what is counted is right, or says what was counted last. */
export async function until(collector: Collector, enough: (count: (series: string) => number) => boolean, seconds = 60) {
  let counts = await countsOf(collector)
  for (const end = performance.now() + seconds * 1_000; !enough(counts) && performance.now() < end;) {
    await new Promise((resolve) => setTimeout(resolve, 200))
    counts = await countsOf(collector)
  }
  return counts
}
