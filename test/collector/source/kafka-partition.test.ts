import test from 'ava'
import * as fc from 'fast-check'
import { countInOrder } from '../../../collector/source/kafka-order.ts'
import { KafkaPartition, type RecordBatch } from '../../../collector/source/kafka-partition.ts'
import type { Intake } from '../../../collector/source/source.ts'
import { numbered } from './kafka-member.ts'

const CONTROL = 1 << 5
const LOG_APPEND_TIME = 1 << 3

interface Log {
  readonly batches: readonly RecordBatch[]
  /** Offsets that hold a record to count. */
  readonly offsets: readonly number[]
  readonly end: number
}

/** A log as brokers have them: compaction took some records, also the last of a batch; some batches are markers of transactions. */
const log: fc.Arbitrary<Log> = fc
  .array(fc.record({ kept: fc.array(fc.boolean(), { minLength: 1, maxLength: 6 }), isControl: fc.boolean() }), { maxLength: 12 })
  .map((shapes) => {
    const batches: RecordBatch[] = []
    const offsets: number[] = []
    let end = 0
    for (const { kept, isControl } of shapes) {
      const deltas = kept.flatMap((is, delta) => (is ? [delta] : []))
      batches.push(batch(end, deltas, kept.length - 1, isControl ? CONTROL : 0))
      if (!isControl) offsets.push(...deltas.map((delta) => end + delta))
      end += kept.length
    }
    return { batches, offsets, end }
  })

function batch(first: number, deltas: readonly number[], last: number, attributes = 0, time = 0): RecordBatch {
  const records = deltas.map((delta) => ({ offsetDelta: delta, timestampDelta: BigInt(delta), value: numbered(first + delta) }))
  return {
    firstOffset: BigInt(first),
    lastOffsetDelta: last,
    firstTimestamp: BigInt(time),
    maxTimestamp: BigInt(time + 99),
    attributes,
    records,
  }
}

function counting() {
  const counted: number[] = []
  const arrivals: number[] = []
  const intake: Intake = {
    hep(bytes, start, _end, arrival) {
      counted.push(bytes.readUInt32BE(start + 6))
      arrivals.push(arrival / 1_000)
    },
    drop: () => undefined,
    sip: () => undefined,
    tick: () => undefined,
  }
  return { counted, arrivals, intake }
}

test('whatever a fetch brings and however few are counted at a time, each record from the position on is counted once, in order', (t) => {
  fc.assert(
    fc.property(
      log,
      fc.nat(70),
      fc.array(fc.record({ fetched: fc.nat(4), counted: fc.nat(5) }), { maxLength: 40 }),
      ({ batches, offsets, end }, start, steps) => {
        const from = Math.min(start, end)
        const partition = new KafkaPartition('t', 0, 'id', from, -1)
        const { counted, intake } = counting()
        for (const step of [...steps, { fetched: 99, counted: 999 }]) {
          // A broker gives whole batches from the one on that holds the position.
          const rest = batches.filter(({ firstOffset, lastOffsetDelta }) => Number(firstOffset) + lastOffsetDelta >= partition.fetchAt)
          partition.add(rest.slice(0, step.fetched), end)
          partition.count(intake, Infinity, step.counted)
          const before = counted.at(-1) ?? from - 1
          if (partition.next <= before || offsets.some((offset) => offset > before && offset < partition.next)) return false
        }
        return (
          partition.waiting === 0 &&
          partition.next === Math.max(from, end) &&
          String(counted) === String(offsets.filter((offset) => offset >= from))
        )
      },
    ),
  )
  t.pass()
})

test('what another member counted is passed over, fetched or not', (t) => {
  const partition = new KafkaPartition('t', 0, 'id', 0, -1)
  const { counted, intake } = counting()
  partition.add([batch(0, [0, 1, 2, 3], 3), batch(4, [0, 1], 1)], 6)
  t.is(partition.skipTo(3), 3)
  t.is(partition.count(intake, Infinity, 9), 3)
  t.deepEqual(counted, [3, 4, 5])
  t.is(partition.skipTo(9), 0)
  partition.add([batch(6, [0, 1, 2, 3, 4], 4)], 11)
  partition.count(intake, Infinity, 9)
  t.deepEqual(counted, [3, 4, 5, 9, 10])
})

test('a log that ends before what was counted is read from its end', (t) => {
  const partition = new KafkaPartition('t', 0, 'id', 50, 50)
  const { counted, intake } = counting()
  partition.restartAt(7)
  partition.add([batch(7, [0], 0)], 8)
  partition.count(intake, Infinity, 9)
  t.deepEqual(counted, [7])
  t.is(partition.next, 8)
  // What is stored only when it is more than before would never be stored again.
  t.is(partition.committed, 7)
})

test("the record's time is its arrival, the broker's where the topic is set so", (t) => {
  const partition = new KafkaPartition('t', 0, 'id', 0, -1)
  const { arrivals, intake } = counting()
  partition.add([batch(0, [0, 1], 1, 0, 1_000), batch(2, [0], 0, LOG_APPEND_TIME, 2_000)], 3)
  partition.count(intake, Infinity, 9)
  t.deepEqual(arrivals, [1_000, 1_001, 2_099])
})

test('partitions take turns by time, and wait for one that has nothing here and more in its log', (t) => {
  const { counted, intake } = counting()
  const [one, other] = [new KafkaPartition('t', 0, 'id', 0, -1), new KafkaPartition('t', 1, 'id', 0, -1)]
  const partitions = [one, other]
  one.add([batch(0, [0], 0, 0, 0), batch(1, [0], 0, 0, 60_000)], 2)
  t.is(countInOrder(partitions, intake, 9, 'wait'), 0)
  other.add([batch(100, [0], 0, 0, 30_000)], 300)
  t.is(countInOrder(partitions, intake, 9, 'wait'), 2)
  t.deepEqual(counted, [0, 100])
  t.is(countInOrder(partitions, intake, 9, 'wait'), 0)
  t.is(countInOrder(partitions, intake, 9, 'go_on'), 1)
  other.add([], 101)
  t.deepEqual(counted, [0, 100, 1])
})
