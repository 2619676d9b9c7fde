import { Admin, Consumer, ListOffsetTimestamps, type ConsumerOptions, type MessagesStream, type SASLOptions } from '@platformatic/kafka'
import { once } from 'node:events'
import { isIP } from 'node:net'
import type { KafkaConfig } from '../config/kafka-schema.ts'
import type { Sasl } from '../config/kafka-sasl-schema.ts'
import { bearerToken, refusalOfToken } from './kafka-token.ts'
import type { RecordBatch } from './kafka-partition.ts'

/** A partition by name. */
export interface TopicPartition {
  readonly topic: string
  readonly partition: number
}

/** Where to fetch a partition: the broker that leads it. */
export interface Leader {
  readonly node: number
  readonly topicId: string
}

export interface WantedPartition extends TopicPartition {
  readonly topicId: string
  readonly fetchAt: number
  /** Its next batch alone: a broker gives one even where that is larger than what was allowed. */
  readonly isAlone: boolean
}

export interface FetchedPartition extends TopicPartition {
  readonly batches: readonly RecordBatch[]
  readonly end: number
}

/** What the group does to its member; called synchronously, in the order in which it happens. */
export interface GroupEvents {
  /** Partitions are about to move: what was counted has to be stored now. */
  rebalance(): void
  /** The partitions of this member are known again. */
  joined(): void
  /** This membership cannot go on. */
  failed(error: Error): void
}

/** All that the source asks of a Kafka client: a membership in a group, and fetches whose positions are ours. Another client would be put in here. */
export interface KafkaClient {
  /** What the group gave to this member, undefined until it did; another object whenever it changes. */
  readonly assigned: readonly { readonly topic: string; readonly partitions: readonly number[] }[] | undefined
  /** Whether the group still counts this member as alive, and is not about to move partitions. */
  readonly isMember: boolean
  join(): Promise<void>
  leaders(): Promise<(of: TopicPartition) => Leader | undefined>
  fetch(node: number, wanted: readonly WantedPartition[], waitMillis: number): Promise<FetchedPartition[]>
  /** What the group has stored; -1 where nothing is. */
  committed(partitions: readonly TopicPartition[]): Promise<(of: TopicPartition) => number>
  /** First or last offset of the log of each partition. */
  logOffsets(which: 'first' | 'end'): Promise<(of: TopicPartition) => number>
  commit(offsets: readonly (TopicPartition & { readonly offset: number })[]): Promise<void>
  /** Leaves the group, so that its partitions move at once. */
  close(): Promise<void>
}

/** Retries are nested in the client: three mean 15 seconds until an error is seen. More is the business of whoever waits and tries again. */
const RETRIES = 3
const REBALANCE_MILLIS = 60_000
const HEARTBEATS_A_SESSION = 6
const LONGEST_HEARTBEAT_MILLIS = 3_000
/** The client's own bound of 50 MB, compressed, became 845 MB of messages; highWaterMark does not limit a fetch. */
const FETCH_BYTES = 2 * 1024 * 1024
const PARTITION_BYTES = 512 * 1024
const NO_EPOCH = -1
/** A port that speaks something else may say nothing at all. */
const PROBE_MILLIS = 5_000

/** Options of every connection: addresses, TLS, SASL. */
function connectionOptions({ clientId, brokers, ssl, sasl }: KafkaConfig) {
  return {
    clientId,
    bootstrapBrokers: brokers.map(({ host, port }) => ({ host, port })),
    ...(ssl && {
      tls: {
        rejectUnauthorized: ssl.rejectUnauthorized,
        ...(ssl.ca_file !== undefined && { ca: ssl.ca_file }),
        ...(ssl.cert_file !== undefined && { cert: ssl.cert_file }),
        ...(ssl.key_file !== undefined && { key: ssl.key_file.reveal() }),
      },
      // Without it the client sends no SNI; an address cannot be a server name (RFC 6066 §3).
      ...(ssl.servername !== undefined
        ? { tlsServerName: ssl.servername }
        : brokers.every(({ host }) => isIP(host) === 0) && { tlsServerName: true }),
    }),
    ...(sasl && { sasl: saslOptions(sasl) }),
  }
}

/** A token is had anew for each connection: it may have run out since the last one. */
function saslOptions(sasl: Sasl): SASLOptions {
  if (sasl.mechanism === 'OAUTHBEARER')
    return { mechanism: sasl.mechanism, token: () => bearerToken(sasl.token), authBytesValidator: refusalOfToken }
  return { mechanism: sasl.mechanism, username: sasl.username, password: sasl.password.reveal() }
}

/** An Admin that tries once: the true cause comes at once, not after 16 seconds. */
export function createProbe(config: KafkaConfig): Admin {
  return new Admin({ ...connectionOptions(config), retries: 0, connectTimeout: PROBE_MILLIS, requestTimeout: PROBE_MILLIS })
}

/** A member of a consumer group on `@platformatic/kafka`. */
export function createClient(config: KafkaConfig, events: GroupEvents): KafkaClient {
  const { topics, groupId, groupProtocol, groupInstanceId, sessionTimeout, fromBeginning } = config
  const heartbeatInterval = Math.min(LONGEST_HEARTBEAT_MILLIS, sessionTimeout / HEARTBEATS_A_SESSION)
  const common = {
    ...connectionOptions(config),
    groupId,
    retries: RETRIES,
    rebalanceTimeout: REBALANCE_MILLIS,
    ...(groupInstanceId !== undefined && { groupInstanceId }),
  }
  const options: ConsumerOptions<Buffer, Buffer, Buffer, Buffer> =
    groupProtocol === 'consumer' ? { ...common, groupProtocol } : { ...common, groupProtocol, sessionTimeout, heartbeatInterval }
  const consumer = new Consumer(options)
  let stream: MessagesStream<Buffer, Buffer, Buffer, Buffer> | undefined
  let joinedAt = 0

  consumer.on('consumer:group:rebalance', () => events.rebalance())
  consumer.on('consumer:group:join', () => {
    joinedAt = Date.now()
    events.joined()
  })
  consumer.on('error', (error: Error) => events.failed(error))

  return {
    get assigned() {
      return consumer.assignments ?? undefined
    },

    // A process that was stopped for a while is out of the group and does not know: what it stored then would take others back.
    get isMember() {
      const seen = Math.max(joinedAt, consumer.lastHeartbeat?.getTime() ?? 0)
      return consumer.isActive() && Date.now() - seen < sessionTimeout / 2
    },

    async join() {
      // The stream stands for the membership, and for connections that no heartbeat waits behind. It is never read: it would fetch from where the
      // group stands after each rebalance, keep messages of partitions that are gone, and bound nothing. Its defaults would commit by
      // themselves and begin at the newest record.
      stream = await consumer.consume({
        topics: [...topics],
        autocommit: false,
        mode: 'committed',
        fallbackMode: fromBeginning ? 'earliest' : 'latest',
      })
      stream.on('error', (error) => events.failed(error))
      // The client resumes its streams after a revocation (KIP-848), which would start one that nobody reads.
      stream.resume = () => stream!
    },

    async leaders() {
      const metadata = await consumer.metadata({ topics: [...topics] })
      return ({ topic, partition }) => {
        const known = metadata.topics.get(topic)
        const node = known?.partitions[partition]?.leader
        return known === undefined || node === undefined || node < 0 ? undefined : { node, topicId: known.id }
      }
    },

    async fetch(node, wanted, waitMillis) {
      const names = new Map(wanted.map(({ topic, topicId }) => [topicId, topic]))
      const asked = wanted.map(({ topicId, partition, fetchAt, isAlone }) => ({
        topicId,
        partitions: [
          {
            partition,
            fetchOffset: BigInt(fetchAt),
            partitionMaxBytes: isAlone ? 1 : PARTITION_BYTES,
            currentLeaderEpoch: NO_EPOCH,
            lastFetchedEpoch: NO_EPOCH,
          },
        ],
      }))
      const { responses } = await consumer.fetch({
        node,
        topics: asked,
        maxBytes: FETCH_BYTES,
        maxWaitTime: waitMillis,
        minBytes: 1,
        ...(stream && { connectionPool: stream.connections }),
      })
      return responses.flatMap(({ topicId, partitions }) => {
        const topic = names.get(topicId)
        if (topic === undefined) return []
        return partitions.map(({ partitionIndex, records, lastStableOffset, highWatermark }) => ({
          topic,
          partition: partitionIndex,
          batches: records ?? [],
          end: Number(lastStableOffset >= 0n ? lastStableOffset : highWatermark),
        }))
      })
    },

    async committed(partitions) {
      const byTopic = Map.groupBy(partitions, ({ topic }) => topic)
      const wanted = [...byTopic].map(([topic, of]) => ({ topic, partitions: of.map(({ partition }) => partition) }))
      return lookup(await consumer.listCommittedOffsets({ topics: wanted }))
    },

    async logOffsets(which) {
      const timestamp = which === 'first' ? ListOffsetTimestamps.EARLIEST : ListOffsetTimestamps.LATEST
      return lookup(await consumer.listOffsets({ topics: [...topics], timestamp }))
    },

    async commit(offsets) {
      await consumer.commit({
        offsets: offsets.map(({ topic, partition, offset }) => ({ topic, partition, offset: BigInt(offset), leaderEpoch: NO_EPOCH })),
      })
    },

    async close() {
      if (stream !== undefined && !stream.destroyed) {
        const closed = once(stream, 'close')
        stream.destroy()
        await closed
      }
      await consumer.close(true)
    },
  }
}

function lookup(offsets: ReadonlyMap<string, readonly (bigint | undefined)[]>): (of: TopicPartition) => number {
  return ({ topic, partition }) => Number(offsets.get(topic)?.[partition] ?? -1n)
}
