import { createHash } from 'node:crypto'
import { Producer } from '@platformatic/kafka'
import { timeOf } from '../retime.ts'
import { createTopic } from '../setup/kafka-topic.ts'
import { startKafka } from '../setup/kafka.ts'
import { hasKafka } from '../setup/kafka-jars.ts'
import { cachedCorpus } from './cached.ts'
import { inChild } from './child.ts'
import { ratios } from './samples.ts'
import type { Row } from './table.ts'

const SEED = 42
const PARTITIONS = 8
const RECORDS_A_REQUEST = 1_000
const CALL_ID = /\r\nCall-ID: ?([^\r]+)/

/** What a record costs from a broker to its counters, all threads, against the same packets from memory in the same run. */
export async function measureKafka(rounds: number, packets: number): Promise<Row[]> {
  if (!hasKafka()) throw new Error('this part needs Kafka: install java and mvn, then run node test/setup/install.ts')
  const broker = await startKafka()
  const kafka: number[] = []
  const memory: number[] = []
  const rss: number[] = []
  try {
    await createTopic(broker.address, 'bench', PARTITIONS)
    await publishCorpus(broker.address, packets)
    for (let round = 0; round < rounds; round++) {
      const fromMemory = await inChild('./measure.ts', 'pipeline', 'registrar', SEED, packets)
      memory.push((fromMemory('cpu') / fromMemory('packets')) * 1e6)
      const fromKafka = await inChild('./measure-kafka.ts', broker.address, 'bench', packets, round)
      kafka.push((fromKafka('cpu') / fromKafka('packets')) * 1e6)
      rss.push(fromKafka('rss'))
    }
  } finally {
    await broker.remove()
  }
  return [
    { what: 'Kafka to counters, registrar', samples: kafka, unit: 'CPU-s/M' },
    { what: 'Kafka against memory, registrar', samples: ratios(kafka, memory), unit: 'times' },
    { what: 'RSS while catching up from Kafka', samples: rss, unit: 'MiB' },
  ]
}

/** Keyed by call, as the packets of one belong together; as far apart in time as in the corpus, the last of them now. */
async function publishCorpus(address: string, packets: number): Promise<void> {
  const bytes = cachedCorpus('registrar', SEED, packets)
  const producer = new Producer({ clientId: 'bench', bootstrapBrokers: [address] })
  const shift = Date.now() * 1_000 - endOf(bytes)
  let messages = []
  for (let at = 0; at < bytes.length;) {
    const value = bytes.subarray(at, at + bytes.readUInt16BE(at + 4))
    const call = CALL_ID.exec(value.toString('latin1', 0, 1024))?.[1] ?? ''
    const timestamp = BigInt(Math.floor(((timeOf(value) ?? 0) + shift) / 1_000))
    messages.push({ topic: 'bench', value, timestamp, partition: createHash('md5').update(call).digest().readUInt8() % PARTITIONS })
    at += value.length
    if (messages.length < RECORDS_A_REQUEST && at < bytes.length) continue
    await producer.send({ messages })
    messages = []
  }
  await producer.close()
}

/** Time of the last packet in microseconds. */
function endOf(bytes: Buffer): number {
  let last = 0
  for (let at = 0; at < bytes.length; at += bytes.readUInt16BE(at + 4)) last = at
  return timeOf(bytes.subarray(last)) ?? 0
}
