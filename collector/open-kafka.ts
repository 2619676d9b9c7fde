import type { KafkaConfig } from './config/kafka-schema.ts'
import { kafkaFailure } from './kafka-failure.ts'
import type { Logger } from './log.ts'
import type { KafkaSource } from './source/kafka.ts'

/** A source that reads Kafka, after a first contact that says what is wrong. The client is loaded only where there is a section for it. */
export async function openKafka(config: KafkaConfig, log: Logger): Promise<KafkaSource> {
  const { probeKafka } = await import('./source/kafka-probe.ts')
  const { readKafka } = await import('./source/kafka.ts')
  const { topics, groupId } = config
  try {
    await probeKafka(config)
  } catch (error) {
    throw kafkaFailure(error, config)
  }
  return readKafka(config, {
    reading: (partitions) => log.info({ topics, groupId, partitions }, 'reading from Kafka'),
    trouble: (cause) => log.warn({ cause }, 'something is wrong with Kafka, trying again until it is not'),
    unstored: (records) => log.warn({ records }, 'Kafka did not store what was counted here: these records will be counted again'),
  })
}
