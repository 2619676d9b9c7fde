import { announce } from './announce.ts'
import { keepHistory } from './history/keeper.ts'
import { Contacts } from './contacts/contacts.ts'
import { countCauses } from './cause-counts.ts'
import type { ListenAddress } from './config/listen-address.ts'
import type { Config } from './config/schema.ts'
import { UsageError } from './errors.ts'
import { listenForHep } from './listen.ts'
import type { Logger } from './log.ts'
import { createMetrics } from './metrics/metrics.ts'
import { createScrapeHandler } from './metrics/scrape-handler.ts'
import { openKafka } from './open-kafka.ts'
import { openPages, type Pages } from './pages.ts'
import { createPipeline } from './pipeline.ts'
import { Pseudonyms, tableKey } from './privacy/pseudonyms.ts'
import type { ProcessRequests } from './process-requests.ts'
import { runningConfig } from './reload.ts'
import type { HepListener } from './source/hep-listener.ts'
import type { KafkaSource } from './source/kafka.ts'
import { silentWhile } from './source/silent-while.ts'
import type { Source } from './source/source.ts'
import type { WebPaths } from './web-paths.ts'

export interface RunOptions {
  readonly config: Config
  /** Where it was read, and is read again; undefined without a file. */
  readonly configFile: string | undefined
  readonly webListen: readonly ListenAddress[]
  /** What the operator changes when a web port is taken. */
  readonly webOption: string
  readonly webConfigFile: string | undefined
  readonly paths: WebPaths
  /** Whether reload and quit can be asked for over HTTP. */
  readonly lifecycle: boolean
  /** Where the history is kept over restarts; undefined: nowhere. */
  readonly dataDir: string | undefined
  readonly version: string
  readonly nodeVersion: string
  readonly log: Logger
  readonly requests: ProcessRequests
}

/** Takes HEP and serves metrics until asked to stop. If a port cannot be had it throws, and nothing is left listening. */
export async function run(options: RunOptions): Promise<void> {
  const { config, configFile, version, nodeVersion, log, requests } = options
  const { registrars, networks, roles, phrases, limits, population, listen } = config
  if (listen.udp.length + listen.tcp.length + (listen.tls?.addresses.length ?? 0) === 0 && config.kafka === undefined)
    throw new UsageError('nothing to read from, write an address in listen.udp or listen.tcp, or a section kafka')

  const hashKey = config.hash.key?.reveal()
  const ofUsers = hashKey === undefined ? undefined : tableKey(hashKey)
  const kept = config.history.enabled ? await keepHistory(options.dataDir, config.history, log, ofUsers) : undefined
  const metrics = createMetrics({
    version,
    nodeVersion,
    registrars: registrars.map(({ name }) => name),
    hasNetworks: networks.length > 0,
    ...config.metrics,
    privacy: config.privacy,
    pseudonyms: new Pseudonyms(hashKey),
  })
  const { observer, failures } = countCauses(metrics.observer)
  const pipeline = createPipeline(observer, {
    registrars,
    networks,
    roles,
    phrases,
    limits,
    population: population.enabled ? population : 'none',
    history: kept?.history ?? 'none',
    ...(config.contacts.enabled && { contacts: new Contacts(config.contacts.users) }),
  })
  metrics.watch(pipeline)
  const running = runningConfig({
    file: configFile,
    log,
    apply(next) {
      metrics.named(next.registrars.map(({ name }) => name))
      pipeline.configure(next)
    },
    done: (successful) => metrics.configured(successful),
  })
  requests.onReload(() => running.tryReload())

  const sources: (HepListener | KafkaSource)[] = []
  let pages: Pages | undefined
  let starting = true
  const waitsFor = (): string | undefined => {
    if (requests.stopped.aborted) return 'it is stopping'
    return starting ? 'it is starting' : sources.map((source) => source.waitsFor?.()).find((reason) => reason !== undefined)
  }
  try {
    pages = await openPages({
      listen: options.webListen,
      option: options.webOption,
      configFile: options.webConfigFile,
      log,
      routes: {
        ...options.paths,
        version,
        metrics: createScrapeHandler(metrics.telemetry, config.metrics.scrapers),
        waitsFor,
        started: new Date(),
        failures: () => failures,
        config: () => running.text(),
        lifecycle: options.lifecycle ? { reload: () => running.reload(), quit: requests.stop } : undefined,
      },
    })
    const listeners = await listenForHep(listen, log)
    sources.push(...listeners)
    const kafka = config.kafka === undefined ? undefined : metrics.kafka(await openKafka(config.kafka, log))
    if (kafka !== undefined) sources.push(kafka)
    starting = false
    announce(log, { version, config: configFile }, listeners, pages)

    const stop = (): void => sources.forEach((source) => void source.close())
    if (requests.stopped.aborted) stop()
    requests.stopped.addEventListener('abort', stop, { once: true })
    // A source is ended by closing it, not by the signal: what listeners had received by then is still read.
    const inTime = (source: Source) => (kafka === undefined || source === kafka ? source : silentWhile(source, () => kafka.isBehind))
    await Promise.all(sources.map((source) => pipeline.run(metrics.labelled(inTime(source)))))
    log.info('stopped')
  } finally {
    // Also when one source failed: a collector that goes on with the others, without its pages, would count what nobody can see.
    await Promise.all([...sources, ...(pages === undefined ? [] : [pages])].map((opened) => opened.close()))
    metrics.close()
    await kept?.close()
  }
}
