import { Gauge, Registry } from 'prom-client'
import type { Observer } from '../observer.ts'
import { createLabelGuard } from '../cardinality/label-guard.ts'
import type { KafkaSource } from '../source/kafka.ts'
import type { Batch, Source } from '../source/source.ts'
import { catalogue } from './catalogue.ts'
import { registerKafka } from './kafka-metrics.ts'
import { countPackets } from './packet-counts.ts'
import { registerProcessMetrics } from './process-metrics.ts'
import { createTally } from './tally.ts'
import { countVerdicts } from './verdict-counts.ts'

const REGISTRARS_MAX = 100

export interface MetricsOptions {
  readonly version: string
  readonly nodeVersion: string
  /** Configured registrar names: they always have room in the `registrar` label. */
  readonly registrars: Iterable<string>
}

export interface Metrics {
  readonly registry: Registry
  /** Hand it to the pipeline. Packets are counted for the labelled source whose batch runs at the time. */
  readonly observer: Observer
  /** The same source; what its batches report is counted for its `input`. */
  labelled(source: Source): Source
  /** The same source; how far it has read is shown from now on. */
  kafka(source: KafkaSource): KafkaSource
}

/** Registers the whole catalogue. Names and labels are written there and nowhere else. */
export function createMetrics({ version, nodeVersion, registrars }: MetricsOptions): Metrics {
  const registry = new Registry()
  registerProcessMetrics(registry)
  const { name, help, labels } = catalogue.buildInfo
  new Gauge<string>({ name, help, labelNames: Object.keys(labels), registers: [registry] }).set({ version, nodeversion: nodeVersion }, 1)

  const guard = createLabelGuard(REGISTRARS_MAX, registrars)
  const overflow = createTally('labelOverflow', registry).cell({ label: 'registrar' })
  const ahead = createTally('arrivalsRefused', registry).cell({})
  const packets = countPackets(registry)
  const verdict = countVerdicts(registry, (registrar) => {
    const admitted = guard.admit(registrar)
    overflow.count = guard.overflows
    return admitted
  })
  return {
    registry,
    observer: { packet: packets.packet, dropped: packets.dropped, arrivalRefused: () => void (ahead.count += 1), verdict },
    kafka(source) {
      registerKafka(registry, source)
      return source
    },
    labelled: (source) => announcing(source, (input) => packets.readFrom(input)),
  }
}

/** A batch runs without a pause, so whatever is counted during it came from its source. */
function announcing(source: Source, announce: (input: string) => void): Source {
  const { input, refuse } = source
  return {
    input,
    refuse,
    async *[Symbol.asyncIterator](): AsyncGenerator<Batch> {
      for await (const batch of source) {
        yield (intake) => {
          announce(input)
          batch(intake)
        }
      }
    },
  }
}
