import { setTimeout } from 'node:timers/promises'
import { cachedCorpus } from './cached.ts'
import { inChild } from './child.ts'
import { type CollectorProcess, type Scrape, startCollectorProcess } from './collector-process.ts'
import type { Row } from './table.ts'

const RATE = 30_000
const SECONDS = 60
const PACKETS = RATE * SECONDS
const CORPUS_PACKETS = 150_000
const WARM_UP = { seed: 900, packets: CORPUS_PACKETS }
const SEED = 1_000
const SCRAPE_MILLIS = 1_000
const HELD_MILLIS = 8_000
/** So many registrars have a name, and their series from the start. */
const REGISTRARS = 100

/** 30,000 datagrams a second for a minute, scraped each second: what it costs, what is lost and whether it is all counted, the longest stall. */
export async function measureUdp(rounds: number): Promise<Row[]> {
  const costs: number[] = []
  const losses: number[] = []
  const uncounted: number[] = []
  const rates: number[] = []
  const memory: number[] = []
  const series: number[] = []
  const stalls: number[] = []
  cachedCorpus('registrar', WARM_UP.seed, CORPUS_PACKETS)
  for (let part = 0; part < PACKETS / CORPUS_PACKETS; part++) cachedCorpus('registrar', SEED + part, CORPUS_PACKETS)
  for (let round = 0; round < rounds; round++) {
    const collector = await startCollectorProcess(registrars())
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
  return [
    { what: 'UDP, lost', samples: losses, unit: '%', target: { most: 0.1 } },
    { what: 'UDP, lost and not counted', samples: uncounted, unit: 'packets', target: { most: 0 } },
    { what: 'UDP, end to end, scraped each second', samples: costs, unit: 'CPU-s/M', target: { most: 10 } },
    { what: 'UDP, longest stall of the loop', samples: stalls, unit: 'ms', target: { most: 50 } },
    { what: 'UDP, RSS', samples: memory, unit: 'MiB', target: { most: 300 } },
    { what: 'UDP, rate that was sent', samples: rates, unit: 'packets/s' },
    { what: 'UDP, samples of a scrape', samples: series, unit: 'series' },
  ]
}

/** Scrapes each second, as Prometheus would. */
function watch(collector: CollectorProcess): { end(): Promise<{ after: Scrape; stall: number }> } {
  let stall = 0
  const ending = new AbortController()
  const look = async (): Promise<Scrape> => {
    const found = await collector.scrape()
    stall = Math.max(stall, found.sum('regwatch_event_loop_delay_seconds'))
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
  return `registrars:\n${lines.join('')}`
}
