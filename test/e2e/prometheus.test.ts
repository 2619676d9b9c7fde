import { spawnSync } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { createServer, request } from 'node:http'
import { once } from 'node:events'
import type { ExecutionContext } from 'ava'
import { type Sample, startPrometheus } from '../prometheus.ts'
import { type Collector, startCollector } from '../regwatch.ts'
import { Call, UE } from '../scenario.ts'
import { findProgram } from '../setup/find-program.ts'
import { requires } from '../setup/programs.ts'

const FAILURES = 'sip_register_failures_total{reason="source_ip"}'
const OPENMETRICS = 'application/openmetrics-text;version=1.0.0'
const TEXT = 'text/plain;version=0.0.4'

const isOne = ([sample]: readonly Sample[]) => sample?.value === 1
const isMoreThan = (least: number) => (samples: readonly Sample[]) => samples.reduce((sum, { value }) => sum + value, 0) >= least

/** Refused registrations at a registrar, as packets to the collector. */
async function refuse({ udp }: Collector, registrar: string, name: string, count: number): Promise<void> {
  const socket = createSocket('udp4')
  for (let each = 0; each < count; each++) {
    const call = new Call({ callId: `${name}-${each}`, user: `${name}${each}`, path: [UE, `${registrar}:5060`] })
    for (const { bytes } of call.register(0).answer(0.05, 403).packets) socket.send(bytes, udp, '127.0.0.1')
  }
  await new Promise<void>((resolve) => setTimeout(() => socket.close(() => resolve()), 200))
}

/** Stands before the collector of the moment at one address, as a restart leaves it, and asks for one format. */
async function doorOf(t: ExecutionContext, accept: string): Promise<{ host: string; to: string | undefined; types: Set<string> }> {
  const types = new Set<string>()
  const server = createServer((asked, answer) => {
    if (door.to === undefined) {
      answer.writeHead(503).end()
      return
    }
    const passed = request(`${door.to}${asked.url}`, { headers: { ...asked.headers, accept } }, (response) => {
      types.add(response.headers['content-type'] ?? '')
      answer.writeHead(response.statusCode ?? 500, response.headers)
      response.pipe(answer)
    })
    passed.on('error', () => answer.writeHead(503).end())
    passed.end()
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  t.teardown(() => server.close())
  const address = server.address()
  const door = { host: `127.0.0.1:${typeof address === 'object' ? address?.port : 0}`, to: undefined as string | undefined, types }
  return door
}

for (const [format, accept] of [
  ['OpenMetrics', OPENMETRICS],
  ['text', TEXT],
] as const) {
  requires('prometheus', 'promtool')(
    `a real Prometheus sees every failure, over a restart and at a registrar never seen before: ${format}`,
    async (t) => {
      t.timeout(150_000)
      const door = await doorOf(t, accept)
      const prometheus = await startPrometheus(t, { targets: [door.host] })
      const first = await startCollector(t, 'registrars: {edge: 198.51.100.3}\n')
      door.to = first.web
      await prometheus.until('up', isOne)
      await prometheus.until(FAILURES, ({ length }) => length > 0)
      await refuse(first, '198.51.100.3', 'one', 3)
      await prometheus.until(FAILURES, isMoreThan(3))
      first.process.kill('SIGTERM')
      t.is(await first.process.ended, 0)

      // All of it is counted before anybody scrapes: a counter that goes on from 3 to 7 would look like 4.
      door.to = undefined
      const second = await startCollector(t, 'registrars: {edge: 198.51.100.3}\n')
      await refuse(second, '198.51.100.3', 'two', 7)
      await refuse(second, '203.0.113.77', 'new', 5)
      const counted = /^sip_register_failures_total\{registrar="203\.0\.113\.77",.*\} 5$/m
      for (let waits = 0; waits < 100 && !counted.test(await (await fetch(`${second.web}/metrics`)).text()); waits++)
        await new Promise((resolve) => setTimeout(resolve, 300))
      door.to = second.web
      await prometheus.until(FAILURES, isMoreThan(12))

      const [last] = await prometheus.query('max(timestamp(sip_register_failures_total))')
      const increased = await prometheus.query(`sum by (registrar) (increase(${FAILURES}[1h]))`, last?.value)
      const sums = Object.fromEntries(increased.map(({ labels, value }) => [labels['registrar'], Math.round(value * 1e6) / 1e6]))
      t.deepEqual(sums, { edge: 10, '203.0.113.77': 5 })
      t.is(door.types.size, 1)
      t.true([...door.types][0]?.startsWith(accept.split(';')[0] ?? ''))

      const text = await (await fetch(`${second.web}/metrics`)).text()
      const lint = spawnSync(findProgram('promtool') ?? '', ['check', 'metrics'], { input: text, encoding: 'utf8', timeout: 20_000 })
      t.is(lint.status, 0, lint.stdout + lint.stderr)
    },
  )
}

requires('prometheus')('a wrong expression fails, and says why', async (t) => {
  const prometheus = await startPrometheus(t, { targets: [] })
  await t.throwsAsync(prometheus.query('rate('), { message: /parse error/ })
})
