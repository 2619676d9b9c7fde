import { once } from 'node:events'
import { connect } from 'node:net'
import { parseArgs } from 'node:util'
import { findProgram } from './find-program.ts'
import { fetchKafka, hasKafka } from './kafka-jars.ts'
import { createTopic } from './kafka-topic.ts'
import { startKafka } from './kafka.ts'

// npm run kafka -- [--topic NAME] [--port N]: a real broker to try things with, until Ctrl-C.

const { values } = parseArgs({ options: { topic: { type: 'string', default: 'hep' }, port: { type: 'string', default: '9092' } } })
const { topic } = values
const say = (line: string) => process.stdout.write(`${line}\n`)

try {
  await run(Number(values.port))
} catch (error) {
  process.stderr.write(`kafka: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}

async function run(port: number): Promise<void> {
  const missing = (['java', 'mvn'] as const).filter((name) => findProgram(name) === undefined && !(name === 'mvn' && hasKafka()))
  if (missing.length > 0)
    throw new Error(`${missing.join(' and ')} not found, install them (Debian: apt-get install default-jre-headless maven)`)
  await fetchKafka(say)
  if (await isTaken(port)) throw new Error(`port ${port} is in use, choose another: npm run kafka -- --port=19092`)
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())
  const broker = await startKafka({ port })
  try {
    await createTopic(broker.address, topic)
    say(usage(broker.address))
    if (!stop.signal.aborted) await once(stop.signal, 'abort')
  } finally {
    await broker.remove()
  }
}

function usage(address: string): string {
  return `Kafka listens on ${address}, topic ${topic}; Ctrl-C ends it and removes its data. Write into a file, regwatch.yaml:

kafka:
  brokers: ['${address}']
  topics: ['${topic}']

then, each in a terminal of its own:

  npm start -- --config.file=regwatch.yaml
  kcat -b ${address} -P -t ${topic} test/captures/sip/o03_wrong_password_403.hep
`
}

function isTaken(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const answer = (taken: boolean) => {
      socket.destroy()
      resolve(taken)
    }
    socket.on('connect', () => answer(true))
    socket.on('error', () => answer(false))
  })
}
