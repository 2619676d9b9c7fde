import { createLabelGuard } from '../cardinality/label-guard.ts'
import type { Observer } from '../observer.ts'
import { Pseudonyms } from '../privacy/pseudonyms.ts'
import type { KafkaSource } from '../source/kafka.ts'
import type { Batch, Source } from '../source/source.ts'
import { AgentSeries } from './agent-series.ts'
import { callNamer, type Privacy } from './exemplars.ts'
import { showKafka } from './kafka-metrics.ts'
import { evidenceKinds } from './label-values.ts'
import { ContactGauge, type CountedContacts } from './contact-gauge.ts'
import { watchLoop } from './loop-delay.ts'
import { countPackets } from './packet-counts.ts'
import { showProcess } from './process-metrics.ts'
import { Registrars } from './registrars.ts'
import { SeriesStore } from './series-store.ts'
import { createTelemetry, type Telemetry } from './telemetry.ts'
import { countVerdicts } from './verdict-counts.ts'

/** What is read now is so many seconds old: it says nothing of this moment. */
const LATE_SECONDS = 60

export interface MetricsOptions {
  readonly version: string
  readonly nodeVersion: string
  /** Configured registrar names: they always have room in the `registrar` label. */
  readonly registrars: Iterable<string>
  /** Most registrars, and most agents, that are shown without being configured. */
  readonly labels: { readonly registrars: number; readonly agents: number }
  /** Most lines of a scrape. */
  readonly series: number
  readonly exemplars: boolean
  /** Networks have names: attempts and failures carry the one that they came from. */
  readonly hasNetworks?: boolean
  /** How exemplars name users; hashed if absent. */
  readonly privacy?: Privacy
  /** The hashes of names; of a key of their own if absent. */
  readonly pseudonyms?: Pseudonyms
  /** The clock on the wall in milliseconds since 1970. */
  readonly now?: () => number
}

/** What the metrics ask of the pipeline when somebody looks. */
export interface Watched {
  /** Calls whose messages are kept. */
  readonly open: number
  /** Arrival of the newest input in microseconds since 1970, 0 before the first. */
  readonly inputTime: number
  agentName(agent: number): string
  /** Registered contacts, where they are counted. */
  readonly contacts?: CountedContacts | undefined
  /** What evidence had to be forgotten too early, or was not waited for. */
  readonly forgotten: Readonly<Record<(typeof evidenceKinds)[number], number>>
}

export interface Metrics {
  /** For what other parts count and show. */
  readonly store: SeriesStore
  readonly telemetry: Telemetry
  /** Hand it to the pipeline. Packets are counted for the labelled source whose batch runs at the time. */
  readonly observer: Observer
  /** The pipeline that the observer was handed to. */
  watch(pipeline: Watched): void
  /** The same source; what its batches report is counted for its `input`. */
  labelled(source: Source): Source
  /** The same source; how far it has read is shown from now on. */
  kafka(source: KafkaSource): KafkaSource
  /** Names that a reloaded configuration gives to registrars. */
  named(registrars: Iterable<string>): void
  /** A configuration has been read and is in use, or had a fault and is not. */
  configured(successful: boolean): void
  close(): void
}

/** Builds everything that counts. Names and labels are written in the catalogue and nowhere else. */
export function createMetrics({ version, nodeVersion, registrars, labels, series, now = Date.now, ...options }: MetricsOptions): Metrics {
  const { exemplars, hasNetworks = false, privacy = 'hashed', pseudonyms = new Pseudonyms() } = options
  const store = new SeriesStore(series)
  const names = new Registrars(store, createLabelGuard(labels.registrars), registrars, hasNetworks)
  const agents = new AgentSeries(store, createLabelGuard(labels.agents))
  const packets = countPackets(store)
  const ahead = store.counter('arrivalsRefused', {})
  const reloaded = store.gauge('configReloadSuccessful', {})
  const reloadTime = store.gauge('configReloadTime', {})
  const closeLoop = watchLoop(store)
  let watched: Watched | undefined
  let contacts: ContactGauge | undefined
  store.gauge('buildInfo', { version, nodeversion: nodeVersion }).count = 1
  store.gauge('commitByTime', {}).count = 0

  const open = store.gauge('attemptsOpen', {})
  store.beforeShowing(() => {
    const seconds = now() / 1_000
    const inputSeconds = (watched?.inputTime ?? 0) / 1e6
    open.count = watched?.open ?? 0
    const isLate = inputSeconds > 0 && seconds - inputSeconds > LATE_SECONDS
    for (const gauges of names.gauges) gauges.show(seconds, isLate)
    for (const kind of evidenceKinds) store.counter('evidenceEvicted', { kind }).count = watched?.forgotten[kind] ?? 0
    agents.show()
    contacts?.show(inputSeconds)
  })

  const configured = (successful: boolean) => {
    reloaded.count = successful ? 1 : 0
    if (successful) reloadTime.count = now() / 1_000
  }
  configured(true)

  return {
    store,
    telemetry: createTelemetry(store, showProcess(store), now),
    observer: {
      packet: packets.packet,
      dropped: packets.dropped,
      arrivalRefused: () => void (ahead.count += 1),
      heard: (agent, time, arrival) => agents.heard(agent, time, arrival),
      registrar: (name, network) => names.expect(name, network),
      ...countVerdicts({ store, registrars: names, agents, nameCall: exemplars ? callNamer(pseudonyms, privacy) : undefined, now }),
    },
    watch(pipeline) {
      watched = pipeline
      contacts = pipeline.contacts === undefined ? undefined : new ContactGauge(pipeline.contacts, names)
      agents.nameOf = (agent) => pipeline.agentName(agent)
    },
    kafka(source) {
      showKafka(store, source)
      // In this version always: what has been read is stored, whoever has seen it.
      store.gauge('commitByTime', {}).count = 1
      return source
    },
    labelled(source) {
      packets.expect(source.input)
      return announcing(source, (input) => packets.readFrom(input))
    },
    named: (added) => names.configure(added),
    configured,
    close: closeLoop,
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
