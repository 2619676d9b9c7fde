import test, { type ExecutionContext } from 'ava'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { anyPacket } from '../any-packet.ts'
import { type Collector, regwatch, startCollector, temporaryFolder } from '../regwatch.ts'

test('listens, is ready, counts what arrives, and ends with 0 when asked to stop', async (t) => {
  const collector = await startCollector(t)
  t.is((await fetch(`${collector.web}/-/ready`)).status, 200)
  t.is((await fetch(`${collector.web}/-/healthy`)).status, 200)
  t.regex(collector.process.stderr, /"version":"\d+\.\d+\.\d+","config":"\S+\/config\.yaml"/)

  const socket = createSocket('udp4')
  socket.send(anyPacket, collector.udp, '127.0.0.1')
  let metrics = ''
  for (let tries = 0; tries < 50 && !metrics.includes('hep_packets_total{'); tries++) {
    await new Promise((resolve) => setTimeout(resolve, 50))
    metrics = await (await fetch(`${collector.web}/metrics`)).text()
  }
  socket.close()
  t.regex(metrics, /^hep_packets_total\{input="udp",version="v3"\} 1$/m)

  const stopping = performance.now()
  collector.process.kill('SIGTERM')
  t.is(await collector.process.ended, 0)
  t.true(performance.now() - stopping < 10_000)
  t.regex(collector.process.stderr, /"msg":"stopped"/)
})

test('SIGINT stops as SIGTERM does', async (t) => {
  const collector = await startCollector(t)
  collector.process.kill('SIGINT')
  t.is(await collector.process.ended, 0)
})

/** Opens a request that never gets to its end. */
async function holdRequest(t: ExecutionContext, { web }: Collector): Promise<void> {
  const { hostname, port } = new URL(web)
  const socket = connect(Number(port), hostname)
  t.teardown(() => socket.destroy())
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  // The answer to the first request says that the beginning of the second one has arrived.
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\nGET /metrics HTTP/1.1\r\n')
  await once(socket, 'data')
}

test('a request that never ends does not keep it from stopping', async (t) => {
  const collector = await startCollector(t)
  await holdRequest(t, collector)
  const stopping = performance.now()
  collector.process.kill('SIGTERM')
  t.is(await collector.process.ended, 0)
  t.true(performance.now() - stopping < 10_000)
})

test('a second signal ends at once', async (t) => {
  const collector = await startCollector(t)
  await holdRequest(t, collector)
  collector.process.kill('SIGTERM')
  await collector.process.saying(/"msg":"stopped"/)
  collector.process.kill('SIGTERM')
  t.is(await collector.process.ended, 1)
})

/** Takes a port and keeps it. */
async function taken(t: ExecutionContext): Promise<number> {
  const server = createServer()
  t.teardown(() => server.close())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

const holder = process.platform === 'linux' ? ` by .+ \\(pid ${process.pid}\\)` : ''

test('a web port in use: port, holder and flag are named, and nothing is left listening', async (t) => {
  const port = await taken(t)
  const run = regwatch(t, `--web.listen-address=127.0.0.1:${port}`)
  t.is(await run.ended, 2)
  t.regex(
    run.stderr,
    new RegExp(`^regwatch: tcp 127.0.0.1:${port}: port ${port} is in use${holder}, stop that or change --web.listen-address\n$`),
  )
})

test('a HEP port in use: port, holder and option are named, and nothing is left listening', async (t) => {
  const port = await taken(t)
  const file = join(temporaryFolder(t), 'c.yaml')
  writeFileSync(file, `listen: {udp: ['127.0.0.1:0'], tcp: ['127.0.0.1:${port}']}\nweb: {listen: ['127.0.0.1:0']}`)
  const run = regwatch(t, `--config.file=${file}`)
  t.is(await run.ended, 2)
  t.regex(run.stderr, new RegExp(`^${file}:1:32 tcp 127.0.0.1:${port}: port ${port} is in use${holder}, stop that or change listen.tcp\n$`))
})

test('an address that no interface has is refused', async (t) => {
  const run = regwatch(t, '--web.listen-address=192.0.2.77:0')
  t.is(await run.ended, 2)
  t.is(run.stderr, 'regwatch: tcp 192.0.2.77:0: no interface of this machine has that address, change --web.listen-address\n')
})

test('without anything to read from it does not start', async (t) => {
  const file = join(temporaryFolder(t), 'c.yaml')
  writeFileSync(file, 'listen: {udp: [], tcp: []}')
  const run = regwatch(t, `--config.file=${file}`)
  t.is(await run.ended, 2)
  t.is(run.stderr, `${file}:1:10 nothing to read from, write an address in listen.udp or listen.tcp, or a section kafka\n`)
})
