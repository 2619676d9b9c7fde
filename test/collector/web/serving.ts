import type { ExecutionContext } from 'ava'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createGate } from '../../../collector/web/gate.ts'
import { createRoutes, type RouteOptions } from '../../../collector/web/routes.ts'
import { serveWeb } from '../../../collector/web/server.ts'
import { openWebConfigFile, withoutWebConfigFile } from '../../../collector/web/web-config-file.ts'
import { temporaryFolder } from '../../regwatch.ts'

export const EXPOSITION = 'text/plain; version=0.0.4; charset=utf-8'

const usual: RouteOptions = {
  version: '1.2.3',
  prefix: '',
  base: '',
  telemetryPath: '/metrics',
  metrics: (_, response) => void response.writeHead(200, { 'Content-Type': EXPOSITION }).end('seen_total 3\n'),
  waitsFor: () => undefined,
  started: new Date('2026-11-20T22:04:05Z'),
  failures: () =>
    new Map([
      [
        'acl',
        new Map([
          ['domain', 2],
          ['source_ip', 5],
        ]),
      ],
    ]),
  config: () => 'limits: {}\n',
  lifecycle: undefined,
}

/** A web server on a free port. */
export interface Serving {
  readonly port: number
  readonly base: string
  /** Where its web configuration file is. */
  readonly file: string
  /** What was wrong with later states of that file. */
  readonly failures: string[]
}

/** Serves the real routes behind the real gate; `webConfig` is the text of the web configuration file. */
export async function serving(t: ExecutionContext, options: Partial<RouteOptions> = {}, webConfig?: string): Promise<Serving> {
  const file = join(temporaryFolder(t), 'web.yaml')
  const failures: string[] = []
  if (webConfig !== undefined) writeFileSync(file, webConfig)
  const configFile = webConfig === undefined ? withoutWebConfigFile : openWebConfigFile(file, ({ message }) => failures.push(message))
  const gate = createGate(configFile)
  const server = await serveWeb({ host: '127.0.0.1', port: 0 }, createRoutes({ ...usual, ...options }), gate, configFile)
  t.teardown(async () => {
    await server.close()
    await gate.close()
  })
  const { port } = server.address
  return { port, base: `${server.scheme}://127.0.0.1:${port}`, file, failures }
}
