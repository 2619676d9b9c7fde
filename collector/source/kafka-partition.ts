import { readValue } from './kafka-value.ts'
import type { Intake } from './source.ts'

/** What one fetch brought: records of a partition in the order of their offsets, views of the answer's bytes. */
export interface RecordBatch {
  readonly firstOffset: bigint
  readonly lastOffsetDelta: number
  readonly firstTimestamp: bigint
  readonly maxTimestamp: bigint
  readonly attributes: number
  readonly records: readonly { readonly offsetDelta: number; readonly timestampDelta: bigint; readonly value: Buffer | null }[]
}

const IS_CONTROL = 1 << 5
/** The broker's clock at receipt counts for the whole batch, not the producer's. */
const IS_LOG_APPEND_TIME = 1 << 3
const MICROS_PER_MILLI = 1_000

/**
 * One partition that is ours: where counting stands, and what was fetched and not counted yet. A record is counted and its offset marked in
 * one step, without anything between them that could wait; so at no moment is a record counted and not marked, or the other way round.
 */
export class KafkaPartition {
  readonly topic: string
  readonly partition: number
  /** Names the topic beyond its deletion: one of the same name that is made anew begins at 0. */
  readonly topicId: string
  /** The next record to count. All before it were counted. */
  next: number
  /** The next record to fetch. */
  fetchAt: number
  /** What the group has stored. */
  committed: number
  /** End of the log, as the last answer told it. Until then there may be anything. */
  end = Infinity
  #batches: RecordBatch[] = []
  #record = 0
  #waiting = 0

  constructor(topic: string, partition: number, topicId: string, next: number, committed: number) {
    this.topic = topic
    this.partition = partition
    this.topicId = topicId
    this.next = this.fetchAt = next
    this.committed = committed
  }

  /** Records fetched and not counted yet. */
  get waiting(): number {
    return this.#waiting
  }

  /** Fetched to its end, as far as is known. */
  get isAtEnd(): boolean {
    return this.fetchAt >= this.end
  }

  /** Time of the next record to count in milliseconds; Infinity if none waits. */
  get headTime(): number {
    const [batch] = this.#batches
    if (batch === undefined) return Infinity
    return timeOf(batch, this.#record)
  }

  /** Takes what was fetched from `fetchAt` on. A compressed batch is whole: it may begin before. */
  add(batches: readonly RecordBatch[], end: number): void {
    this.end = end
    for (const batch of batches) {
      const after = Number(batch.firstOffset) + batch.lastOffsetDelta + 1
      if (after <= this.fetchAt) continue
      this.#batches.push(batch)
      this.#waiting += batch.records.length
      this.fetchAt = after
    }
    this.#skip()
  }

  /** Counts records with a time up to `until`, at most `most` of them; says how many. */
  count(intake: Intake, until: number, most: number): number {
    let counted = 0
    while (counted < most) {
      const [batch] = this.#batches
      const record = batch?.records[this.#record]
      if (batch === undefined || record === undefined) break
      const time = timeOf(batch, this.#record)
      if (time > until) break
      readValue(record.value, time * MICROS_PER_MILLI, intake)
      counted += 1
      this.next = Number(batch.firstOffset) + record.offsetDelta + 1
      this.#record += 1
      this.#waiting -= 1
      this.#skip()
    }
    return counted
  }

  /** The group has stored more than was counted here: somebody else counted it. Gives how many fetched records that concerns. */
  skipTo(offset: number): number {
    const before = this.#waiting
    this.next = offset
    this.fetchAt = Math.max(this.fetchAt, offset)
    this.#skip()
    return before - this.#waiting
  }

  /** The log ends before what was counted: what comes now has offsets that were used before. */
  restartAt(offset: number): void {
    this.#batches = []
    this.#record = this.#waiting = 0
    this.next = this.fetchAt = offset
    this.committed = Math.min(this.committed, offset)
  }

  /** Goes past control records, records before `next` and batches that are done; compaction may have taken records at the end of one. */
  #skip(): void {
    for (;;) {
      const [batch] = this.#batches
      if (batch === undefined) return
      const first = Number(batch.firstOffset)
      const isControl = (batch.attributes & IS_CONTROL) !== 0
      for (; this.#record < batch.records.length; this.#record++, this.#waiting--) {
        if (!isControl && first + batch.records[this.#record]!.offsetDelta >= this.next) return
      }
      this.next = Math.max(this.next, first + batch.lastOffsetDelta + 1)
      this.#batches.shift()
      this.#record = 0
    }
  }
}

/** -1 is a record of a producer that gives no time: it counts as the oldest. */
function timeOf(batch: RecordBatch, record: number): number {
  if ((batch.attributes & IS_LOG_APPEND_TIME) !== 0) return Number(batch.maxTimestamp)
  return Number(batch.firstTimestamp) + Number(batch.records[record]?.timestampDelta ?? 0n)
}
