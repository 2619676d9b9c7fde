import test, { type ExecutionContext } from 'ava'
import { once } from 'node:events'
import { connect } from 'node:net'
import { anyPacket } from '../any-packet.ts'
import { type Collector, startCollector } from '../regwatch.ts'

const PACKETS = 20_000

/** A request whose end is still to come: whoever stops gracefully waits for it a little. */
async function begun(t: ExecutionContext, { web }: Collector, path: string): Promise<() => Promise<string>> {
  const { hostname, port } = new URL(web)
  const socket = connect(Number(port), hostname)
  t.teardown(() => socket.destroy())
  socket.on('error', () => undefined)
  let text = ''
  socket.on('data', (bytes) => (text += bytes.toString()))
  await once(socket, 'connect')
  // The answer to the first request says that the beginning of the second one has arrived.
  socket.write(`GET /-/healthy HTTP/1.1\r\nHost: x\r\n\r\nGET ${path} HTTP/1.1\r\n`)
  await once(socket, 'data')
  return async () => {
    text = ''
    socket.write('Host: x\r\nConnection: close\r\n\r\n')
    await once(socket, 'close')
    return text
  }
}

test('asked to stop in the middle of traffic: what has arrived is counted, it is not ready, and ends with 0', async (t) => {
  const collector = await startCollector(t)
  const metrics = await begun(t, collector, '/metrics')
  const ready = await begun(t, collector, '/-/ready')
  const agent = connect(collector.tcp, '127.0.0.1')
  agent.on('error', () => undefined)
  // All of it is with the kernel of the receiver when the last one is written, or waits behind what is.
  await new Promise<void>((resolve) => {
    for (let count = 1; count < PACKETS; count++) agent.write(anyPacket)
    agent.write(anyPacket, () => resolve())
  })
  const stopping = performance.now()
  collector.process.kill('SIGTERM')
  await collector.process.saying(/"msg":"stopped"/)
  t.regex(await ready(), /^HTTP\/1\.1 503 .*it is stopping/s)
  t.regex(await metrics(), new RegExp(`^hep_packets_total\\{input="tcp",version="v3"\\} ${PACKETS}$`, 'm'))
  t.is(await collector.process.ended, 0)
  t.true(performance.now() - stopping < 10_000)
})
