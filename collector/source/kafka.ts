import { setTimeout } from 'node:timers/promises'
import type { KafkaConfig } from '../config/kafka-schema.ts'
import { codeOf, deepestCause } from './kafka-cause.ts'
import type { TopicPartition } from './kafka-client.ts'
import { KafkaSession } from './kafka-session.ts'
import type { Counted } from './kafka-settle.ts'
import type { Batch, Source } from './source.ts'

/** How far one partition was read; offsets, as Kafka counts them. */
export interface PartitionProgress extends TopicPartition {
  /** Log end − next record to read. */
  readonly lag: number
  /** Log end − stored for the group. */
  readonly uncommitted: number
}

/** Who is told of changes; once for each, not for each retry. */
export interface KafkaReport {
  /** Reading, after the start or after trouble. */
  reading(partitions: number): void
  /** Something does not work. It is tried again and again. */
  trouble(cause: string): void
  /** It ends, and so many records that were counted here will be counted again by others: the brokers did not take what was to be stored. */
  unstored(records: number): void
}

/** HEP from Kafka: one member of a consumer group. It joins when it is iterated, and leaves when that ends. */
export interface KafkaSource extends Source {
  readonly input: 'kafka'
  /** Until partitions were given to it, and while one of them cannot be read. */
  waitsFor(): string | undefined
  /** Fetches that failed, since the start. */
  readonly fetchErrors: number
  /** Fetched records that another member counts, since the start. */
  readonly droppedRecords: number
  progress(): PartitionProgress[]
  /** Whether there is, or may be, something in its partitions that has not been counted. */
  readonly isBehind: boolean
  /** Reads nothing more, stores what was counted, leaves the group. */
  close(): Promise<void>
}

const FIRST_RETRY_MILLIS = 500
const LAST_RETRY_MILLIS = 30_000
/** A broker that does not answer keeps nobody from stopping: what was not stored is read again. */
const LEAVE_MILLIS = 7_000

type Part = 'session' | 'fetch' | 'records' | 'commit'

/** Reads the topics of a configuration, and goes on reading them: whatever breaks, it backs off and joins again. */
export function readKafka(config: KafkaConfig, report: KafkaReport): KafkaSource {
  const stop = new AbortController()
  const counted: Counted = new Map()
  const broken = new Set<Part>()
  let session: KafkaSession | undefined
  let running: Promise<void> | undefined
  let wasReading = false
  let fetchErrors = 0
  let droppedRecords = 0

  const trouble = (part: Part, cause: string | undefined) => {
    // What is cut off because it stops is no trouble.
    if (stop.signal.aborted) return
    if (cause === undefined) broken.delete(part)
    else {
      if (broken.size === 0 || (part === 'records' && !broken.has(part))) report.trouble(cause)
      broken.add(part)
      wasReading = false
    }
    if (wasReading || broken.size > 0 || session?.isSettled !== true) return
    wasReading = true
    report.reading(session.partitions.size)
  }

  const open = () =>
    new KafkaSession(config, counted, {
      dropped: (records) => (droppedRecords += records),
      trouble(part, error, at) {
        if (error === undefined) return trouble(part, undefined)
        if (part !== 'commit') fetchErrors += 1
        if (part !== 'records') return trouble(part, `${part}: ${causeText(error)}`)
        // Until it is known whose records they are there is nothing to say.
        if (at !== undefined)
          trouble(part, `record ${at.fetchAt} of ${at.topic}, partition ${at.partition}, cannot be read: ${causeText(error)}`)
      },
    })

  async function* batches(): AsyncGenerator<Batch> {
    let backoff = FIRST_RETRY_MILLIS
    while (!stop.signal.aborted) {
      const current = (session = open())
      broken.delete('records')
      try {
        await unlessStopped(current.join(), stop.signal)
        for await (const batch of current.batches(stop.signal)) {
          if (current.isSettled) {
            backoff = FIRST_RETRY_MILLIS
            trouble('session', undefined)
          }
          yield batch
        }
      } catch (error) {
        trouble('session', causeText(error))
      } finally {
        session = undefined
        await within(LEAVE_MILLIS, current.leave())
        if (stop.signal.aborted && current.unstored > 0) report.unstored(current.unstored)
      }
      await setTimeout(backoff, undefined, { signal: stop.signal }).catch(() => undefined)
      backoff = Math.min(backoff * 2, LAST_RETRY_MILLIS)
    }
  }

  return {
    input: 'kafka',
    waitsFor() {
      if (broken.size > 0) return 'something is wrong with Kafka, see the log'
      return session?.isSettled === true ? undefined : 'it waits for its partitions in Kafka'
    },
    get fetchErrors() {
      return fetchErrors
    },
    get droppedRecords() {
      return droppedRecords
    },
    progress: () =>
      [...(session?.partitions ?? [])]
        .filter(({ end }) => Number.isFinite(end))
        .map(({ topic, partition, end, next, committed }) => ({
          topic,
          partition,
          lag: Math.max(0, end - next),
          uncommitted: Math.max(0, end - Math.max(0, committed)),
        })),
    get isBehind() {
      return session?.isSettled !== true || [...session.partitions].some(({ isAtEnd, waiting }) => !isAtEnd || waiting > 0)
    },
    async close() {
      stop.abort()
      await running
    },
    async *[Symbol.asyncIterator]() {
      const ended = Promise.withResolvers<void>()
      running = ended.promise
      try {
        yield* batches()
      } finally {
        ended.resolve()
      }
    },
  }
}

function causeText(error: unknown): string {
  const cause = deepestCause(error)
  const code = codeOf(cause)
  return code === '' || cause.message.includes(code) ? cause.message : `${cause.message} (${code})`
}

/** Resolves at once when asked to stop, whatever comes of it later. */
async function unlessStopped(work: Promise<unknown>, signal: AbortSignal): Promise<void> {
  const stopped = Promise.withResolvers<void>()
  const stop = () => stopped.resolve()
  if (signal.aborted) stop()
  signal.addEventListener('abort', stop, { once: true })
  try {
    await Promise.race([work, stopped.promise])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

/** Waits for work to end, well or not, but no longer than this. */
async function within(millis: number, work: Promise<void>): Promise<void> {
  const late = new AbortController()
  await Promise.race([work, setTimeout(millis, undefined, { signal: late.signal })]).catch(() => undefined)
  late.abort()
}
