import type { KafkaPartition } from './kafka-partition.ts'
import type { Intake } from './source.ts'

/** How far partitions may be apart in time: less than what packets of several agents are apart anyway. */
const SLACK_MILLIS = 500

/**
 * Counts waiting records of all partitions, at most `most`, in the order of their time. A collector that catches up reads hours in seconds:
 * if one partition ran ahead, every timer of what is open in the others would run out, and answers that are there would be missed.
 * With `wait` it stops where a partition that is not at its end has nothing here.
 */
export function countInOrder(partitions: readonly KafkaPartition[], intake: Intake, most: number, patience: 'wait' | 'go_on'): number {
  let counted = 0
  while (counted < most) {
    if (patience === 'wait' && isPartitionMissing(partitions)) break
    let oldest: KafkaPartition | undefined
    let oldestTime = Infinity
    let nextTime = Infinity
    for (const partition of partitions) {
      const time = partition.headTime
      if (partition.waiting === 0) continue
      if (oldest === undefined || time < oldestTime) {
        nextTime = oldestTime
        oldestTime = time
        oldest = partition
      } else if (time < nextTime) nextTime = time
    }
    if (oldest === undefined) break
    counted += oldest.count(intake, nextTime + SLACK_MILLIS, most - counted)
  }
  return counted
}

/** Whether some partition has more in its log, and nothing of it is here yet: what waits in the others may have to come after it. */
export function isPartitionMissing(partitions: readonly KafkaPartition[]): boolean {
  return partitions.some((partition) => partition.waiting === 0 && !partition.isAtEnd)
}
