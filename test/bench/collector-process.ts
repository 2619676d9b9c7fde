import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../../collector/main.ts', import.meta.url))
const MEGABYTE = 1024 * 1024

/** What a scrape showed: the sum of each metric, and of each metric by one of its labels. */
export interface Scrape {
  readonly series: number
  sum(metric: string, labels?: string): number
}

/** The collector as a process of its own, on ports that were free, as `npm start` runs it. */
export interface CollectorProcess {
  readonly udp: number
  readonly tcp: number
  scrape(): Promise<Scrape>
  /** CPU-seconds, user and system, of all its threads until now. */
  cpu(): Promise<number>
  /** The most memory that it showed at a scrape, in MiB. */
  readonly rss: number
  stop(): Promise<void>
}

/** Starts it; `config` is YAML added to the ports. */
export async function startCollectorProcess(config = ''): Promise<CollectorProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'regwatch-bench-'))
  const file = join(folder, 'config.yaml')
  writeFileSync(file, `listen: {udp: ['127.0.0.1:0'], tcp: ['127.0.0.1:0']}\nweb: {listen: ['127.0.0.1:0']}\n${config}`)
  const child = spawn(process.execPath, [main, `--config.file=${file}`, '--log.format=json'], { stdio: ['ignore', 'ignore', 'pipe'] })
  const [udp, tcp, web] = await listening(child.stderr)
  let rss = 0

  const scrape = async (): Promise<Scrape> => {
    const found = readScrape(await (await fetch(`http://127.0.0.1:${web}/metrics`)).text())
    rss = Math.max(rss, found.sum('process_resident_memory_bytes') / MEGABYTE)
    return found
  }
  return {
    udp,
    tcp,
    scrape,
    cpu: async () => (await scrape()).sum('process_cpu_seconds_total'),
    get rss() {
      return rss
    },
    async stop() {
      child.kill('SIGTERM')
      if (child.exitCode === null) await once(child, 'close')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Waits for the line that says where it listens. */
async function listening(lines: NodeJS.ReadableStream): Promise<[number, number, number]> {
  const said: string[] = []
  for await (const line of createInterface({ input: lines })) {
    said.push(line)
    if (!line.includes('"udp":')) continue
    const { udp, tcp, web }: Record<string, string[]> = JSON.parse(line)
    lines.resume()
    return [portOf(udp), portOf(tcp), portOf(web)]
  }
  throw new Error(`the collector did not start:\n${said.join('\n')}`)
}

function portOf(addresses: readonly string[] = []): number {
  return Number(addresses[0]?.split(':').at(-1))
}

function readScrape(text: string): Scrape {
  const samples = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return {
    series: samples.length,
    sum: (metric, labels = '') =>
      samples
        .filter((line) => line.startsWith(`${metric}{`) || line.startsWith(`${metric} `))
        .filter((line) => line.includes(labels))
        .reduce((total, line) => total + Number(line.slice(line.lastIndexOf(' ') + 1)), 0),
  }
}
