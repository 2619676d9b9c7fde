import { causesOf, codeOf } from './kafka-cause.ts'
import type { KafkaClient, Leader } from './kafka-client.ts'
import type { KafkaPartition } from './kafka-partition.ts'

export interface FetchEvents {
  /** Something arrived or failed: there may be something to do. */
  wake(): void
  /** A fetch came back. */
  fetched(): void
  /** A fetch failed, because of the way there or of a broker. */
  failed(error: unknown): void
  /** What a fetch brought cannot be read; `at` has the batch, once that is known. */
  unreadable(error: unknown, at: KafkaPartition | undefined): void
  /** Nothing is unreadable any more. */
  readable(): void
  /** A topic was deleted and made anew: its offsets mean something else now. */
  replaced(topic: string): void
}

/** A partition with fewer records waiting is fetched again, while these are counted. So each holds two fetches at most. */
const FEW_RECORDS = 500
const LONG_POLL_MILLIS = 500
/** While a partition is left out of a fetch because it has enough, the next one that has to bring it must not wait for others. */
const SHORT_POLL_MILLIS = 10
const FIRST_RETRY_MILLIS = 250
const LAST_RETRY_MILLIS = 30_000
const SUSPECT_RETRY_MILLIS = 5_000
const PLAN_RETRY_MILLIS = 1_000

/** One fetch at a time to each broker, for the partitions that have little waiting. Never stops by itself: it backs off and tries again. */
export class KafkaFetcher {
  readonly #client: KafkaClient
  readonly #events: FetchEvents
  readonly #busy = new Set<number>()
  readonly #retries = new Map<number, { at: number; millis: number }>()
  /** Partitions of a fetch that could not be read, until they were read to their end: each alone and batch by batch, so that a bad one stops its partition. */
  readonly #suspects = new Map<KafkaPartition, number>()
  #planning = false
  #planAt = 0

  constructor(client: KafkaClient, events: FetchEvents) {
    this.#client = client
    this.#events = events
  }

  /** Starts what fetches are due. `partitions` may change while they run: answers for what is no longer in it go nowhere. */
  async fetch(partitions: ReadonlySet<KafkaPartition>): Promise<void> {
    if (this.#planning || Date.now() < this.#planAt || ![...partitions].some(wantsMore)) return
    this.#planning = true
    try {
      const leaderOf = await this.#client.leaders()
      for (const suspect of this.#suspects.keys()) if (!partitions.has(suspect)) this.#clear(suspect)
      const byNode = new Map<number, [KafkaPartition, Leader][]>()
      for (const partition of partitions) {
        const leader = leaderOf(partition)
        if (leader !== undefined && leader.topicId !== partition.topicId) return this.#events.replaced(partition.topic)
        if (leader !== undefined) byNode.set(leader.node, [...(byNode.get(leader.node) ?? []), [partition, leader]])
      }
      for (const [node, led] of byNode) if (this.#mayFetch(node)) this.#start(node, led, partitions)
    } catch (error) {
      this.#planAt = Date.now() + PLAN_RETRY_MILLIS
      this.#events.failed(error)
    } finally {
      this.#planning = false
    }
  }

  #mayFetch(node: number): boolean {
    return !this.#busy.has(node) && Date.now() >= (this.#retries.get(node)?.at ?? 0)
  }

  #start(node: number, led: readonly [KafkaPartition, Leader][], partitions: ReadonlySet<KafkaPartition>): void {
    const due = led.filter(([partition]) => wantsMore(partition) && Date.now() >= (this.#suspects.get(partition) ?? 0))
    const suspect = due.find(([partition]) => this.#suspects.has(partition))
    const wanted = suspect === undefined ? due : [suspect]
    if (wanted.length === 0) return
    this.#busy.add(node)
    void this.#run(node, wanted, wanted.length < led.length, partitions)
      .finally(() => this.#busy.delete(node))
      .finally(() => this.#events.wake())
  }

  async #run(
    node: number,
    wanted: readonly [KafkaPartition, Leader][],
    isPart: boolean,
    partitions: ReadonlySet<KafkaPartition>,
  ): Promise<void> {
    const isAlone = wanted.some(([partition]) => this.#suspects.has(partition))
    const asked = wanted.map(([{ topic, partition, fetchAt }, { topicId }]) => ({ topic, partition, fetchAt, topicId, isAlone }))
    try {
      const answers = await this.#client.fetch(node, asked, isPart ? SHORT_POLL_MILLIS : LONG_POLL_MILLIS)
      this.#retries.delete(node)
      for (const answer of answers) {
        const of = wanted.find(([{ topic, partition }]) => topic === answer.topic && partition === answer.partition)?.[0]
        if (of !== undefined && partitions.has(of)) of.add(answer.batches, answer.end)
      }
      this.#events.fetched()
      if (!isAlone) return
      for (const [partition] of wanted) if (partition.isAtEnd) this.#clear(partition)
    } catch (error) {
      await this.#afterFailure(node, wanted, error)
    }
  }

  #clear(suspect: KafkaPartition): void {
    this.#suspects.delete(suspect)
    if (this.#suspects.size === 0) this.#events.readable()
  }

  async #afterFailure(node: number, wanted: readonly [KafkaPartition, Leader][], error: unknown): Promise<void> {
    if (causesOf(error).some(isOfWire)) {
      const millis = Math.min((this.#retries.get(node)?.millis ?? FIRST_RETRY_MILLIS / 2) * 2, LAST_RETRY_MILLIS)
      this.#retries.set(node, { at: Date.now() + millis, millis })
      this.#events.failed(error)
    } else {
      const found = this.#suspects.has(wanted[0]![0]) ? wanted[0]?.[0] : undefined
      for (const [partition] of wanted) this.#suspects.set(partition, found === undefined ? 0 : Date.now() + SUSPECT_RETRY_MILLIS)
      this.#events.unreadable(error, found)
    }
    if (causesOf(error).some((cause) => codeOf(cause) === 'OFFSET_OUT_OF_RANGE'))
      await this.#reposition(wanted.map(([partition]) => partition))
  }

  /** Retention took records before they were read, or an unclean election did: goes on at the nearest end of what is left. */
  async #reposition(partitions: readonly KafkaPartition[]): Promise<void> {
    try {
      const [firstOf, endOf] = [await this.#client.logOffsets('first'), await this.#client.logOffsets('end')]
      for (const partition of partitions) {
        const [first, end] = [firstOf(partition), endOf(partition)]
        if (first >= 0 && partition.fetchAt < first) partition.skipTo(first)
        else if (end >= 0 && partition.fetchAt > end) partition.restartAt(end)
      }
    } catch (error) {
      this.#events.failed(error)
    }
  }
}

function wantsMore(partition: KafkaPartition): boolean {
  return partition.waiting < FEW_RECORDS
}

/** The connection or the broker is at fault, not what was fetched. */
function isOfWire(cause: Error): boolean {
  const code = codeOf(cause)
  return (
    code === 'PLT_KFK_NETWORK' ||
    code === 'PLT_KFK_PROTOCOL' ||
    Reflect.get(cause, 'apiId') !== undefined ||
    Reflect.get(cause, 'syscall') !== undefined
  )
}
