import type { ExecutionContext } from 'ava'
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from '../../regwatch.ts'
import { findProgram } from '../../setup/find-program.ts'
import { createTopic, kafkaJs, publish, startProducer } from '../../setup/kafka-topic.ts'
import { startKafka } from '../../setup/kafka.ts'
import { withKafka } from '../../setup/kafka-test.ts'
import { joinGroup, numbered, type Member } from './kafka-member.ts'

const kafka = withKafka()

const many = (count: number, from = 0) => Array.from({ length: count }, (_, i) => numbered(from + i))
const allOf = (members: readonly Member[]) => members.flatMap(({ counted }) => counted)
const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0)

/** Each number once, over all members. */
function onceEach(t: ExecutionContext, members: readonly Member[], count: number): void {
  t.is(new Set(allOf(members)).size, count, 'lost')
  t.is(allOf(members).length, count, 'doubled')
}

for (const groupProtocol of ['classic', 'consumer'])
  kafka(`members that join and leave lose nothing and double nothing (${groupProtocol})`, async (t, { address }) => {
    t.timeout(90_000)
    const topic = `moves-${groupProtocol}`
    await createTopic(address, topic)
    const options = { brokers: [address], topics: [topic], groupId: topic, groupProtocol }
    const producer = await startProducer(address, topic, numbered)
    const first = joinGroup(t, options)
    await first.until(({ counted }) => counted.length > 500)
    const second = joinGroup(t, options)
    await second.until(({ counted }) => counted.length > 500)
    await first.leave()
    const third = joinGroup(t, options)
    await third.until(({ counted }) => counted.length > 500)
    await second.leave()
    const sent = await producer.stop()
    const members = [first, second, third]
    await third.until(() => allOf(members).length >= sent)
    onceEach(t, members, sent)
  })

kafka('a broker that dies and comes back: nothing is lost or doubled, it says so once, and it was never stopped', async (t) => {
  t.timeout(90_000)
  const broker = await startKafka()
  t.teardown(() => broker.remove())
  const { address } = broker
  await createTopic(address, 'outage')
  await publish(address, 'outage', many(2_000))
  const member = joinGroup(t, { brokers: [address], topics: ['outage'] })
  await member.until(({ counted }) => counted.length === 2_000)
  await broker.kill()
  await member.until(({ source }) => source.waitsFor() !== undefined)
  await broker.restart()
  await publish(address, 'outage', many(2_000, 2_000))
  await member.until(({ counted }) => counted.length >= 4_000, 60)
  await member.until(({ source }) => source.waitsFor() === undefined, 60)
  onceEach(t, [member], 4_000)
  t.is(member.said.length, 3, member.said.join('\n'))
  t.regex(member.said[1] ?? '', /ECONNREFUSED|closed/)
  t.true(member.source.fetchErrors > 0)
  await member.until(({ source }) => total(source.progress().map(({ uncommitted }) => uncommitted)) === 0)
})

kafka('a member that begins where the group stands, and one that begins at the end', async (t, { address }) => {
  await createTopic(address, 'begin')
  await publish(address, 'begin', many(100))
  const options = { brokers: [address], topics: ['begin'] }
  const first = joinGroup(t, { ...options, groupId: 'oldest', groupInstanceId: 'one' })
  await first.until(({ counted }) => counted.length === 100)
  t.deepEqual(
    first.source.progress().map(({ lag }) => lag),
    [0, 0, 0, 0],
  )
  await first.leave()
  const late = joinGroup(t, { ...options, groupId: 'newest', fromBeginning: false })
  await late.until(({ source }) => source.progress().length === 4)
  await publish(address, 'begin', many(100, 100))
  const second = joinGroup(t, { ...options, groupId: 'oldest', groupInstanceId: 'one' })
  await second.until(({ counted }) => counted.length === 100)
  await late.until(({ counted }) => counted.length === 100)
  onceEach(t, [first, second], 200)
  t.is(Math.min(...late.counted), 100)
})

kafka('a collector that catches up counts in the order of time, whichever partition has more', async (t, { address }) => {
  await createTopic(address, 'order')
  const start = Date.now() - 3_600_000
  // One partition has an hour in 2,000 records, another in 40,000: read as they come the first would be far ahead.
  for (const [partition, count] of [
    [0, 2_000],
    [1, 40_000],
  ] as const) {
    const messages = Array.from({ length: count }, (_, i) => ({
      value: padded(i),
      partition,
      timestamp: String(start + (i * 3_600_000) / count),
    }))
    await publish(address, 'order', messages)
  }
  const member = joinGroup(t, { brokers: [address], topics: ['order'] })
  await member.until(({ counted }) => counted.length >= 42_000)
  let latest = 0
  let furthestBack = 0
  for (const arrival of member.arrivals) {
    latest = Math.max(latest, arrival)
    furthestBack = Math.max(furthestBack, latest - arrival)
  }
  t.true(furthestBack < 3e6, `${furthestBack / 1e6} s`)
})

kafka('every codec of the producers is read', async (t, { address }) => {
  const kcat = findProgram('kcat')
  if (kcat === undefined) return t.log('kcat is not installed (Debian: apt-get install kcat)')
  await createTopic(address, 'codecs', 1)
  const codecs = ['none', 'gzip', 'snappy', 'lz4', 'zstd']
  const file = join(temporaryFolder(t), 'value')
  for (const [number, codec] of codecs.entries()) {
    writeFileSync(file, numbered(number))
    const { status, stderr } = spawnSync(kcat, ['-b', address, '-P', '-t', 'codecs', '-z', codec, file])
    t.is(status, 0, stderr.toString())
  }
  const member = joinGroup(t, { brokers: [address], topics: ['codecs'] })
  await member.until(({ counted }) => counted.length === codecs.length)
  t.deepEqual(member.counted, [...codecs.keys()])
})

kafka('a batch that cannot be read stops its partition alone, and is named', async (t) => {
  t.timeout(90_000)
  const broker = await startKafka()
  t.teardown(() => broker.remove())
  const { address } = broker
  await createTopic(address, 'damaged', 2)
  for (let number = 0; number < 10; number++)
    await publish(address, 'damaged', [{ value: numbered(number), partition: number % 2 }], 'gzip')
  await broker.stop()
  const file = broker.logFile('damaged', 1)
  const bytes = readFileSync(file)
  // The third of five batches, in the middle of what is compressed: behind the header of 61 bytes (KIP-98) and that of gzip.
  bytes.fill(0xff, Math.floor((bytes.length * 2) / 5) + 75, Math.floor((bytes.length * 2) / 5) + 85)
  writeFileSync(file, bytes)
  await broker.restart()
  const member = joinGroup(t, { brokers: [address], topics: ['damaged'] })
  await member.until(({ source }) => /see the log/.test(source.waitsFor() ?? ''))
  await publish(address, 'damaged', [{ value: numbered(10), partition: 0 }])
  await member.until(({ counted }) => counted.includes(10))
  await member.until(({ said }) => said.some((line) => line.startsWith('record 2 of damaged, partition 1, cannot be read: ')), 20)
  t.deepEqual(
    member.counted.toSorted((one, other) => one - other),
    [0, 1, 2, 3, 4, 6, 8, 10],
  )
  t.regex(member.source.waitsFor() ?? '', /see the log/)
})

kafka('records that retention took are passed over', async (t, { address }) => {
  await createTopic(address, 'retention', 1)
  const options = { brokers: [address], topics: ['retention'], groupId: 'retention' }
  await publish(address, 'retention', many(10))
  const first = joinGroup(t, options)
  await first.until(({ counted }) => counted.length === 10)
  await first.leave()
  await publish(address, 'retention', many(40, 10))
  const admin = kafkaJs(address).admin()
  await admin.connect()
  // It knows the topic only after this.
  await admin.fetchTopicOffsets('retention')
  await admin.deleteTopicRecords({ topic: 'retention', partitions: [{ partition: 0, offset: '30' }] })
  await admin.disconnect()
  const second = joinGroup(t, options)
  await second.until(({ counted }) => counted.length === 20)
  t.is(second.counted[0], 30)
  await second.until(({ source }) => source.waitsFor() === undefined)
})

kafka('a topic that was deleted and made anew is read from its beginning', async (t, { address }) => {
  await createTopic(address, 'anew', 1)
  await publish(address, 'anew', many(100))
  const member = joinGroup(t, { brokers: [address], topics: ['anew'], groupId: 'anew' })
  await member.until(({ counted }) => counted.length === 100)
  await member.until(({ source }) => total(source.progress().map(({ uncommitted }) => uncommitted)) === 0)
  const admin = kafkaJs(address).admin()
  await admin.connect()
  await admin.deleteTopics({ topics: ['anew'] })
  await admin.disconnect()
  await createTopic(address, 'anew', 1)
  await publish(address, 'anew', many(10, 100))
  await member.until(({ counted }) => counted.length >= 110, 60)
  onceEach(t, [member], 110)
})

/** As long as a REGISTER in HEP. */
function padded(number: number): Buffer {
  const bytes = Buffer.concat([numbered(number), Buffer.alloc(820)])
  bytes.writeUInt16BE(bytes.length, 4)
  return bytes
}
