import kafkajs, { type Kafka, type Message } from 'kafkajs'

/** A broker takes 1 MiB a request. */
const RECORDS_A_REQUEST = 1_000
const RECORDS_A_ROUND = 200
const ROUND_MILLIS = 40

/** A client that has nothing in common with ours. It tells standard error nothing that a test does not look for. */
export function kafkaJs(address: string): Kafka {
  return new kafkajs.Kafka({ clientId: 'test', brokers: [address], logLevel: kafkajs.logLevel.NOTHING })
}

/** Creates a topic. */
export async function createTopic(address: string, topic: string, partitions = 4): Promise<void> {
  const admin = kafkaJs(address).admin()
  await admin.connect()
  await admin.createTopics({ topics: [{ topic, numPartitions: partitions }], waitForLeaders: false })
  // Its own way of waiting gives up where the broker does not know the topic yet.
  const isThere = () =>
    admin.fetchTopicMetadata({ topics: [topic] }).then(
      ({ topics }) => topics.every((one) => one.partitions.length === partitions && one.partitions.every(({ leader }) => leader >= 0)),
      () => false,
    )
  while (!(await isThere())) await new Promise((resolve) => setTimeout(resolve, 50))
  await admin.disconnect()
}

/** Publishes values in the order given, or messages with what kafkajs lets them have; without a key, to all partitions in turn. */
export async function publish(
  address: string,
  topic: string,
  values: readonly (Buffer | Message)[],
  codec: 'none' | 'gzip' = 'none',
): Promise<void> {
  const producer = kafkaJs(address).producer({ idempotent: true, createPartitioner: kafkajs.Partitioners.DefaultPartitioner })
  await producer.connect()
  for (let at = 0; at < values.length; at += RECORDS_A_REQUEST) {
    const messages = values.slice(at, at + RECORDS_A_REQUEST).map((value) => (Buffer.isBuffer(value) ? { value } : value))
    await producer.send({ topic, messages, compression: codec === 'gzip' ? kafkajs.CompressionTypes.GZIP : kafkajs.CompressionTypes.None })
  }
  await producer.disconnect()
}

/** Publishes records one behind the other until it is stopped, which gives their number. */
export async function startProducer(address: string, topic: string, valueOf: (number: number) => Buffer) {
  const producer = kafkaJs(address).producer({ idempotent: true, createPartitioner: kafkajs.Partitioners.DefaultPartitioner })
  await producer.connect()
  let sent = 0
  const stop = new AbortController()
  const running = (async () => {
    while (!stop.signal.aborted) {
      const values = Array.from({ length: RECORDS_A_ROUND }, (_, i) => ({ value: valueOf(sent + i) }))
      await producer.send({ topic, messages: values })
      sent += values.length
      await new Promise((resolve) => setTimeout(resolve, ROUND_MILLIS))
    }
  })()
  return {
    async stop(): Promise<number> {
      stop.abort()
      await running
      await producer.disconnect()
      return sent
    },
  }
}
