import { kafkaSchema } from '../../collector/config/kafka-schema.ts'
import { createPipeline } from '../../collector/pipeline.ts'
import { readKafka } from '../../collector/source/kafka.ts'
import { report } from './child.ts'
import { countingObserver } from './counting-observer.ts'
import { peakMemory } from './peak-memory.ts'

// node measure-kafka.ts ADDRESS TOPIC PACKETS ROUND: CPU-seconds of all threads from joining a group to having left it, after a pass that warms up.
const [address = '', topic = '', packets = '', round = ''] = process.argv.slice(2)

await pass('warm')
// Before the second pass brings a second set of registrations.
const rss = peakMemory()
const before = process.cpuUsage()
const started = performance.now()
const verdicts = await pass('measured')
const { user, system } = process.cpuUsage(before)
report({
  packets: Number(packets),
  cpu: (user + system) / 1e6,
  seconds: (performance.now() - started) / 1000,
  rss,
  verdicts,
})

async function pass(name: string): Promise<number> {
  const config = kafkaSchema.parse({ brokers: [address], topics: [topic], groupId: `${name}-${round}` })
  if (config === undefined) throw new Error('no section')
  const source = readKafka(config, { reading: () => undefined, trouble: (cause) => console.error(cause), unstored: () => undefined })
  const { observer, counts } = countingObserver()
  const pipeline = createPipeline(observer)
  const run = pipeline.run(source)
  while (counts.packets < Number(packets)) await new Promise((resolve) => setTimeout(resolve, 20))
  await source.close()
  await run
  pipeline.finish('judge')
  return counts.verdicts
}
