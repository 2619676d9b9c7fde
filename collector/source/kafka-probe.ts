import type { KafkaConfig } from '../config/kafka-schema.ts'
import { createProbe } from './kafka-client.ts'
import { AdvertisedBrokerError, UnknownTopicError } from './kafka-contact-error.ts'

/** Asks for the topics, and for a connection to one broker that leads them. Throws the first reason why nothing could be read. */
export async function probeKafka(config: KafkaConfig): Promise<void> {
  const admin = createProbe(config)
  try {
    const known = await admin.listTopics({ includeInternals: false })
    const missing = config.topics.find((topic) => !known.includes(topic))
    if (missing !== undefined) throw new UnknownTopicError(missing, known)
    const { brokers } = await admin.metadata({ topics: [...config.topics] })
    let failure: AdvertisedBrokerError | undefined
    for (const [node, { host, port }] of brokers) {
      try {
        await admin.connectToBrokers([node])
        return
      } catch (error) {
        failure ??= new AdvertisedBrokerError(`${host}:${port}`, error)
      }
    }
    if (failure !== undefined) throw failure
  } finally {
    await admin.close().catch(() => undefined)
  }
}
