import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ExecutionContext } from 'ava'
import { type Child, startChild } from './child.ts'
import { temporaryFolder } from './regwatch.ts'
import { findProgram } from './setup/find-program.ts'

export interface PrometheusOptions {
  /** What is scraped, `host:port` each. */
  readonly targets: readonly string[]
  /** Scrape and rule evaluation interval, such as `1s`. */
  readonly interval?: string
  /** Paths of rule files. */
  readonly rules?: readonly string[]
  /** Alertmanager, `host:port`. */
  readonly alertmanager?: string
  readonly flags?: readonly string[]
}

/** One series of an answer. */
export interface Sample {
  readonly labels: Readonly<Record<string, string>>
  /** When it was evaluated, in seconds since 1970. */
  readonly time: number
  readonly value: number
}

/** A Prometheus that runs beside the test. */
export interface Prometheus {
  readonly process: Child
  /** Base address, such as `http://127.0.0.1:40001`. */
  readonly url: string
  /** Evaluates an expression now, or at a time in seconds since 1970. */
  query(expression: string, time?: number): Promise<readonly Sample[]>
  /** Asks until the answer is as wanted; fails the test after `seconds`, saying what came instead. */
  until(expression: string, isWanted: (samples: readonly Sample[]) => boolean, seconds?: number): Promise<readonly Sample[]>
}

/** Starts Debian's Prometheus on a port that was free; `requires('prometheus')` says whether there is one. */
export async function startPrometheus(
  t: ExecutionContext,
  { targets, interval = '1s', rules = [], alertmanager, flags = [] }: PrometheusOptions,
): Promise<Prometheus> {
  const folder = temporaryFolder(t)
  const config = join(folder, 'prometheus.yml')
  // JSON is YAML.
  writeFileSync(
    config,
    JSON.stringify({
      global: { scrape_interval: interval, scrape_timeout: interval, evaluation_interval: interval },
      rule_files: rules,
      scrape_configs: [{ job_name: 'regwatch', static_configs: [{ targets }] }],
      ...(alertmanager === undefined ? {} : { alerting: { alertmanagers: [{ static_configs: [{ targets: [alertmanager] }] }] } }),
    }),
  )
  const process = startChild(t, findProgram('prometheus') ?? 'prometheus', [
    `--config.file=${config}`,
    `--storage.tsdb.path=${join(folder, 'data')}`,
    '--web.listen-address=127.0.0.1:0',
    ...flags,
  ])
  const [, address] = await process.saying(/msg="Listening on" address=(\S+)/)
  await process.saying(/Server is ready to receive web requests/)
  const url = `http://${address}`
  const query = (expression: string, time?: number) => ask(url, expression, time)
  return {
    process,
    url,
    query,
    async until(expression, isWanted, seconds = 30) {
      const end = performance.now() + seconds * 1_000
      for (;;) {
        const samples = await query(expression)
        if (isWanted(samples)) return samples
        if (performance.now() > end) throw new Error(`after ${seconds} s ${expression} is ${JSON.stringify(samples)}`)
        await new Promise((resolve) => setTimeout(resolve, 200))
      }
    },
  }
}

async function ask(url: string, expression: string, time: number | undefined): Promise<readonly Sample[]> {
  const parameters = new URLSearchParams({ query: expression, ...(time === undefined ? {} : { time: String(time) }) })
  const response = await fetch(`${url}/api/v1/query?${parameters.toString()}`)
  const answer: Answer = JSON.parse(await response.text())
  if (answer.status !== 'success') throw new Error(`${expression}: ${answer.error}`)
  return answer.data.result.map(({ metric, value: [at, value] }) => ({ labels: metric, time: at, value: Number(value) }))
}

/** What the HTTP API answers to an instant query that gives a vector. */
type Answer =
  | { status: 'success'; data: { result: readonly { metric: Record<string, string>; value: readonly [number, string] }[] } }
  | { status: 'error'; error: string }
