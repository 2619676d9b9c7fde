import { setTimeout } from 'node:timers/promises'
import { cachedCorpus } from './cached.ts'
import { inChild } from './child.ts'
import { startCollectorProcess } from './collector-process.ts'
import type { Row } from './table.ts'
import { memoryTarget, namedWithout, withoutThese } from './without.ts'

/** A collector runs for months: by then its code is compiled, that of the release of verdicts too, which comes a quarter of a minute later. */
const WARM_UP = { seed: 43, packets: 600_000 }
const SEED = 42
/** Several times what one registrar of millions of phones makes; the attempts that are open at a time still fit the default limits. */
const RATE = 60_000
/** Longer than any verdict is held. */
const HELD_MILLIS = 16_500
const LOOK_MILLIS = 200

/** What the collector costs from the socket to the counters, as a process of its own. */
export async function measureTcp(rounds: number, packets: number, without: readonly string[]): Promise<Row[]> {
  const costs: number[] = []
  const memory: number[] = []
  cachedCorpus('registrar', WARM_UP.seed, WARM_UP.packets)
  cachedCorpus('registrar', SEED, packets)
  for (let round = 0; round < rounds; round++) {
    const collector = await startCollectorProcess(withoutThese(without))
    const received = async () => (await collector.scrape()).sum('hep_packets_total', 'input="tcp"')
    try {
      await send(collector.tcp, WARM_UP.seed, WARM_UP.packets)
      await setTimeout(HELD_MILLIS)
      const [before, cpu] = [await received(), await collector.cpu()]
      await send(collector.tcp, SEED, packets)
      while ((await received()) < before + packets) await setTimeout(LOOK_MILLIS)
      await setTimeout(HELD_MILLIS)
      costs.push((((await collector.cpu()) - cpu) / packets) * 1e6)
      const end = await collector.scrape()
      const [lost, evicted] = [end.sum('hep_packets_dropped_total'), end.sum('sip_register_attempts_total', 'outcome="evicted"')]
      if (lost + evicted > 0) throw new Error(`${lost} packets dropped, ${evicted} attempts evicted`)
      memory.push(collector.rss)
    } finally {
      await collector.stop()
    }
  }
  const name = `end to end over TCP${namedWithout(without)}`
  return [
    { what: name, samples: costs, unit: 'CPU-s/M', target: { most: without.length === 2 ? 2 : 2.2 } },
    { what: `${name}, RSS`, samples: memory, unit: 'MiB', target: memoryTarget(without) },
  ]
}

async function send(port: number, seed: number, packets: number): Promise<void> {
  const figure = await inChild('./send-tcp.ts', port, 'registrar', seed, packets, RATE)
  if (figure('sent') !== packets) throw new Error(`sent ${figure('sent')} of ${packets}`)
}
