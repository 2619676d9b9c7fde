import type { KafkaConfig } from '../config/kafka-schema.ts'
import type { KafkaClient, TopicPartition } from './kafka-client.ts'
import { KafkaPartition } from './kafka-partition.ts'

/** Where counting stood in partitions that this process had once: they may come back before the group knows of it. */
export type Counted = Map<string, { readonly topicId: string; readonly next: number }>

/**
 * Lets go of what moved away, and finds out where what is ours stands: where the group says, or further, if this process counted further.
 * Gives how many records were fetched that others count.
 */
export async function settlePartitions(
  partitions: Set<KafkaPartition>,
  assigned: NonNullable<KafkaClient['assigned']>,
  client: KafkaClient,
  { fromBeginning }: Pick<KafkaConfig, 'fromBeginning'>,
  counted: Counted,
): Promise<number> {
  const ours = assigned.flatMap(({ topic, partitions: numbers }) => numbers.map((partition) => ({ topic, partition })))
  const isOurs = new Set(ours.map(keyOf))
  const gone = [...partitions].filter((partition) => !isOurs.has(keyOf(partition)))
  let dropped = gone.reduce((sum, { waiting }) => sum + waiting, 0)
  keepCounted(gone, counted)
  for (const partition of gone) partitions.delete(partition)
  if (ours.length === 0) return dropped

  const [committedOf, beginOf, leaderOf] = await Promise.all([
    client.committed(ours),
    client.logOffsets(fromBeginning ? 'first' : 'end'),
    client.leaders(),
  ])
  const held = new Map([...partitions].map((partition) => [keyOf(partition), partition]))
  for (const one of ours) {
    const committed = committedOf(one)
    const had = held.get(keyOf(one))
    if (had !== undefined) {
      had.committed = committed
      // The same partition again may have been somebody else's in between.
      if (committed > had.next) dropped += had.skipTo(committed)
      continue
    }
    const topicId = leaderOf(one)?.topicId ?? ''
    const before = counted.get(keyOf(one))
    const begin = committed >= 0 ? committed : beginOf(one)
    const next = before?.topicId === topicId ? Math.max(begin, before.next) : begin
    partitions.add(new KafkaPartition(one.topic, one.partition, topicId, next, committed))
  }
  return dropped
}

/** Notes where counting stands in partitions that go. */
export function keepCounted(partitions: Iterable<KafkaPartition>, counted: Counted): void {
  for (const partition of partitions) counted.set(keyOf(partition), { topicId: partition.topicId, next: partition.next })
}

function keyOf({ topic, partition }: TopicPartition): string {
  return `${topic}:${partition}`
}
