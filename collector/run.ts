import type { Registry } from 'prom-client'
import type { Config } from './config/schema.ts'
import { listenAddressText, type ListenAddress } from './config/listen-address.ts'
import { UsageError } from './errors.ts'
import { listenForHep } from './listen.ts'
import { opened } from './listen-failure.ts'
import { openKafka } from './open-kafka.ts'
import type { Logger } from './log.ts'
import { createMetrics } from './metrics/metrics.ts'
import { createPipeline } from './pipeline.ts'
import type { HepListener } from './source/hep-listener.ts'
import type { KafkaSource } from './source/kafka.ts'
import type { Handler } from './web/reply.ts'
import { serveWeb, type WebServer } from './web/server.ts'

export interface RunOptions {
  readonly config: Config
  readonly webListen: readonly ListenAddress[]
  /** What the operator changes when a web port is taken. */
  readonly webOption: string
  readonly telemetryPath: string
  readonly version: string
  readonly nodeVersion: string
  readonly log: Logger
  /** Asks to stop. */
  readonly signal: AbortSignal
}

/** Takes HEP and serves metrics until asked to stop. If a port cannot be had it throws, and nothing is left listening. */
export async function run(options: RunOptions): Promise<void> {
  const { config, webListen, webOption, telemetryPath, version, nodeVersion, log, signal } = options
  const { registrars, roles, phrases, limits, listen } = config
  if (listen.udp.length + listen.tcp.length + (listen.tls?.addresses.length ?? 0) === 0 && config.kafka === undefined)
    throw new UsageError('nothing to read from, write an address in listen.udp or listen.tcp, or a section kafka')

  const metrics = createMetrics({ version, nodeVersion, registrars: registrars.map(({ name }) => name) })
  const pipeline = createPipeline(metrics.observer, { registrars, roles, phrases, limits })
  const listeners: HepListener[] = []
  const sources: (HepListener | KafkaSource)[] = []
  const pages: WebServer[] = []
  let starting = true
  const waitsFor = (): string | undefined => {
    if (signal.aborted) return 'it is stopping'
    return starting ? 'it is starting' : sources.map((source) => source.waitsFor?.()).find((reason) => reason !== undefined)
  }
  const web = { metrics: exposition(metrics.registry), telemetryPath, version, waitsFor }
  try {
    for (const address of webListen) pages.push(await opened({ protocol: 'tcp', address, option: webOption }, () => serveWeb(address, web)))
    listeners.push(...(await listenForHep(listen, log)))
    sources.push(...listeners)
    if (config.kafka !== undefined) sources.push(metrics.kafka(await openKafka(config.kafka, log)))
    starting = false
    announce(log, listeners, pages, telemetryPath)

    const stop = (): void => sources.forEach((source) => void source.close())
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
    // A listener is not ended by the signal: what had arrived by then is still read.
    await Promise.all(sources.map((source) => pipeline.run(metrics.labelled(source), source.input === 'kafka' ? signal : undefined)))
    log.info('stopped')
  } finally {
    await Promise.all([...listeners, ...pages].map((one) => one.close()))
  }
}

function exposition(registry: Registry): Handler {
  return async (_, response) => {
    const body = await registry.metrics()
    response.writeHead(200, { 'Content-Type': registry.contentType }).end(body)
  }
}

/** The one line that says what listens where and what to do next. */
function announce(log: Logger, sources: readonly HepListener[], pages: readonly WebServer[], telemetryPath: string): void {
  const addresses = (input: string) => sources.filter((source) => source.input === input).map(({ address }) => listenAddressText(address))
  const udp = addresses('udp')
  const tcp = addresses('tcp')
  const tls = addresses('tls')
  const web = pages.map(({ address }) => listenAddressText(address))
  const [page] = pages
  const metrics =
    page === undefined
      ? ''
      : `, read http://${listenAddressText({ ...page.address, host: page.address.host || 'localhost' })}${telemetryPath}`
  log.info(
    { udp, tcp, ...(tls.length > 0 ? { tls } : {}), web },
    sources.length === 0
      ? `started${metrics}`
      : `listening: send HEP from your capture agent to ${udp.length > 0 ? 'udp' : tcp.length > 0 ? 'tcp' : 'tls'} ${udp[0] ?? tcp[0] ?? tls[0] ?? ''}${metrics}`,
  )
}
