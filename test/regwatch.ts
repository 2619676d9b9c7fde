import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ExecutionContext } from 'ava'
import { type Child, startChild } from './child.ts'

export const main = fileURLToPath(new URL('../collector/main.ts', import.meta.url))

/** Runs one command line of regwatch. */
export function regwatch(t: ExecutionContext, ...args: readonly string[]): Child {
  return startChild(t, process.execPath, [main, ...args])
}

/** A running collector on ports that were free. */
export interface Collector {
  readonly process: Child
  readonly udp: number
  readonly tcp: number
  /** 0 where it speaks no TLS. */
  readonly tls: number
  /** Base address of its web server. */
  readonly web: string
}

/** Starts `regwatch run`; `config` is added to the ports, `listen` to its section of that name, `flags` to the command line. */
export async function startCollector(t: ExecutionContext, config = '', listen = '', ...flags: readonly string[]): Promise<Collector> {
  const file = join(temporaryFolder(t), 'config.yaml')
  writeFileSync(file, `listen: {udp: ['127.0.0.1:0'], tcp: ['127.0.0.1:0'], ${listen}}\nweb: {listen: ['127.0.0.1:0']}\n${config}`)
  const process = regwatch(t, 'run', `--config.file=${file}`, '--log.format=json', ...flags)
  const [line] = await process.saying(/^.*"udp".*$/m)
  const { udp, tcp, tls = [], web }: Partial<Record<string, string[]>> = JSON.parse(line)
  return { process, udp: portIn(udp), tcp: portIn(tcp), tls: portIn(tls), web: `http://${web?.[0]}` }
}

/** A folder of its own, gone when the test is over. */
export function temporaryFolder(t: ExecutionContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'regwatch-test-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

function portIn([address = '']: readonly string[] = []): number {
  return Number(address.split(':').at(-1))
}
