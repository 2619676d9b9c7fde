import { parseArgs } from 'node:util'
import { measureEverything } from './part-everything.ts'
import { measureKafka } from './part-kafka.ts'
import { measureMemory } from './part-memory.ts'
import { measureOpen } from './part-open.ts'
import { measureStages, stageRows } from './part-stages.ts'
import { measureTcp } from './part-tcp.ts'
import { measureUdp } from './part-udp.ts'
import { printTable, type Row } from './table.ts'
import { readWithout } from './without.ts'

/** `npm run bench -- [part …] [--rounds N] [--packets N] [--without population,history]`; without a part all of them, in the order of the targets. `--without` is for tcp and udp. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '5' },
    packets: { type: 'string', default: '1000000' },
    without: { type: 'string', default: '' },
  },
})
const rounds = Number(values.rounds)
const packets = Number(values.packets)
const without = readWithout(values.without)

const usual: Readonly<Record<string, () => Promise<Row[]>>> = {
  pipeline: async () => stageRows('registrar', await measureStages('registrar', ['pipeline'], rounds, packets), true),
  stages: async () => stageRows('registrar', await measureStages('registrar', ['decode', 'scan'], rounds, packets), false),
  ims: async () => stageRows('ims', await measureStages('ims', ['scan', 'pipeline'], rounds, packets), false),
  everything: () => measureEverything(rounds, packets),
  open: () => measureOpen(Math.min(rounds, 3), 0, 1.3),
  memory: () => measureMemory(Math.min(rounds, 3), 0, 300),
  tcp: () => measureTcp(Math.min(rounds, 5), packets, without),
  udp: () => measureUdp(Math.min(rounds, 3), without),
}

/** Needs java. */
const parts: Readonly<Record<string, () => Promise<Row[]>>> = { ...usual, kafka: () => measureKafka(Math.min(rounds, 3), packets) }

const wanted = positionals.length > 0 ? positionals : Object.keys(usual)
const unknown = wanted.find((name) => !(name in parts))
if (unknown !== undefined) throw new Error(`no part "${unknown}", write one of ${Object.keys(parts).join(', ')}`)

const started = performance.now()
const rows: Row[] = []
for (const name of wanted) rows.push(...((await parts[name]?.()) ?? []))
printTable([...rows.filter((row) => row.target !== undefined), ...rows.filter((row) => row.target === undefined)])
console.log(`\n${rounds} rounds, ${packets} packets, node ${process.version}, ${((performance.now() - started) / 1000).toFixed(0)} s`)
