import { setTimeout } from 'node:timers/promises'
import { cachedCorpus } from './cached.ts'
import { inChild } from './child.ts'
import { type CollectorProcess, type Scrape, startCollectorProcess } from './collector-process.ts'
import type { Row } from './table.ts'
import { memoryTarget, namedWithout, withoutThese } from './without.ts'

const RATE = 30_000
const SECONDS = 60
const PACKETS = RATE * SECONDS
const CORPUS_PACKETS = 150_000
const WARM_UP = { seed: 900, packets: 3 * CORPUS_PACKETS }
const SEED = 1_000
const SCRAPE_MILLIS = 1_000
const STALL_MILLIS = 60_000
/** Longer than any verdict is held. */
const HELD_MILLIS = 16_500
/** So many registrars have a name, and their series from the start: 20,000 of them in each scrape. */
const REGISTRARS = 215
const SERIES = 30_000

/** 30,000 datagrams a second for a minute, 20,000 series scraped each second: what it costs, what is lost and whether it is all counted, the longest stall. */
export async function measureUdp(rounds: number, without: readonly string[]): Promise<Row[]> {
  const costs: number[] = []
  const losses: number[] = []
  const uncounted: number[] = []
  const rates: number[] = []
  const memory: number[] = []
  const series: number[] = []
  const stalls: number[] = []
  for (let part = 0; part < WARM_UP.packets / CORPUS_PACKETS; part++) cachedCorpus('registrar', WARM_UP.seed + part, CORPUS_PACKETS)
  for (let part = 0; part < PACKETS / CORPUS_PACKETS; part++) cachedCorpus('registrar', SEED + part, CORPUS_PACKETS)
  for (let round = 0; round < rounds; round++) {
    const collector = await startCollectorProcess(`${registrars()}${withoutThese(without)}`)
    try {
      await inChild('./send-udp.ts', collector.udp, WARM_UP.seed, WARM_UP.packets, RATE)
      await setTimeout(HELD_MILLIS)
      const before = await collector.scrape()
      const watching = watch(collector)
      const figure = await inChild('./send-udp.ts', collector.udp, SEED, PACKETS, RATE)
      await setTimeout(HELD_MILLIS)
      const { after, stall } = await watching.end()
      const grown = (metric: string, labels?: string) => after.sum(metric, labels) - before.sum(metric, labels)
      const sent = figure('sent')
      const received = grown('hep_packets_total', 'input="udp"')
      const lost = grown('hep_packets_dropped_total', 'reason="kernel"') + grown('hep_packets_dropped_total', 'reason="queue_full"')
      costs.push((grown('process_cpu_seconds_total') / received) * 1e6)
      losses.push((100 * (sent - received)) / sent)
      uncounted.push(sent - received - lost)
      rates.push(sent / figure('seconds'))
      memory.push(collector.rss)
      series.push(after.series)
      stalls.push(stall * 1_000)
    } finally {
      await collector.stop()
    }
  }
  const name = `UDP${namedWithout(without)}`
  return [
    { what: `${name}, lost`, samples: losses, unit: '%', target: { most: 0.1 } },
    { what: `${name}, lost and not counted`, samples: uncounted, unit: 'packets', target: { most: 0 } },
    { what: `${name}, end to end, scraped each second`, samples: costs, unit: 'CPU-s/M', target: { most: 10 } },
    { what: `${name}, longest stall of the loop`, samples: stalls, unit: 'ms', target: { most: 50 } },
    { what: `${name}, RSS`, samples: memory, unit: 'MiB', target: memoryTarget(without) },
    { what: `${name}, rate that was sent`, samples: rates, unit: 'packets/s' },
    { what: `${name}, samples of a scrape`, samples: series, unit: 'series' },
  ]
}

/** Scrapes each second, as Prometheus would. The gauge of stalls is about the last minute, so those of the first tell of the start as well. */
function watch(collector: CollectorProcess): { end(): Promise<{ after: Scrape; stall: number }> } {
  let stall = 0
  const began = performance.now()
  const ending = new AbortController()
  const look = async (): Promise<Scrape> => {
    const found = await collector.scrape()
    if (performance.now() - began > STALL_MILLIS) stall = Math.max(stall, found.sum('regwatch_event_loop_delay_seconds'))
    return found
  }
  const looking = (async () => {
    while (!ending.signal.aborted) {
      await look()
      await setTimeout(SCRAPE_MILLIS)
    }
  })()
  return {
    async end() {
      ending.abort()
      await looking
      return { after: await look(), stall }
    },
  }
}

function registrars(): string {
  const lines = Array.from({ length: REGISTRARS }, (_, index) => `  edge-${index + 1}: 10.0.0.${index + 1}\n`)
  return `metrics: {series: ${SERIES}}\nregistrars:\n${lines.join('')}`
}
