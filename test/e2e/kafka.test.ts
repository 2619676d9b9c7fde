import type { ExecutionContext } from 'ava'
import { spawnSync } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { encodeHep } from '../encode-hep.ts'
import { type Collector, startCollector, temporaryFolder } from '../regwatch.ts'
import { findProgram } from '../setup/find-program.ts'
import { createTopic, publish } from '../setup/kafka-topic.ts'
import { withKafka } from '../setup/kafka-test.ts'
import { PASSWORD, REFUSED, register, startKamailio } from './kamailio.ts'

const live = withKafka({}, 'kamailio', 'sipp', 'kcat')
const kafka = withKafka()

const section = (address: string, topic: string, more = '') =>
  `registrars: {edge: 127.0.0.1}\nkafka: {brokers: ['${address}'], topics: [${topic}]${more}}\n`

live('the same HEP by Kafka, from kafkajs and from kcat, gives the counts that it gives by UDP', async (t, { address }) => {
  t.timeout(150_000)
  const packets = await captured(t)
  t.true(packets.length > 10)
  for (const topic of ['by-kafkajs', 'by-kcat']) await createTopic(address, topic)
  const byUdp = await startCollector(t, 'registrars: {edge: 127.0.0.1}\n')
  const byKafkajs = await startCollector(t, section(address, 'by-kafkajs', ', groupId: js'))
  const byKcat = await startCollector(t, section(address, 'by-kcat', ', groupId: kcat'))

  const socket = createSocket('udp4')
  for (const packet of packets) socket.send(packet, byUdp.udp, '127.0.0.1')
  await publish(address, 'by-kafkajs', packets)
  publishByKcat(t, address, 'by-kcat', packets)

  const failed = /^sip_register_failures_total\{registrar="edge",cause="credentials",.*\} 1$/m
  const [expected, ...others] = await Promise.all([byUdp, byKafkajs, byKcat].map((collector) => until(t, collector, failed, 60)))
  socket.close()
  const counts = countsIn(expected ?? '')
  t.true(counts.some((line) => line.startsWith('sip_register_failures_total{registrar="edge",cause="acl",')))
  t.true(counts.includes(`hep_packets_total{version="v3"} ${packets.length}`), counts.join('\n'))
  for (const text of others) t.deepEqual(countsIn(text), counts)
})

kafka(
  'a collector that was stopped for longer than its session, and goes on, takes nothing back and doubles nothing',
  async (t, { address }) => {
    t.timeout(90_000)
    await createTopic(address, 'zombie')
    const config = section(address, 'zombie', ', sessionTimeout: 6000')
    const sleeper = await startCollector(t, config)
    await until(t, sleeper, /^kafka_consumer_lag_records/m)
    await publish(address, 'zombie', many(500))
    await until(t, sleeper, counting(500))
    await until(t, sleeper, /^(?![^]*kafka_consumer_uncommitted_records\{[^}]*\} [1-9])/)
    const other = await startCollector(t, config)
    sleeper.process.kill('SIGSTOP')
    await publish(address, 'zombie', many(500))
    const before = await until(t, other, counting(500), 30)
    t.regex(before, /kafka_consumer_lag_records\{topic="zombie",partition="3"\} 0/)
    sleeper.process.kill('SIGCONT')
    await publish(address, 'zombie', many(500))
    await untilSum([sleeper, other], 1_500)
    await new Promise((resolve) => setTimeout(resolve, 2_000))
    t.is(await sumOf([sleeper, other]), 1_500)
  },
)

/** What Kamailio sends of a success, a wrong password and a refused address. */
async function captured(t: ExecutionContext): Promise<Buffer[]> {
  const packets: Buffer[] = []
  const tap = createSocket('udp4')
  t.teardown(() => tap.close())
  tap.on('message', (packet) => packets.push(packet))
  tap.bind(0, '127.0.0.1')
  await once(tap, 'listening')
  const sipPort = await startKamailio(t, tap.address().port)
  await register(t, sipPort, 'alice', PASSWORD)
  await register(t, sipPort, 'bob', 'wrong')
  await register(t, sipPort, 'carol', PASSWORD, REFUSED)
  return packets
}

/** One file is one record. */
function publishByKcat(t: ExecutionContext, address: string, topic: string, values: readonly Buffer[]): void {
  const folder = temporaryFolder(t)
  const files = values.map((value, i) => {
    const file = join(folder, String(i))
    writeFileSync(file, value)
    return file
  })
  const { status, stderr } = spawnSync(findProgram('kcat') ?? 'kcat', ['-b', address, '-P', '-t', topic, ...files], { encoding: 'utf8' })
  t.is(status, 0, stderr)
}

function many(count: number): Buffer[] {
  const payload = 'OPTIONS sip:x SIP/2.0\r\n\r\n'
  const packet = encodeHep({ srcIp: '192.0.2.7', dstIp: '192.0.2.1', srcPort: 5060, dstPort: 5060, time: 1e15, captureId: 1, payload })
  return Array.from({ length: count }, () => packet)
}

const counting = (count: number) => new RegExp(`^hep_packets_total\\{input="kafka",version="v3"\\} ${count}$`, 'm')

/** Counters of SIP and HEP without the name of the input. */
function countsIn(metrics: string): string[] {
  return metrics
    .split('\n')
    .filter((line) => /^(sip_|hep_packets)\w*(_total|_count)\{/.test(line))
    .map((line) => line.replace(/input="\w+",/, ''))
    .filter((line) => !line.endsWith(' 0'))
    .sort()
}

async function metricsOf({ web }: Collector): Promise<string> {
  return (await fetch(`${web}/metrics`)).text()
}

async function until(t: ExecutionContext, collector: Collector, pattern: RegExp, seconds = 20): Promise<string> {
  let text = ''
  for (let waits = 0; waits < seconds * 5; waits++) {
    text = await metricsOf(collector)
    if (pattern.test(text)) return text
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  t.fail(`not after ${seconds} s: ${pattern}\n${countsIn(text).join('\n')}\n${collector.process.stderr}`)
  return text
}

async function sumOf(collectors: readonly Collector[]): Promise<number> {
  const counts = await Promise.all(
    collectors.map(async (collector) =>
      Number(/^hep_packets_total\{input="kafka",version="v3"\} (\d+)$/m.exec(await metricsOf(collector))?.[1] ?? 0),
    ),
  )
  return counts.reduce((sum, count) => sum + count, 0)
}

async function untilSum(collectors: readonly Collector[], sum: number): Promise<void> {
  for (let waits = 0; waits < 150 && (await sumOf(collectors)) < sum; waits++) await new Promise((resolve) => setTimeout(resolve, 200))
}
