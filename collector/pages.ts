import { listenAddressText, type ListenAddress } from './config/listen-address.ts'
import { listenFailure } from './listen-failure.ts'
import type { Logger } from './log.ts'
import { createGate } from './web/gate.ts'
import { createRoutes, type RouteOptions } from './web/routes.ts'
import { serveWeb, type WebServer } from './web/server.ts'
import { openWebConfigFile, withoutWebConfigFile } from './web/web-config-file.ts'

export interface PageOptions {
  readonly listen: readonly ListenAddress[]
  /** What the operator changes when a port is taken. */
  readonly option: string
  /** The file of `--web.config.file`. */
  readonly configFile: string | undefined
  readonly routes: RouteOptions
  readonly log: Logger
}

/** Everything that is served over HTTP, on all of its addresses. */
export interface Pages {
  readonly addresses: readonly ListenAddress[]
  /** Where the metrics are, for whoever has just started it; undefined without an address. */
  readonly metricsUrl: string | undefined
  close(): Promise<void>
}

/** Opens the web ports. If one cannot be had it throws, and none is left listening. */
export async function openPages({ listen, option, configFile, routes: options, log }: PageOptions): Promise<Pages> {
  const failed = (error: Error): void => log.error({ error: error.message }, 'the web configuration was not read again, the old one holds')
  const file = configFile === undefined ? withoutWebConfigFile : openWebConfigFile(configFile, failed)
  const gate = createGate(file)
  const routes = createRoutes(options)
  const servers: WebServer[] = []
  const close = async (): Promise<void> => {
    await Promise.all(servers.map((server) => server.close()))
    await gate.close()
  }
  for (const address of listen) {
    try {
      servers.push(await serveWeb(address, routes, gate, file))
    } catch (error) {
      await close()
      throw listenFailure(error, { protocol: 'tcp', address, option })
    }
  }
  return {
    addresses: servers.map((server) => server.address),
    metricsUrl: servers.map(({ scheme, address }) => `${scheme}://${hostOf(address)}${options.prefix}${options.telemetryPath}`)[0],
    close,
  }
}

function hostOf(address: ListenAddress): string {
  return listenAddressText({ ...address, host: address.host || 'localhost' })
}
