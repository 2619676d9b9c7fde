import type { KafkaConfig } from '../config/kafka-schema.ts'
import { createClient, type KafkaClient } from './kafka-client.ts'
import { KafkaFetcher } from './kafka-fetcher.ts'
import { countInOrder, isPartitionMissing } from './kafka-order.ts'
import type { KafkaPartition } from './kafka-partition.ts'
import { keepCounted, settlePartitions, type Counted } from './kafka-settle.ts'
import type { Batch } from './source.ts'

export interface SessionEvents {
  /** Records were fetched, and will not be counted here: their partition moved away, or another member had counted them already. */
  dropped(records: number): void
  /** What went wrong, by the part that it concerns; undefined when that part works again. */
  trouble(part: 'fetch' | 'records' | 'commit', error: unknown, at?: KafkaPartition): void
}

const BATCH_RECORDS = 1_000
const COMMIT_MILLIS = 500
const IDLE_MILLIS = 100
const MICROS_PER_MILLI = 1_000
/** A partition whose broker does not answer holds the others back no longer than this. */
const PATIENCE_MILLIS = 5_000
/** With all partitions read to their end, time goes on by the wall clock, so far behind that records on their way are not overtaken. */
const QUIET_MILLIS = 30_000
const REBALANCE_MILLIS = 60_000
const REVOCATION_MILLIS = 5_000

/** One membership in the group, from joining to leaving or to the first error that it does not survive. */
export class KafkaSession {
  readonly partitions = new Set<KafkaPartition>()
  readonly #config: KafkaConfig
  readonly #counted: Counted
  readonly #events: SessionEvents
  readonly #client: KafkaClient
  readonly #fetcher: KafkaFetcher
  #failure: Error | undefined
  #assigned: KafkaClient['assigned']
  /** Partitions are about to move: until then nothing more is counted, since it could not be stored any more. */
  #hold: { readonly until: number; readonly assigned: KafkaClient['assigned'] } | undefined
  #settling = false
  #isSettled = false
  #committing: Promise<void> | undefined
  #committedAt = 0
  #missingSince = 0
  #wake: () => void = () => undefined
  #left: number | undefined

  constructor(config: KafkaConfig, counted: Counted, events: SessionEvents) {
    this.#config = config
    this.#counted = counted
    this.#events = events
    this.#client = createClient(config, {
      rebalance: () => this.#onRebalance(),
      joined: () => this.#onJoined(),
      failed: (error) => this.#fail(error),
    })
    this.#fetcher = new KafkaFetcher(this.#client, {
      wake: () => this.#wake(),
      fetched: () => this.#events.trouble('fetch', undefined),
      failed: (error) => this.#events.trouble('fetch', error),
      unreadable: (error, at) => this.#events.trouble('records', error, at),
      readable: () => this.#events.trouble('records', undefined),
      replaced: (topic) => {
        // Their offsets must not be stored for the new one.
        for (const partition of this.partitions) if (partition.topic === topic) this.partitions.delete(partition)
        this.#fail(new Error(`topic ${topic} was deleted and made anew`))
      },
    })
  }

  /** Whether partitions were given to this member, if only none, and it is known where each of them stands. */
  get isSettled(): boolean {
    return this.#isSettled
  }

  /** Records that were counted and are not stored. */
  get unstored(): number {
    return this.#left ?? [...this.partitions].reduce((sum, { next, committed }) => sum + Math.max(0, next - Math.max(0, committed)), 0)
  }

  join(): Promise<void> {
    return this.#client.join()
  }

  /** Batches until `signal`; throws when the membership is lost for good. */
  async *batches(signal: AbortSignal): AsyncGenerator<Batch> {
    const wake = () => this.#wake()
    signal.addEventListener('abort', wake, { once: true })
    try {
      yield* this.#untilStopped(signal)
    } finally {
      // The signal outlives this membership, and would keep it.
      signal.removeEventListener('abort', wake)
    }
  }

  async *#untilStopped(signal: AbortSignal): AsyncGenerator<Batch> {
    while (!signal.aborted) {
      if (this.#failure !== undefined) throw this.#failure
      this.#followAssignment()
      void this.#fetcher.fetch(this.partitions)
      if (Date.now() - this.#committedAt >= COMMIT_MILLIS) void this.#commit()
      const partitions = [...this.partitions]
      const patience = this.#patience(partitions)
      if (this.#mayCount() && patience !== undefined) {
        yield (intake) => void countInOrder(partitions, intake, BATCH_RECORDS, patience)
        // Sockets, heartbeats and scrapes have their turn between two batches.
        await new Promise((resolve) => setImmediate(resolve))
      } else if (!(await this.#woken()) && partitions.every(({ isAtEnd }) => isAtEnd)) {
        const time = (Date.now() - QUIET_MILLIS) * MICROS_PER_MILLI
        yield (intake) => intake.tick(time)
      }
    }
  }

  /** Stores what was counted and leaves. The order matters: nothing is read any more, then it is stored, then others may have the partitions. */
  async leave(): Promise<void> {
    try {
      await this.#committing
      if (this.#client.isMember) await this.#commit(true)
    } finally {
      this.#left = this.unstored
      keepCounted(this.partitions, this.#counted)
      this.partitions.clear()
      await this.#client.close()
    }
  }

  /** Not while partitions move; and out of the group they are somebody else's, even if nobody has said so yet. */
  #mayCount(): boolean {
    return !this.#settling && !this.#isHeld() && this.#client.isMember
  }

  /** How to count what waits; undefined when nothing does, or a partition is waited for. */
  #patience(partitions: readonly KafkaPartition[]): 'wait' | 'go_on' | undefined {
    if (!isPartitionMissing(partitions)) this.#missingSince = 0
    else this.#missingSince ||= Date.now()
    if (partitions.every(({ waiting }) => waiting === 0)) return undefined
    if (this.#missingSince === 0) return 'wait'
    return Date.now() - this.#missingSince > PATIENCE_MILLIS ? 'go_on' : undefined
  }

  #isHeld(): boolean {
    const hold = this.#hold
    if (hold === undefined) return false
    // With KIP-848 the group says "join" only once; later changes just show.
    const isOver = Date.now() > hold.until || (this.#config.groupProtocol === 'consumer' && this.#client.assigned !== hold.assigned)
    if (isOver) this.#hold = undefined
    return !isOver
  }

  /** Started before this returns, so that it is on the wire before this member asks to join anew. */
  #onRebalance(): void {
    if (this.#hold !== undefined) return
    void this.#commit(true)
    const millis = this.#config.groupProtocol === 'consumer' ? REVOCATION_MILLIS : REBALANCE_MILLIS
    this.#hold = { until: Date.now() + millis, assigned: this.#client.assigned }
  }

  #onJoined(): void {
    this.#hold = undefined
    // The same partitions again may have been somebody else's in between.
    this.#assigned = undefined
    this.#wake()
  }

  #fail(error: Error): void {
    this.#failure ??= error
    this.#wake()
  }

  #followAssignment(): void {
    const assigned = this.#client.assigned
    if (assigned === undefined || assigned === this.#assigned || this.#settling) return
    this.#assigned = assigned
    this.#settling = true
    settlePartitions(this.partitions, assigned, this.#client, this.#config, this.#counted)
      .then((dropped) => {
        this.#isSettled = true
        this.#events.dropped(dropped)
        // The brokers answered just now; what still fails says so again.
        this.#events.trouble('fetch', undefined)
      })
      .catch((error: unknown) => this.#fail(error instanceof Error ? error : new Error(String(error))))
      .finally(() => (this.#settling = false))
      .finally(() => this.#wake())
  }

  /** Stores what was counted. What fails is still to be stored afterwards, and goes with the next. */
  #commit(force = false): Promise<void> {
    if (!force && (this.#committing !== undefined || this.#settling || this.#isHeld() || !this.#client.isMember)) return Promise.resolve()
    this.#committedAt = Date.now()
    const changed = [...this.partitions].filter(({ next, committed }) => next > committed)
    if (changed.length === 0) {
      this.#events.trouble('commit', undefined)
      return Promise.resolve()
    }
    const offsets = changed.map((partition) => ({ partition, offset: partition.next }))
    const storing = this.#client
      .commit(offsets.map(({ partition: { topic, partition }, offset }) => ({ topic, partition, offset })))
      .then(() => {
        for (const { partition, offset } of offsets) partition.committed = Math.max(partition.committed, offset)
        this.#events.trouble('commit', undefined)
      })
      .catch((error: unknown) => this.#events.trouble('commit', error))
      .finally(() => {
        if (this.#committing === storing) this.#committing = undefined
      })
    this.#committing = storing
    return storing
  }

  /** True when something happened, false when nothing did for a while. */
  #woken(): Promise<boolean> {
    return new Promise((resolve) => {
      const late = setTimeout(() => resolve(false), IDLE_MILLIS)
      this.#wake = () => {
        clearTimeout(late)
        resolve(true)
      }
    })
  }
}
