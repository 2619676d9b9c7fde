import type { KafkaSource } from '../source/kafka.ts'
import type { SeriesStore } from './series-store.ts'

/** Shows how far a Kafka source has come; it is asked when somebody looks. */
export function showKafka(store: SeriesStore, source: Pick<KafkaSource, 'progress' | 'fetchErrors' | 'droppedRecords'>): void {
  const errors = store.counter('kafkaFetchErrors', {})
  const dropped = store.counter('kafkaRecordsDropped', {})
  store.beforeShowing(() => {
    errors.count = source.fetchErrors
    dropped.count = source.droppedRecords
    // A partition that moved to another member is shown there.
    store.clear('kafkaLag')
    store.clear('kafkaUncommitted')
    for (const { topic, partition, lag, uncommitted } of source.progress()) {
      const labels = { topic, partition: String(partition) }
      store.gauge('kafkaLag', labels).count = lag
      store.gauge('kafkaUncommitted', labels).count = uncommitted
    }
  })
}
