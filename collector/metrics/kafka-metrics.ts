import { Counter, Gauge, type Registry } from 'prom-client'
import type { KafkaSource } from '../source/kafka.ts'
import { catalogue } from './catalogue.ts'

/** Registers how far a Kafka source has come; it is asked at each scrape. */
export function registerKafka(registry: Registry, source: Pick<KafkaSource, 'progress' | 'fetchErrors' | 'droppedRecords'>): void {
  gauge(registry, 'kafkaLag', () => source.progress().map(({ lag, ...of }) => [of, lag]))
  gauge(registry, 'kafkaUncommitted', () => source.progress().map(({ uncommitted, ...of }) => [of, uncommitted]))
  counter(registry, 'kafkaFetchErrors', () => source.fetchErrors)
  counter(registry, 'kafkaRecordsDropped', () => source.droppedRecords)
}

type Of = { readonly topic: string; readonly partition: number }

function gauge(registry: Registry, key: 'kafkaLag' | 'kafkaUncommitted', read: () => [Of, number][]): void {
  const { name, help, labels } = catalogue[key]
  void new Gauge<string>({
    name,
    help,
    labelNames: Object.keys(labels),
    registers: [registry],
    collect() {
      // A partition that moved to another member is shown there.
      this.reset()
      for (const [{ topic, partition }, value] of read()) this.set({ topic, partition: String(partition) }, value)
    },
  })
}

function counter(registry: Registry, key: 'kafkaFetchErrors' | 'kafkaRecordsDropped', read: () => number): void {
  const { name, help } = catalogue[key]
  let shown = 0
  void new Counter({
    name,
    help,
    registers: [registry],
    collect() {
      this.inc(read() - shown)
      shown = read()
    },
  })
}
