import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ExecutionContext } from 'ava'
import { startChild } from './child.ts'
import { temporaryFolder } from './regwatch.ts'
import { findProgram } from './setup/find-program.ts'

/** What Alertmanager says of an alert. */
export interface ReceivedAlert {
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
  readonly startsAt: string
}

/** An Alertmanager that runs beside the test. */
export interface Alertmanager {
  /** `host:port`, as Prometheus wants it. */
  readonly address: string
  /** What it has received and is not over. */
  alerts(): Promise<readonly ReceivedAlert[]>
}

/** Starts Debian's Alertmanager on a port that was free, alone; `requires('prometheus-alertmanager')` says whether there is one. */
export async function startAlertmanager(t: ExecutionContext, config: object): Promise<Alertmanager> {
  const folder = temporaryFolder(t)
  const file = join(folder, 'alertmanager.yml')
  // JSON is YAML.
  writeFileSync(file, JSON.stringify(config))
  const process = startChild(t, findProgram('prometheus-alertmanager') ?? 'prometheus-alertmanager', [
    `--config.file=${file}`,
    `--storage.path=${join(folder, 'data')}`,
    '--web.listen-address=127.0.0.1:0',
    '--cluster.listen-address=',
  ])
  const [, address = ''] = await process.saying(/msg="Listening on" address=(\S+)/)
  return {
    address,
    async alerts() {
      const response = await fetch(`http://${address}/api/v2/alerts`)
      return JSON.parse(await response.text())
    },
  }
}
